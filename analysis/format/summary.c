/* SPDX-License-Identifier: BSD-2-Clause */
/* summary: see summary.h. */
#include "analysis/format/summary.h"

#include <math.h>

#include "analysis/format/untimed.h"
#include "base/atomic_file.h"

#define N_ELEMENTS(array) (sizeof(array) / sizeof((array)[0]))

static void
put_interval(struct output *o, const struct stats_result *test)
{
	output_percent(o, test->estimate);
	output_percent(o, test->lower);
	output_percent(o, test->upper);
}

static void
put_identity(struct output *o, const struct finding *f, const char *run_id)
{
	output_number(o, format_summary.schema);
	output_text(o, run_id);
	output_text(o, f->row->name);
	output_text(o, f->row->lock);
	output_text(o, f->row->op_case);
	output_number(o, (double)f->row->n_threads);
	output_text(o, f->row->placement);
	output_text(o, f->arm->name);
	output_text(o, f->arm->check);
	output_text(o, f->arm->place);
	output_text(o, role_name(f->arm->role));
}

static void
put_effect(struct output *o, const struct finding *f)
{
	const struct stats_result *test = &f->facts.effect.test;
	const struct limits *limits = &f->facts.limits;
	const double base_ns = row_base_ns(f->row);

	output_number(o, base_ns);
	output_number(o, base_ns * expm1(test->estimate));
	put_interval(o, test);
	output_percent(o, f->half_width);
	output_percent(o, f->is_judged ? limits->margin : NAN);
	output_number(o, limits->alpha);
	output_percent(o, f->mde);
	output_number(o, f->more_units);
	output_number(o, f->is_judged ? test->p_value : NAN);
}

static void
put_controls(struct output *o, const struct finding *f)
{
	static const struct stats_result UNKNOWN = { NAN, NAN, NAN, NAN, NAN };
	const struct control *null = &f->facts.null;
	const struct control *planted = &f->facts.planted;
	const struct stats_result *seen =
	    planted->is_there ? &planted->test : &UNKNOWN;

	put_interval(o, null->is_there ? &null->test : &UNKNOWN);
	output_percent(o, seen->estimate);
	output_percent(o, seen->lower);
}

static void
put_offsets(struct output *o, const struct finding *f)
{
	const struct offsets *offsets = &f->facts.offsets;

	output_number(o, (double)offsets->n);
	output_percent(o, offsets->mean);
	output_percent(o, offsets->median);
	output_percent(o, offsets->worst);
	output_number(o, offsets->n > 0 ? offsets->worst_offset : NAN);
	output_number(o, f->is_judged ? offsets->beyond_share : NAN);
}

static void
put_finding(
    struct output *o, const struct finding *f, const struct findings *findings)
{
	const struct arm_sums base = row_sums(f->row, ROLE_BASE);
	const struct arm_sums *own = &f->arm->sums;

	put_identity(o, f, findings->report->run_id);
	output_number(o, (double)f->facts.n_units);
	output_number(o, (double)f->row->n_units_lost);
	output_number(o, f->row->n_blocks);
	output_number(o, f->facts.drop_rate);
	put_effect(o, f);
	put_controls(o, f);
	output_number(o, base.handoffs / base.handoff_ops);
	output_number(o, base.min_max_ratios / base.n_shares);
	output_text(o, promise_name(f->row->promise));
	output_number(o, f->facts.hard_per_op);
	output_text(o, verdict_name(f->opinion.verdict));
	output_text(o, f->opinion.reason);
	output_number(o, own->min_shares / own->n_shares);
	output_number(o, own->max_shares / own->n_shares);
	output_text(o, "time");
	output_text(o, "");
	output_text(o, "");
	put_offsets(o, f);
	output_number(o, f->look > 0 ? (double)f->look : NAN);
	output_text(o, findings->gate_sha256);
	output_text(o, reason_kind_name(f->opinion.kind));
	output_end_line(o);
}

void
summary_put(struct output *o, const struct judged *judged)
{
	const struct findings *findings = judged->findings;
	const char *run_id = findings->report->run_id;
	const struct output_field list[] = {
		{ .name = "schema", .number = format_summary.schema },
		{ .name = "run_id", .text = run_id },
		{ .name = "gate_sha256", .text = findings->gate_sha256 },
	};
	const struct output_fields all = { list, N_ELEMENTS(list) };

	output_names(o, &format_summary);
	for (size_t i = 0; i < findings->n; i++)
		put_finding(o, &findings->list[i], findings);
	untimed_put_gaps(o, &findings->gaps, &all);
	untimed_put_audits(o, judged->audits, &all);
}

int
summary_write(
    const char *folder, const struct judged *judged, struct reason *why)
{
	struct atomic_file file = { 0 };

	if (!atomic_file_open(&file))
		return reason_memory(why);

	struct output o = output_on(file.file);
	summary_put(&o, judged);

	const int rc = atomic_file_write(&file, folder, "summary.csv", why);
	atomic_file_close(&file);
	return rc;
}
