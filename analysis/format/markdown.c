/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * markdown: tables for a comment on a pull request, as GitHub renders it.
 *
 * The worst verdicts come first.  What is not judged is only counted, so that
 * the comment stays short.
 */
#include "analysis/format/printers.h"

#include <math.h>
#include <string.h>

#include "analysis/format/escape.h"

/* The order of the lines in a table. */
static const enum verdict WORST_FIRST[] = {
	VERDICT_REGRESSION,
	VERDICT_UNFIT,
	VERDICT_INCONCLUSIVE,
	VERDICT_PASS,
};

#define N_JUDGED (sizeof(WORST_FIRST) / sizeof(WORST_FIRST[0]))

/* Escapes what Markdown or HTML treats specially inside a cell. */
static const char *
escape_cell(char c)
{
	static const char SPECIAL[] = "\\`*_[]|~$";
	static char escaped[3] = "\\";

	if (c == '@') /* so that it notifies nobody */
		return "@<!-- -->";
	if (strchr(SPECIAL, c) == NULL)
		return escape_markup(c);
	escaped[1] = c;
	return escaped;
}

/* Prints a cell and the bar behind it; the line begins with a bar. */
static void
put_cell(FILE *out, const char *text)
{
	fputs(" ", out);
	escape_put(out, text, escape_cell);
	fputs(" |", out);
}

static void
put_percent(FILE *out, double log_ratio)
{
	const double percent = effect_percent(log_ratio);

	if (isfinite(percent))
		fprintf(out, " %+.3f |", percent);
	else
		fputs(" |", out);
}

static void
put_interval(FILE *out, const struct stats_result *test, double margin)
{
	put_percent(out, test->estimate);
	put_percent(out, test->lower);
	put_percent(out, test->upper);
	put_percent(out, margin);
}

static void
put_verdict(FILE *out, enum verdict verdict)
{
	fprintf(out, verdict == VERDICT_PASS ? "| %s |" : "| **%s** |",
	    verdict_name(verdict));
}

static void
put_title(FILE *out, int status)
{
	fprintf(
	    out, "### slowpath: %s\n", verdict_name(judged_verdict(status)));
}

/* Prints the number of candidates with each verdict. */
static void
put_counts(FILE *out, const size_t counts[N_VERDICTS], const struct gaps *gaps)
{
	const size_t n_skipped = gaps_count_skipped(gaps);
	const char *separator = "\n";

	for (size_t i = 0; i < N_JUDGED; i++) {
		if (counts[WORST_FIRST[i]] == 0)
			continue;
		fprintf(out, "%s%zu %s", separator, counts[WORST_FIRST[i]],
		    verdict_name(WORST_FIRST[i]));
		separator = ", ";
	}
	if (separator[0] == '\n')
		fputs("\nNothing was judged", out);
	fprintf(out, "; %zu not judged", counts[VERDICT_NONE]);
	if (n_skipped > 0)
		fprintf(out, "; %zu rows skipped", n_skipped);
	fputc('\n', out);
}

/* Prints what was planned and not judged, with or without a verdict. */
static void
put_gaps(FILE *out, const struct gaps *gaps)
{
	if (gaps->n == 0)
		return;
	fputs("\n| verdict | planned and not judged | arm | reason |\n"
	      "|---|---|---|---|\n",
	    out);
	for (size_t i = 0; i < gaps->n; i++) {
		const struct gap *gap = &gaps->list[i];

		if (gap->opinion.verdict == VERDICT_NONE)
			fputs("| |", out);
		else
			put_verdict(out, gap->opinion.verdict);
		put_cell(out, gap->row);
		put_cell(out, gap->arm);
		put_cell(out, gap->opinion.reason);
		fputc('\n', out);
	}
}

/* Prints each change for the worse; the other changes are only counted. */
static void
put_changes(FILE *out, const struct audit_diff *diff)
{
	fprintf(out,
	    "\nAudits: %zu lines compared, %zu with more instructions or "
	    "accesses.\n",
	    diff->n_lines, diff->n_worse);
	if (diff->n_worse == 0)
		return;
	fputs("\n| verdict | lock, operation, check, place, state | what | old "
	      "| new |\n|---|---|---|--:|--:|\n",
	    out);
	for (size_t i = 0; i < diff->n; i++) {
		const struct audit_change *change = &diff->list[i];
		char name[AUDIT_NAME_BYTES];

		if (!change->is_worse)
			continue;
		audit_name(change->line, name, sizeof(name));
		put_verdict(out, VERDICT_REGRESSION);
		put_cell(out, name);
		put_cell(out, change->what);
		put_cell(out, change->before);
		put_cell(out, change->after);
		fputc('\n', out);
	}
}

static void
put_audits(FILE *out, const struct audit_pair *audits)
{
	const char *why_not = judged_no_audit(audits);

	if (audits->state == AUDIT_PAIR_COMPARED)
		put_changes(out, &audits->diff);
	if (why_not != NULL && audits->state != AUDIT_PAIR_NONE)
		fprintf(out, "\n%s: %s.\n",
		    audits->state == AUDIT_PAIR_COMPARED ? "Not all is compared"
		        : audits->state == AUDIT_PAIR_UNCOUNTED
		        ? "**INCONCLUSIVE**: the audit was not counted"
		        : "No audits are compared",
		    why_not);
}

/* Prints the name and the digest of the gate file. */
static void
put_gate(FILE *out, const char *path, const char *sha256)
{
	fputs("\n<sub>gate file ", out);
	escape_put(out, path, escape_cell);
	fprintf(out, ", SHA-256 %s</sub>\n", sha256);
}

static void
put_findings(
    FILE *out, const struct findings *findings, const size_t counts[N_VERDICTS])
{
	if (counts[VERDICT_NONE] == findings->n)
		return;
	fputs("\n| verdict | row | arm | slower % | lower | upper | margin | "
	      "reason |\n|---|---|---|--:|--:|--:|--:|---|\n",
	    out);
	for (size_t i = 0; i < N_JUDGED * findings->n; i++) {
		const struct finding *f = &findings->list[i % findings->n];

		if (f->opinion.verdict != WORST_FIRST[i / findings->n])
			continue;
		put_verdict(out, f->opinion.verdict);
		put_cell(out, f->row->name);
		put_cell(out, f->arm->name);
		put_interval(
		    out, &f->facts.effect.test, f->facts.limits.margin);
		put_cell(out, f->opinion.reason);
		fputc('\n', out);
	}
}

int
markdown_print_judged(FILE *out, const struct judged *judged)
{
	const struct findings *findings = judged->findings;
	size_t counts[N_VERDICTS];

	findings_count(findings, counts);
	put_title(out, judged->status);
	put_audits(out, judged->audits);
	put_counts(out, counts, &findings->gaps);
	put_findings(out, findings, counts);
	put_gaps(out, &findings->gaps);
	put_gate(out, judged->gate, findings->gate_sha256);
	return 0;
}

static void
put_comparison(FILE *out, const struct comparison *c)
{
	put_verdict(out, c->opinion.verdict);
	put_cell(out, c->after->row->name);
	put_cell(out, c->after->arm->name);
	put_percent(out, c->before->facts.effect.test.estimate);
	put_percent(out, c->after->facts.effect.test.estimate);
	put_interval(out, &c->effect.test, c->after->facts.limits.margin);
	put_cell(out, c->opinion.reason);
	fputc('\n', out);
}

static void
put_comparisons(FILE *out, const struct comparisons *comparisons)
{
	const size_t n = comparisons->n;
	size_t counts[N_VERDICTS];

	compare_count(comparisons, counts);
	put_counts(out, counts, &comparisons->gaps);
	if (comparisons->machines != MACHINES_SAME)
		fprintf(out,
		    "\nThe machines %s: only costs relative to each one's own "
		    "baseline are compared.\n",
		    comparisons->machines == MACHINES_DIFFER ? "differ"
		                                             : "may differ");
	if (counts[VERDICT_NONE] == n)
		return;
	fputs("\n| verdict | row | arm | old % | new % | new - old | lower | "
	      "upper | margin | reason |\n"
	      "|---|---|---|--:|--:|--:|--:|--:|--:|---|\n",
	    out);
	for (size_t i = 0; i < N_JUDGED * n; i++) {
		const struct comparison *c = &comparisons->list[i % n];

		if (c->opinion.verdict == WORST_FIRST[i / n])
			put_comparison(out, c);
	}
}

int
markdown_print_compared(FILE *out, const struct compared *compared)
{
	put_title(out, compared->status);
	put_audits(out, compared->audits);
	if (compared->comparisons != NULL) {
		put_comparisons(out, compared->comparisons);
		put_gaps(out, &compared->comparisons->gaps);
		put_gate(
		    out, compared->gate, compared->comparisons->gate_sha256);
	}
	return 0;
}
