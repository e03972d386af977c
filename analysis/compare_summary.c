/* SPDX-License-Identifier: BSD-2-Clause */
/* compare_summary: see compare_summary.h. */
#include "analysis/compare_summary.h"

#include <math.h>
#include <stdlib.h>

#define SCHEMA 1

static const char *const NAMES[] = {
	"schema",
	"old_run_id",
	"new_run_id",
	"row",
	"arm",
	"check",
	"place",
	"old_units",
	"new_units",
	"old_estimate_pct",
	"new_estimate_pct",
	"old_verdict",
	"new_verdict",
	"shift_pct",
	"lower_pct",
	"upper_pct",
	"half_width_pct",
	"margin_pct",
	"alpha",
	"p_value",
	"verdict",
	"reason",
	"measured",
	"old_value",
	"new_value",
	"machines",
	"gate_sha256",
};

static void
put_runs(struct output *o, const struct compared *compared)
{
	const struct comparisons *c = compared->comparisons;

	output_number(o, SCHEMA);
	output_text(o, c != NULL ? c->before->run_id : "");
	output_text(o, c != NULL ? c->after->run_id : "");
}

static void
put_effect(struct output *o, const struct comparison *c)
{
	const struct finding *after = c->after;
	const struct stats_result *test = &c->effect.test;

	output_percent(o, c->before->facts.effect.test.estimate);
	output_percent(o, after->facts.effect.test.estimate);
	output_text(o, verdict_name(c->before->opinion.verdict));
	output_text(o, verdict_name(after->opinion.verdict));
	output_percent(o, test->estimate);
	output_percent(o, test->lower);
	output_percent(o, test->upper);
	output_percent(o, effect_half_width(test));
	output_percent(o, after->is_judged ? after->facts.limits.margin : NAN);
	output_number(o, after->facts.limits.alpha);
	output_number(o, after->is_judged ? test->p_value : NAN);
}

static void
put_comparison(struct output *o, const struct comparison *c)
{
	output_text(o, c->after->row->name);
	output_text(o, c->after->arm->name);
	output_text(o, c->after->arm->check);
	output_text(o, c->after->arm->place);
	output_number(o, (double)c->before->facts.n_units);
	output_number(o, (double)c->after->facts.n_units);
	put_effect(o, c);
	output_text(o, verdict_name(c->opinion.verdict));
	output_text(o, c->opinion.reason);
	output_text(o, "time");
	output_text(o, "");
	output_text(o, "");
}

static void
put_value(struct output *o, const struct change *change, const char *value)
{
	if (change->line->is_code)
		output_text(o, value);
	else
		output_number(o, strtod(value, NULL));
}

/* Counts are exact: they have no units, bounds or margin. */
static void
put_change(struct output *o, const struct change *change)
{
	char name[AUDIT_NAME_BYTES];

	audit_name(change->line, name, sizeof(name));
	output_text(o, name);
	output_text(o, "");
	output_text(o, change->line->texts[AUDIT_CHECK]);
	output_text(o, change->line->texts[AUDIT_PLACE]);
	for (size_t i = 0; i < 13; i++)
		output_text(o, "");
	output_text(o,
	    verdict_name(change->is_worse ? VERDICT_REGRESSION : VERDICT_PASS));
	output_text(o,
	    change->is_worse ? "more than in the old audit"
	                     : "no more than in the old audit");
	output_text(o, change->what);
	put_value(o, change, change->before);
	put_value(o, change, change->after);
}

static void
end_line(struct output *o, const struct comparisons *comparisons)
{
	output_text(o,
	    comparisons != NULL ? compare_machines_name(comparisons->machines)
	                        : "");
	output_text(o, comparisons != NULL ? comparisons->gate_sha256 : "");
	output_end_line(o);
}

void
compare_summary_put(struct output *o, const struct compared *compared)
{
	const struct comparisons *comparisons = compared->comparisons;
	const struct changes *changes = &compared->audits->changes;

	output_names(o, NAMES, sizeof(NAMES) / sizeof(NAMES[0]));
	for (size_t i = 0; comparisons != NULL && i < comparisons->n; i++) {
		put_runs(o, compared);
		put_comparison(o, &comparisons->list[i]);
		end_line(o, comparisons);
	}
	for (size_t i = 0; i < changes->n; i++) {
		put_runs(o, compared);
		put_change(o, &changes->list[i]);
		end_line(o, comparisons);
	}
}

int
compare_summary_write(
    const char *folder, const struct compared *compared, struct failure *why)
{
	struct output o;
	const int rc = output_open(folder, "compare.csv", &o, why);

	if (rc < 0)
		return rc;
	compare_summary_put(&o, compared);
	return output_close(&o, why);
}
