/* SPDX-License-Identifier: BSD-2-Clause */
/* print_selftest: see print_selftest.h. */
#include "analysis/selftest/print_selftest.h"

#include <math.h>

#include "analysis/format/terminal.h"
#include "analysis/stats/stats.h"

/* Of the intervals of rates; two-sided. */
#define ALPHA 0.05

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
print_selftest(FILE *out, const struct selftest *selftest)
{
	fprintf(out,
	    "%-14s %5s %6s %5s %5s %5s %5s %5s  %-21s  %-21s %6s %5s  %s\n",
	    "truth", "%", "margin", "rows", "PASS", "REGR", "INCO", "UNFIT",
	    "wrong %", "interval holds it %", "+- %", "units",
	    "compare.py wrong %");
	for (size_t i = 0; i < selftest->n_truths; i++)
		print_truth(out, &selftest->truths[i]);
}

bool
print_targets(FILE *out, const struct selftest_target targets[SELFTEST_TARGETS])
{
	static const char *const STATES[] = {
		[SELFTEST_UNKNOWN] = "not tried",
		[SELFTEST_MISSED] = "MISSED",
		[SELFTEST_OPEN] = "not contradicted",
		[SELFTEST_MET] = "met",
	};
	bool is_missed = false;

	fputc('\n', out);
	for (size_t i = 0; i < SELFTEST_TARGETS; i++) {
		const struct selftest_target *target = &targets[i];

		is_missed |= target->state == SELFTEST_MISSED;
		fprintf(out, "%-16s  %s", STATES[target->state], target->what);
		if (target->state != SELFTEST_UNKNOWN)
			fprintf(out, ": so in %zu of %zu", target->n_hits,
			    target->n);
		if (!isnan(target->half_width))
			fprintf(out, ", %.3f %% at most", target->half_width);
		fputc('\n', out);
	}
	return !is_missed;
}
