/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * benchfmt: the Go benchmark data format, which benchstat reads
 * (https://go.dev/design/14313-benchmark-format).
 *
 * There is one line per unit and arm, with one iteration: a unit is one sample.
 * The k-th lines of all arms of a row are of the same unit.  `ratio` is the
 * time of the arm over the time of the baseline in that unit, the median of its
 * blocks.  `ns/op` is that ratio times the median of the baseline, which is
 * measured.
 *
 * benchstat compares ns/op as if units were not paired: to compare two arms,
 * look at ratio.  Its "~" is no PASS.  Its p-value knows neither the margin nor
 * the controls, nor how many lines are judged: the verdicts stand in comments.
 *
 * ns/op of two machines cannot be compared.  The configuration names the
 * machine, so that benchstat puts each into a table of its own, unless it is
 * told to ignore that.  Of two reports that are compared, only ratios are
 * printed.  `gate-sha256` names the gate file; benchstat -ignore compares
 * across two of them.
 */
#include "analysis/format/printers.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "analysis/format/escape.h"

/*
 * Prints a configuration line.  A value that is not known names the run, so
 * that it equals that of no other run.
 */
static void
put_config(FILE *out, const char *key, const char *value, const char *run_id)
{
	fprintf(out, "%s: ", key);
	if (value != NULL && value[strspn(value, " \t")] != '\0')
		escape_put(out, value, NULL);
	else {
		fputs("unknown in ", out);
		escape_put(out, run_id, NULL);
	}
	fputc('\n', out);
}

static void
put_machine(FILE *out, const struct report *report)
{
	const struct run *run = &report->run;

	fputs("# run ", out);
	escape_put(out, report->run_id, NULL);
	fputc('\n', out);
	put_config(out, "host", run->host, report->run_id);
	put_config(out, "cpu", run->cpu_model, report->run_id);
	put_config(out, "kernel", run->kernel, report->run_id);
	put_config(out, "compiler", run->compiler, report->run_id);
	put_config(out, "flags", run->flags, report->run_id);
}

/* Returns the dash of an end such as "-8", or NULL if there is none. */
static const char *
find_number(const char *text)
{
	const char *dash = strrchr(text, '-');

	if (dash == NULL || dash[1] == '\0' ||
	    dash[1 + strspn(dash + 1, "0123456789")] != '\0')
		return NULL;
	return dash;
}

/*
 * Prints a part of a name; anything but visible ASCII is escaped.  The last
 * part must have no slash, and no end that benchstat takes for a number of
 * processors.
 */
static void
put_part(FILE *out, const char *part, bool is_last)
{
	const char *dash = is_last ? find_number(part) : NULL;

	for (const char *p = part; *p != '\0'; p++) {
		const bool is_plain = *p > ' ' && *p < 0x7f && *p != '%' &&
		    p != dash && !(is_last && *p == '/');

		if (is_plain)
			fputc(*p, out);
		else
			fprintf(out, "%%%02X", (unsigned char)*p);
	}
}

/* In Go, a capital follows "Benchmark". */
static void
put_name(FILE *out, const struct row_result *row, const struct arm_result *arm)
{
	const bool is_small = row->name[0] >= 'a' && row->name[0] <= 'z';

	fputs("Benchmark", out);
	if (is_small)
		fputc(toupper(row->name[0]), out);
	put_part(out, row->name + is_small, false);
	fputs("/arm=", out);
	put_part(out, arm->name, true);
}

/* Prints a line for each unit of `arm`, with its time if `base` is not NULL. */
static void
put_units(FILE *out, const struct row_result *row, const struct arm_result *arm,
    const struct arm_result *base)
{
	for (size_t i = 0; i < arm->by_unit.n; i++) {
		const double ratio =
		    arm == base ? 1 : exp(arm->by_unit.values[i]);

		put_name(out, row, arm);
		fputs(" 1", out);
		if (base != NULL)
			fprintf(out, " %.17g ns/op",
			    base->by_unit.values[i] * ratio);
		fprintf(out, " %.17g ratio\n", ratio);
	}
}

/* A counting arm does more than the baseline, so its time means nothing. */
static void
put_row(FILE *out, const struct row_result *row)
{
	const struct arm_result *base = row_find_role(row, ROLE_BASE);

	for (size_t i = 0; base != NULL && i < row->n_arms; i++) {
		if (row->arms[i].role != ROLE_COUNT)
			put_units(out, row, &row->arms[i], base);
	}
}

static void
put_opinion(FILE *out, const struct finding *f, const struct opinion *opinion)
{
	if (opinion->verdict == VERDICT_NONE)
		return;
	fprintf(out, "# %s ", verdict_name(opinion->verdict));
	put_name(out, f->row, f->arm);
	fputs(": ", out);
	escape_put(out, opinion->reason, NULL);
	fputc('\n', out);
}

static void
put_gaps(FILE *out, const struct gaps *gaps)
{
	for (size_t i = 0; i < gaps->n; i++) {
		const struct gap *gap = &gaps->list[i];
		const enum verdict verdict = gap->opinion.verdict;

		fprintf(out, "# %s ",
		    verdict != VERDICT_NONE ? verdict_name(verdict)
		                            : "not judged");
		escape_put(out, gap->row, NULL);
		fputs(gap->arm[0] != '\0' ? " " : "", out);
		escape_put(out, gap->arm, NULL);
		fputs(": ", out);
		escape_put(out, gap->opinion.reason, NULL);
		fputc('\n', out);
	}
}

static void
put_change(FILE *out, const struct audit_change *change)
{
	char name[AUDIT_NAME_BYTES];

	audit_name(change->line, name, sizeof(name));
	fprintf(out, "# %s ",
	    verdict_name(change->is_worse ? VERDICT_REGRESSION : VERDICT_PASS));
	escape_put(out, name, NULL);
	fprintf(out, ": %s ", change->what);
	escape_put(out, change->before, NULL);
	fputs(" -> ", out);
	escape_put(out, change->after, NULL);
	fputc('\n', out);
}

/* Verdicts are comments: benchstat has no place for them. */
static void
put_end(FILE *out, const struct audit_pair *audits, int status)
{
	const struct audit_diff *diff = &audits->diff;
	struct gap gap;
	const struct gaps gaps = { .list = &gap, .n = 1 };

	if (judged_audit_gap(audits, &gap))
		put_gaps(out, &gaps);
	for (size_t i = 0; i < diff->n; i++)
		put_change(out, &diff->list[i]);
	fprintf(out, "# verdict %s\n", verdict_name(judged_verdict(status)));
}

int
benchfmt_print_judged(FILE *out, const struct judged *judged)
{
	const struct findings *findings = judged->findings;
	const struct report *report = findings->report;

	put_machine(out, report);
	put_config(out, "gate-sha256", findings->gate_sha256, report->run_id);
	fputs("Unit ns/op better=lower\nUnit ratio better=lower\n", out);
	for (size_t i = 0; i < report->n_rows; i++)
		put_row(out, &report->rows[i]);
	for (size_t i = 0; i < findings->n; i++)
		put_opinion(
		    out, &findings->list[i], &findings->list[i].opinion);
	put_gaps(out, &findings->gaps);
	put_end(out, judged->audits, judged->status);
	return 0;
}

/* Prints the units of one of the two reports, as ratios to its own baseline. */
static void
put_side(FILE *out, const struct comparisons *comparisons, bool is_old)
{
	const struct report *report =
	    is_old ? comparisons->before : comparisons->after;

	fputs("# run ", out);
	escape_put(out, report->run_id, NULL);
	fprintf(out, "\nreport: %s\n", is_old ? "old" : "new");
	for (size_t i = 0; i < comparisons->n; i++) {
		const struct comparison *c = &comparisons->list[i];
		const struct finding *f = is_old ? c->before : c->after;

		put_units(out, f->row, f->arm, NULL);
	}
}

int
benchfmt_print_compared(FILE *out, const struct compared *compared)
{
	const struct comparisons *c = compared->comparisons;

	fputs("Unit ratio better=lower\n", out);
	if (c != NULL) {
		fprintf(
		    out, "machines: %s\n", compare_machines_name(c->machines));
		fprintf(out, "gate-sha256: %s\n", c->gate_sha256);
		put_side(out, c, true);
		put_side(out, c, false);
	}
	for (size_t i = 0; c != NULL && i < c->n; i++)
		put_opinion(out, c->list[i].after, &c->list[i].opinion);
	if (c != NULL)
		put_gaps(out, &c->gaps);
	put_end(out, compared->audits, compared->status);
	return 0;
}
