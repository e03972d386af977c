/* SPDX-License-Identifier: BSD-2-Clause */
/* text: the tables for people, in colour on a terminal. */
#include "analysis/format/printers.h"

#include "analysis/format/terminal.h"
#include "analysis/format/text_row.h"

static void
print_gaps(FILE *out, const struct gaps *gaps, bool is_coloured)
{
	if (gaps->n == 0)
		return;
	fputs("planned and not judged:\n", out);
	for (size_t i = 0; i < gaps->n; i++) {
		const struct gap *gap = &gaps->list[i];

		fprintf(out, "  %s%s%s", gap->row,
		    gap->arm[0] != '\0' ? " " : "", gap->arm);
		text_row_print_opinion(out, &gap->opinion, is_coloured);
	}
	fputc('\n', out);
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

/*
 * Returns a judged finding of the row that starts at `first`; the finding at
 * `first` if none is judged.
 */
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

static void
print_findings(FILE *out, const struct findings *findings, bool is_coloured)
{
	const struct row_result *row = NULL;
	size_t counts[N_VERDICTS];

	for (size_t i = 0; i < findings->n; i++) {
		const struct finding *f = &findings->list[i];

		if (f->row != row) {
			if (row != NULL)
				fputc('\n', out);
			row = f->row;
			text_row_print(out, find_judged(findings, i));
			text_row_print_columns(out);
		}
		text_row_print_candidate(out, f, is_coloured);
	}
	fputc('\n', out);
	print_gaps(out, &findings->gaps, is_coloured);
	findings_count(findings, counts);
	print_counts(out, counts, &findings->gaps, findings->gate_sha256);
}

static void
print_comparisons(
    FILE *out, const struct comparisons *comparisons, bool is_coloured)
{
	const struct row_result *row = NULL;
	size_t counts[N_VERDICTS];

	for (size_t i = 0; i < comparisons->n; i++) {
		const struct comparison *c = &comparisons->list[i];

		if (c->after->row != row) {
			row = c->after->row;
			fprintf(out, "%s%s\n", i == 0 ? "" : "\n", row->name);
			text_row_print_columns(out);
		}
		text_row_print_comparison(out, c, is_coloured);
	}
	compare_count(comparisons, counts);
	fputc('\n', out);
	print_gaps(out, &comparisons->gaps, is_coloured);
	print_counts(out, counts, &comparisons->gaps, comparisons->gate_sha256);
}

/* Prints how the audits differ, and what of them is not known. */
static void
print_audits(FILE *out, const struct audit_pair *audits)
{
	struct gap gap;
	const struct gaps gaps = { .list = &gap, .n = 1 };

	if (audits->state == AUDIT_PAIR_COMPARED)
		audit_diff_print(out, &audits->diff);
	if (!judged_audit_gap(audits, &gap))
		return;
	fputc('\n', out);
	print_gaps(out, &gaps, terminal_has_colour(out));
}

int
text_print_judged(FILE *out, const struct judged *judged)
{
	print_findings(out, judged->findings, terminal_has_colour(out));
	print_audits(out, judged->audits);
	return 0;
}

static const char *
or_unknown(const char *text)
{
	return text != NULL ? text : "unknown";
}

/* Prints why times of two machines are not compared. */
static void
print_machines(FILE *out, const struct comparisons *comparisons)
{
	static const char REST[] = "only costs relative to each one's own "
	                           "baseline are compared";
	const struct run *old = &comparisons->before->run;
	const struct run *new = &comparisons->after->run;

	if (comparisons->machines == MACHINES_DIFFER)
		fprintf(out,
		    "the machines differ (old: %s, %s; new: %s, %s): %s\n\n",
		    or_unknown(old->host), or_unknown(old->cpu_model),
		    or_unknown(new->host), or_unknown(new->cpu_model), REST);
	else if (comparisons->machines == MACHINES_UNKNOWN)
		fprintf(out, "the machines may differ: %s\n\n", REST);
}

int
text_print_compared(FILE *out, const struct compared *compared)
{
	if (compared->comparisons != NULL) {
		print_machines(out, compared->comparisons);
		print_comparisons(
		    out, compared->comparisons, terminal_has_colour(out));
	}
	print_audits(out, compared->audits);
	return 0;
}
