/* SPDX-License-Identifier: BSD-2-Clause */
/* selftest: see selftest.h. */
#include "analysis/selftest/selftest.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/format/terminal.h"
#include "analysis/stats/stats.h"
#include "base/csv/reader.h"
#include "base/formats/formats.h"

/* Of the two-sided intervals of rates. */
#define ALPHA 0.05

static bool
is_empty(const struct csv_field *field)
{
	return field->text[0] == '\0';
}

/*
 * Returns the truth of a line, which is made if it is new; NULL without memory.
 */
static struct selftest_truth *
find_truth(struct selftest *selftest, const struct csv_field *fields)
{
	const char *name = fields[SELFTEST_CSV_TRUTH].text;

	for (size_t i = 0; i < selftest->n_truths; i++) {
		if (strcmp(selftest->truths[i].name, name) == 0)
			return &selftest->truths[i];
	}

	struct selftest_truth *truths = reallocarray(
	    selftest->truths, selftest->n_truths + 1, sizeof(*truths));
	if (truths == NULL)
		return NULL;
	selftest->truths = truths;

	struct selftest_truth *truth = &truths[selftest->n_truths];
	*truth = (struct selftest_truth){
		.name = strdup(name),
		.true_pct = fields[SELFTEST_CSV_TRUE_PCT].decimal,
		.margin_pct = fields[SELFTEST_CSV_MARGIN_PCT].decimal,
	};
	if (truth->name == NULL)
		return NULL;
	selftest->n_truths++;
	return truth;
}

/*
 * Checks that all lines of a truth agree on it, so that they can be counted
 * together.
 */
static int
check_truth(const struct selftest_truth *truth, const struct csv_reader *t,
    const struct csv_field *fields, struct reason *why)
{
	if (fields[SELFTEST_CSV_TRUE_PCT].decimal != truth->true_pct)
		return csv_reader_fail(t, SELFTEST_CSV_TRUE_PCT, why,
		    "%g, as in the truth's lines before", truth->true_pct);
	if (fields[SELFTEST_CSV_MARGIN_PCT].decimal != truth->margin_pct)
		return csv_reader_fail(t, SELFTEST_CSV_MARGIN_PCT, why,
		    "%g, as in the truth's lines before", truth->margin_pct);
	return 0;
}

static int
take_verdict(struct selftest_truth *truth, const struct csv_reader *t,
    const struct csv_field *fields, struct reason *why)
{
	for (enum verdict v = VERDICT_PASS; v < N_VERDICTS; v++) {
		if (strcmp(fields[SELFTEST_CSV_VERDICT].text,
		        verdict_name(v)) == 0) {
			truth->n_verdicts[v]++;
			return 0;
		}
	}
	return csv_reader_fail(t, SELFTEST_CSV_VERDICT, why, "a verdict");
}

static int
take_numbers(struct selftest_truth *truth, const struct csv_field *fields)
{
	const struct csv_field *lower = &fields[SELFTEST_CSV_LOWER_PCT];
	const struct csv_field *upper = &fields[SELFTEST_CSV_UPPER_PCT];
	const struct csv_field *half_width =
	    &fields[SELFTEST_CSV_HALF_WIDTH_PCT];
	int rc =
	    series_add(&truth->units, (double)fields[SELFTEST_CSV_UNITS].count);

	if (rc == 0)
		rc = series_add(&truth->half_widths,
		    is_empty(half_width) ? INFINITY : half_width->decimal);
	truth->n++;
	if (!is_empty(lower) && !is_empty(upper)) {
		truth->n_bounded++;
		truth->n_covered += lower->decimal <= truth->true_pct &&
		    truth->true_pct <= upper->decimal;
	}
	if (!is_empty(&fields[SELFTEST_CSV_GB_ALARM])) {
		truth->n_compared++;
		truth->n_alarms += fields[SELFTEST_CSV_GB_ALARM].count != 0;
	}
	return rc;
}

/* Adds a row's line; a csv_take_row() of `data`, a struct selftest. */
static int
add_line(void *data, const struct csv_reader *t, const struct csv_field *fields,
    struct reason *why)
{
	struct selftest_truth *truth = find_truth(data, fields);
	int rc;

	if (truth == NULL)
		return reason_memory(why);
	rc = check_truth(truth, t, fields, why);
	if (rc == 0)
		rc = take_verdict(truth, t, fields, why);
	if (rc == 0 && take_numbers(truth, fields) < 0)
		rc = reason_memory(why);
	return rc;
}

int
selftest_read(
    const char *folder, struct selftest *ret_selftest, struct reason *why)
{
	struct selftest selftest = { 0 };
	char *path;
	int rc;

	if (asprintf(&path, "%s/selftest.csv", folder) < 0)
		return reason_memory(why);
	rc = csv_for_each(path, &format_selftest.csv, add_line, &selftest, why);
	free(path);
	if (rc < 0) {
		selftest_fini(&selftest);
		return rc;
	}
	for (size_t i = 0; i < selftest.n_truths; i++) {
		series_sort(&selftest.truths[i].half_widths);
		series_sort(&selftest.truths[i].units);
	}
	*ret_selftest = selftest;
	return 0;
}

size_t
selftest_count_wrong(const struct selftest_truth *truth)
{
	const size_t n_passed = truth->n_verdicts[VERDICT_PASS];
	const size_t n_refused = truth->n_verdicts[VERDICT_REGRESSION];
	/* Both were parsed, and one was a log: the last digits may differ. */
	const double beyond = truth->true_pct - truth->margin_pct;

	if (fabs(beyond) < 1e-9)
		return n_passed + n_refused;
	return beyond > 0 ? n_passed : n_refused;
}

size_t
selftest_count_misled(const struct selftest_truth *truth)
{
	return truth->true_pct > 0 ? truth->n_compared - truth->n_alarms
	                           : truth->n_alarms;
}

/* Prints a rate and its interval in per cent, or dashes. */
static void
print_rate(FILE *out, size_t n_hits, size_t n)
{
	const struct stats_rate rate = stats_binomial(n_hits, n, ALPHA);

	if (n == 0)
		fprintf(out, "  %5s %-15s", "-", "");
	else
		fprintf(out, "  %5.1f [%5.1f, %5.1f]", 100 * rate.estimate,
		    100 * rate.lower, 100 * rate.upper);
}

static void
print_truth(FILE *out, const struct selftest_truth *truth)
{
	const size_t *n = truth->n_verdicts;

	fprintf(out, "%-14s %5.2f %6.2f %5zu %5zu %5zu %5zu %5zu", truth->name,
	    truth->true_pct, truth->margin_pct, truth->n, n[VERDICT_PASS],
	    n[VERDICT_REGRESSION], n[VERDICT_INCONCLUSIVE], n[VERDICT_UNFIT]);
	print_rate(out, selftest_count_wrong(truth), truth->n);
	print_rate(out, truth->n_covered, truth->n_bounded);
	terminal_print_number(out, 6, 3, series_median(&truth->half_widths));
	terminal_print_number(out, 5, 0, series_median(&truth->units));
	print_rate(out, selftest_count_misled(truth), truth->n_compared);
	fputc('\n', out);
}

void
selftest_print(FILE *out, const struct selftest *selftest)
{
	fprintf(out,
	    "%-14s %5s %6s %5s %5s %5s %5s %5s  %-21s  %-21s %6s %5s  %s\n",
	    "truth", "%", "margin", "rows", "PASS", "REGR", "INCO", "UNFIT",
	    "wrong %", "interval holds it %", "+- %", "units",
	    "compare.py wrong %");
	for (size_t i = 0; i < selftest->n_truths; i++)
		print_truth(out, &selftest->truths[i]);
}

void
selftest_fini(struct selftest *selftest)
{
	for (size_t i = 0; i < selftest->n_truths; i++) {
		free(selftest->truths[i].name);
		series_fini(&selftest->truths[i].half_widths);
		series_fini(&selftest->truths[i].units);
	}
	free(selftest->truths);
}
