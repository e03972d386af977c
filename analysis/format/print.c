/* SPDX-License-Identifier: BSD-2-Clause */
/* print: see print.h. */
#include "analysis/format/print.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "analysis/format/print_gaps.h"
#include "analysis/format/print_offsets.h"
#include "analysis/format/print_row.h"

/* One line of a table; effects are logs of ratios, NAN where unknown. */
struct line {
	const char *indent;
	const char *name;
	const struct stats_result *test;
	double margin;
	double smallest_seen;
	double more_units;
	const struct opinion *opinion;
};

void
print_number(FILE *out, int width, int n_decimals, double number)
{
	if (isfinite(number))
		fprintf(out, " %*.*f", width, n_decimals, number);
	else
		fprintf(out, " %*s", width, "-");
}

void
print_percent(FILE *out, int width, double log_ratio)
{
	const double percent = effect_percent(log_ratio);

	if (isfinite(percent))
		fprintf(out, " %+*.3f", width, percent);
	else
		fprintf(out, " %*s", width, "-");
}

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

/* Ends a line with the verdict; what needs no answer fits beside it. */
void
print_opinion(FILE *out, const struct opinion *opinion, bool is_coloured)
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

static void
print_header(FILE *out, const char *what)
{
	fprintf(out, "  %-24s %8s  %8s  %8s  %7s %6s %7s %5s  %s\n", what,
	    "slower %", "[lower,", "upper]", "+-", "margin", "sees", "more",
	    "verdict");
}

static void
print_line(FILE *out, const struct line *line, bool is_coloured)
{
	fprintf(out, "%s%-*s", line->indent, 26 - (int)strlen(line->indent),
	    line->name);
	print_percent(out, 8, line->test->estimate);
	fputs(" [", out);
	print_percent(out, 7, line->test->lower);
	fputs(",", out);
	print_percent(out, 8, line->test->upper);
	fputs("]", out);
	print_number(out, 7, 3, effect_percent(effect_half_width(line->test)));
	print_number(out, 6, 2, effect_percent(line->margin));
	print_number(out, 7, 3, effect_percent(line->smallest_seen));
	print_number(out, 5, 0, line->more_units);
	print_opinion(out, line->opinion, is_coloured);
}

static void
print_finding(FILE *out, const char *indent, const char *name,
    const struct finding *f, bool is_coloured)
{
	const struct line line = {
		.indent = indent,
		.name = name,
		.test = &f->facts.effect.test,
		.margin = f->is_judged ? f->facts.limits.margin : NAN,
		.smallest_seen = f->smallest_seen,
		.more_units = f->more_units,
		.opinion = &f->opinion,
	};

	print_line(out, &line, is_coloured);
	if (f->facts.limits.needs_census && f->facts.offsets.n > 0)
		print_offsets(out, &f->facts.offsets);
}

static void
print_counts(FILE *out, const size_t counts[N_VERDICTS],
    const struct gaps *gaps, const char *gate_sha256)
{
	const size_t n_skipped = gaps_count_skipped(gaps);
	const char *separator = "";

	for (enum verdict v = VERDICT_PASS; v < N_VERDICTS; v++) {
		if (counts[v] == 0)
			continue;
		fprintf(out, "%s%zu %s", separator, counts[v], verdict_name(v));
		separator = ", ";
	}
	if (separator[0] == '\0')
		fputs("nothing was judged", out);
	if (n_skipped > 0)
		fprintf(out, "; %zu rows skipped", n_skipped);
	fprintf(out, "; gate %.12s\n", gate_sha256);
}

/* Returns a finding of the row that begins at `first`, a judged one if any. */
static const struct finding *
find_judged(const struct findings *findings, size_t first)
{
	const struct finding *list = findings->list;

	for (size_t i = first; i < findings->n; i++) {
		if (list[i].row == list[first].row && list[i].is_judged)
			return &list[i];
	}
	return &list[first];
}

void
print_findings(FILE *out, const struct findings *findings, bool is_coloured)
{
	const struct row *row = NULL;
	size_t counts[N_VERDICTS];

	for (size_t i = 0; i < findings->n; i++) {
		const struct finding *f = &findings->list[i];

		if (f->row != row) {
			if (row != NULL)
				fputc('\n', out);
			row = f->row;
			print_row(out, find_judged(findings, i));
			print_header(out, "arm");
		}
		print_finding(out, "  ", f->arm->name, f, is_coloured);
	}
	fputc('\n', out);
	print_gaps(out, &findings->gaps, is_coloured);
	findings_count(findings, counts);
	print_counts(out, counts, &findings->gaps, findings->gate_sha256);
}

void
print_comparisons(
    FILE *out, const struct comparisons *comparisons, bool is_coloured)
{
	const struct row *row = NULL;
	size_t counts[N_VERDICTS];

	for (size_t i = 0; i < comparisons->n; i++) {
		const struct comparison *c = &comparisons->list[i];
		const struct line line = {
			.indent = "    ",
			.name = "new - old",
			.test = &c->effect.test,
			.margin = c->after->is_compared
			    ? c->after->facts.limits.margin
			    : NAN,
			.smallest_seen = NAN,
			.more_units = NAN,
			.opinion = &c->opinion,
		};

		if (c->after->row != row) {
			row = c->after->row;
			fprintf(out, "%s%s\n", i == 0 ? "" : "\n", row->name);
			print_header(out, "arm");
		}
		fprintf(out, "  %s\n", c->after->arm->name);
		print_finding(out, "    ", "old", c->before, is_coloured);
		print_finding(out, "    ", "new", c->after, is_coloured);
		print_line(out, &line, is_coloured);
	}
	compare_count(comparisons, counts);
	fputc('\n', out);
	print_gaps(out, &comparisons->gaps, is_coloured);
	print_counts(out, counts, &comparisons->gaps, comparisons->gate_sha256);
}

int
print_end(FILE *out, int status, struct reason *why)
{
	if (fflush(out) != 0 || ferror(out))
		return reason_set(why, -EIO,
		    "cannot write the table to standard output: %s",
		    strerror(errno));
	return status;
}
