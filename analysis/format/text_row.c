/* SPDX-License-Identifier: BSD-2-Clause */
/* text_row: see text_row.h. */
#include "analysis/format/text_row.h"

#include <math.h>
#include <string.h>

#include "analysis/format/terminal.h"

/* One line of a table.  Effects are logs of ratios; NAN if not known. */
struct text_line {
	const char *indent;
	const char *name;
	const struct stats_result *test;
	double margin;
	double mde;
	double more_units;
	const struct opinion *opinion;
};

static void
print_verdict(FILE *out, enum verdict verdict, bool is_coloured)
{
	static const char *const COLOURS[N_VERDICTS] = {
		[VERDICT_NONE] = "",
		[VERDICT_PASS] = "\033[32m",
		[VERDICT_REGRESSION] = "\033[1;31m",
		[VERDICT_INCONCLUSIVE] = "\033[33m",
		[VERDICT_UNFIT] = "\033[35m",
	};

	if (is_coloured)
		fprintf(out, "%s%s\033[0m", COLOURS[verdict],
		    verdict_name(verdict));
	else
		fputs(verdict_name(verdict), out);
}

/* A reason that needs no answer stands on the line of its verdict. */
void
text_row_print_opinion(
    FILE *out, const struct opinion *opinion, bool is_coloured)
{
	const bool is_short = opinion->verdict == VERDICT_NONE ||
	    opinion->verdict == VERDICT_PASS;

	if (opinion->verdict != VERDICT_NONE) {
		fputs("  ", out);
		print_verdict(out, opinion->verdict, is_coloured);
	}
	if (opinion->reason[0] != '\0')
		fprintf(
		    out, "%s%s", is_short ? "  " : "\n      ", opinion->reason);
	fputc('\n', out);
}

void
text_row_print_columns(FILE *out)
{
	fprintf(out, "  %-24s %8s  %8s  %8s  %7s %6s %7s %5s  %s\n", "arm",
	    "slower %", "[lower,", "upper]", "+-", "margin", "sees", "more",
	    "verdict");
}

static void
print_line(FILE *out, const struct text_line *line, bool is_coloured)
{
	fprintf(out, "%s%-*s", line->indent, 26 - (int)strlen(line->indent),
	    line->name);
	terminal_print_percent(out, 8, line->test->estimate);
	fputs(" [", out);
	terminal_print_percent(out, 7, line->test->lower);
	fputs(",", out);
	terminal_print_percent(out, 8, line->test->upper);
	fputs("]", out);
	terminal_print_number(
	    out, 7, 3, effect_percent(effect_half_width(line->test)));
	terminal_print_number(out, 6, 2, effect_percent(line->margin));
	terminal_print_number(out, 7, 3, effect_percent(line->mde));
	terminal_print_number(out, 5, 0, line->more_units);
	text_row_print_opinion(out, line->opinion, is_coloured);
}

static void
print_offsets(FILE *out, const struct offsets *offsets)
{
	const int n_all =
	    offsets->n > OFFSETS_LEAST ? OFFSETS_ALL : OFFSETS_LEAST;

	fprintf(out,
	    "      offsets: %zu of %d, mean %+.3f %%, median %+.3f %%, worst "
	    "%+.3f %% at %u, %.0f %% of them beyond the margin\n",
	    offsets->n, n_all, effect_percent(offsets->mean),
	    effect_percent(offsets->median), effect_percent(offsets->worst),
	    offsets->worst_offset, 100 * offsets->beyond_share);
}

static void
print_finding(FILE *out, const char *indent, const char *name,
    const struct finding *f, bool is_coloured)
{
	const struct text_line line = {
		.indent = indent,
		.name = name,
		.test = &f->facts.effect.test,
		.margin = f->is_judged ? f->facts.limits.margin : NAN,
		.mde = f->mde,
		.more_units = f->more_units,
		.opinion = &f->opinion,
	};

	print_line(out, &line, is_coloured);
	if (f->facts.limits.needs_all_offsets && f->facts.offsets.n > 0)
		print_offsets(out, &f->facts.offsets);
}

void
text_row_print_candidate(FILE *out, const struct finding *f, bool is_coloured)
{
	print_finding(out, "  ", f->arm->name, f, is_coloured);
}

void
text_row_print_comparison(
    FILE *out, const struct comparison *c, bool is_coloured)
{
	const struct text_line line = {
		.indent = "    ",
		.name = "new - old",
		.test = &c->effect.test,
		.margin =
		    c->after->is_compared ? c->after->facts.limits.margin : NAN,
		.mde = NAN,
		.more_units = NAN,
		.opinion = &c->opinion,
	};

	fprintf(out, "  %s\n", c->after->arm->name);
	print_finding(out, "    ", "old", c->before, is_coloured);
	print_finding(out, "    ", "new", c->after, is_coloured);
	print_line(out, &line, is_coloured);
}

static void
print_control(FILE *out, const char *name, const struct control *control)
{
	fprintf(out, "  %s", name);
	if (!control->is_there) {
		fputs(" none", out);
		return;
	}
	terminal_print_percent(out, 0, control->test.estimate);
	fputs(" % [", out);
	terminal_print_percent(out, 0, control->test.lower);
	fputs(",", out);
	terminal_print_percent(out, 0, control->test.upper);
	fputs(" ]", out);
}

/* Prints the fairness of the baseline, and that of the worst candidate. */
static void
print_fairness(FILE *out, const struct row_result *row)
{
	const struct arm_sums base = row_sums(row, ROLE_BASE);
	const struct arm_result *worst = NULL;
	double least = INFINITY;

	if (row->n_threads == 1 || base.n_shares == 0)
		return;
	fprintf(out,
	    "\n  fairness: a thread does %.4f to %.4f of the operations, even "
	    "is "
	    "%.4f",
	    base.min_shares / base.n_shares, base.max_shares / base.n_shares,
	    1 / (double)row->n_threads);
	for (size_t i = 0; i < row->n_arms; i++) {
		const struct arm_result *arm = &row->arms[i];
		const double share = arm->sums.min_shares / arm->sums.n_shares;

		if (arm->role == ROLE_CAND && share < least) {
			worst = arm;
			least = share;
		}
	}
	if (worst != NULL)
		fprintf(out, "; with %s %.4f to %.4f", worst->name, least,
		    worst->sums.max_shares / worst->sums.n_shares);
}

void
text_row_print(FILE *out, const struct finding *f)
{
	const struct row_result *row = f->row;
	const struct arm_sums base = row_sums(row, ROLE_BASE);
	static const char *const PROMISES[] = {
		[PROMISE_NONE] = "no",
		[PROMISE_SOME] = "some",
		[PROMISE_ANY] = "no certain",
		[PROMISE_EVERY] = "every",
	};

	fprintf(out, "%s  ", row->name);
	terminal_print_number(out, 0, 3, row_base_ns(row));
	fprintf(out, " ns/op, %zu units, %.1f %% of blocks dropped",
	    f->facts.n_units, 100 * f->facts.drop_rate);
	if (row->n_units_lost > 0)
		fprintf(out, ", %zu units lost", row->n_units_lost);
	fprintf(out, "\n  slow path: promised in %s operation, counted in",
	    PROMISES[row->promise]);
	terminal_print_number(out, 0, 4, f->facts.hard_per_op);
	if (base.handoff_ops > 0)
		fprintf(out, "; changed hands in %.4f",
		    base.handoffs / base.handoff_ops);
	print_fairness(out, row);
	fputs("\n  controls: ", out);
	print_control(out, "null", &f->facts.null);
	print_control(out, "planted", &f->facts.planted);
	fputs("\n", out);
}
