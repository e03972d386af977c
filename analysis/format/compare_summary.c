/* SPDX-License-Identifier: BSD-2-Clause */
/* compare_summary: see compare_summary.h. */
#include "analysis/format/compare_summary.h"

#include <math.h>

#include "analysis/format/untimed.h"
#include "base/atomic_file.h"

#define N_ELEMENTS(array) (sizeof(array) / sizeof((array)[0]))

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
	output_percent(
	    o, after->is_compared ? after->facts.limits.margin : NAN);
	output_number(o, after->facts.limits.alpha);
	output_number(o, after->is_compared ? test->p_value : NAN);
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

void
compare_summary_put(struct output *o, const struct compared *compared)
{
	const struct comparisons *c = compared->comparisons;
	const char *machines =
	    c != NULL ? compare_machines_name(c->machines) : "";
	const char *gate_sha256 = c != NULL ? c->gate_sha256 : "";
	const struct output_field list[] = {
		{ .name = "schema", .number = format_compare.schema },
		{ .name = "old_run_id",
		    .text = c != NULL ? c->before->run_id : "" },
		{ .name = "new_run_id",
		    .text = c != NULL ? c->after->run_id : "" },
		{ .name = "machines", .text = machines },
		{ .name = "gate_sha256", .text = gate_sha256 },
	};
	const struct output_fields all = { list, N_ELEMENTS(list) };

	output_names(o, &format_compare);
	for (size_t i = 0; c != NULL && i < c->n; i++) {
		output_number(o, format_compare.schema);
		output_text(o, c->before->run_id);
		output_text(o, c->after->run_id);
		put_comparison(o, &c->list[i]);
		output_text(o, machines);
		output_text(o, gate_sha256);
		output_text(o, reason_kind_name(c->list[i].opinion.kind));
		output_end_line(o);
	}
	if (c != NULL)
		untimed_put_gaps(o, &c->gaps, &all);
	untimed_put_audits(o, compared->audits, &all);
}

int
compare_summary_write(
    const char *folder, const struct compared *compared, struct reason *why)
{
	struct atomic_file file = { 0 };

	if (!atomic_file_open(&file))
		return reason_memory(why);

	struct output o = output_on(file.file);
	compare_summary_put(&o, compared);

	const int rc = atomic_file_write(&file, folder, "compare.csv", why);
	atomic_file_close(&file);
	return rc;
}
