/* SPDX-License-Identifier: BSD-2-Clause */
/* targets: what a self-test must reach; see selftest.h. */
#include <fnmatch.h>
#include <math.h>

#include "analysis/selftest/selftest.h"
#include "analysis/stats/stats.h"

/* Of the two-sided intervals of rates. */
#define ALPHA 0.05

/* What a row must do to hit its target. */
enum hit {
	HIT_NOT_REGRESSION,
	HIT_NOT_PASS,
	HIT_REGRESSION,
	HIT_HALF_WIDTH,
};

/*
 * `truths` is a glob.  `rate` is the least share of hits; with 1, each row must
 * hit.  `half_width` is in per cent.
 */
static const struct promised {
	const char *what;
	const char *truths;
	enum hit hit;
	double rate;
	double half_width;
} PROMISED[SELFTEST_TARGETS] = {
	{ "uncontended, no slowdown: at most 1 false REGRESSION in 200 rows",
	    "@(aa|drift|bursts)", HIT_NOT_REGRESSION, 0.995, NAN },
	{ "uncontended, +1 %: found in at least 99 of 100 rows", "+1",
	    HIT_REGRESSION, 0.99, NAN },
	{ "uncontended, +0.5 %, margin below it: never PASS", "+0.5",
	    HIT_NOT_PASS, 1, NAN },
	{ "uncontended: half-width at most 0.1 % after 60 s", "aa-60s",
	    HIT_HALF_WIDTH, 1, 0.1 },
	{ "contended, two threads: half-width at most 2 % after 120 s",
	    "contended-120s", HIT_HALF_WIDTH, 1, 2 },
};

static size_t
count_hits(const struct promised *promised, const struct selftest_truth *truth)
{
	size_t n = 0;

	switch (promised->hit) {
	case HIT_NOT_REGRESSION:
		return truth->n - truth->n_verdicts[VERDICT_REGRESSION];
	case HIT_NOT_PASS:
		return truth->n - truth->n_verdicts[VERDICT_PASS];
	case HIT_REGRESSION:
		return truth->n_verdicts[VERDICT_REGRESSION];
	case HIT_HALF_WIDTH:
		while (n < truth->n &&
		    truth->half_widths.values[n] <= promised->half_width)
			n++;
		return n;
	}
	return 0;
}

static enum selftest_state
judge_target(const struct promised *promised, size_t n_hits, size_t n)
{
	const struct stats_rate rate = stats_binomial(n_hits, n, ALPHA);

	if (n == 0)
		return SELFTEST_UNKNOWN;
	if (promised->rate == 1 ? n_hits < n : rate.upper < promised->rate)
		return SELFTEST_MISSED;
	/* A half-width is a measurement: all rows hit, so the target is met. */
	if (promised->hit == HIT_HALF_WIDTH || rate.lower >= promised->rate)
		return SELFTEST_MET;
	return SELFTEST_OPEN;
}

void
selftest_judge(const struct selftest *selftest,
    struct selftest_target ret_targets[SELFTEST_TARGETS])
{
	for (size_t i = 0; i < SELFTEST_TARGETS; i++) {
		const struct promised *promised = &PROMISED[i];
		struct selftest_target target = { .what = promised->what,
			.half_width = NAN };

		for (size_t t = 0; t < selftest->n_truths; t++) {
			const struct selftest_truth *truth =
			    &selftest->truths[t];

			if (fnmatch(promised->truths, truth->name,
			        FNM_EXTMATCH) != 0)
				continue;
			target.n += truth->n;
			target.n_hits += count_hits(promised, truth);
			if (promised->hit == HIT_HALF_WIDTH)
				target.half_width =
				    truth->half_widths.values[truth->n - 1];
		}
		target.state = judge_target(promised, target.n_hits, target.n);
		ret_targets[i] = target;
	}
}

bool
selftest_print_targets(
    FILE *out, const struct selftest_target targets[SELFTEST_TARGETS])
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
