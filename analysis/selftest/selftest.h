/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * selftest: how often rows of a known truth were judged wrongly.
 *
 * selftest.csv has a line for each row that was measured and judged, with its
 * truth.  Rates have exact binomial intervals.  A target is missed only if the
 * interval leaves no doubt.
 */
#ifndef ANALYSIS_SELFTEST_SELFTEST_H
#define ANALYSIS_SELFTEST_SELFTEST_H

#include "analysis/stats/series.h"
#include "analysis/verdict/verdict.h"
#include "base/reason.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* The rows of one truth.  Effects are in per cent. */
struct selftest_truth {
	char *name;
	double true_pct;
	double margin_pct;
	size_t n;
	size_t n_verdicts[N_VERDICTS];
	size_t n_bounded; /* rows whose interval has both bounds */
	size_t n_covered; /* of these, rows with the truth inside */
	struct series half_widths;
	struct series units;
	size_t n_compared; /* rows that compare.py judged too */
	size_t n_alarms;   /* of these, rows that it calls slower */
};

/* Truths are in the order of the file. */
struct selftest {
	struct selftest_truth *truths;
	size_t n_truths;
};

enum selftest_state {
	SELFTEST_UNKNOWN, /* no row is for it */
	SELFTEST_MISSED,
	SELFTEST_OPEN, /* not contradicted; too few rows to be met */
	SELFTEST_MET,
};

/* A target, and whether it is met: `n_hits` of `n` rows hit it. */
struct selftest_target {
	const char *what;
	enum selftest_state state;
	size_t n_hits;
	size_t n;
	double half_width; /* the largest, if the target limits it; else NAN */
};

#define SELFTEST_TARGETS 5

/*
 * Reads `folder`/selftest.csv.  Returns 0 and what it says in `ret_selftest`,
 * to be freed by selftest_fini(), or a negative errno with the reason in `why`.
 */
int selftest_read(
    const char *folder, struct selftest *ret_selftest, struct reason *why);

/* Returns how many verdicts are wrong for this truth. */
size_t selftest_count_wrong(const struct selftest_truth *truth);

/* Returns how many rows compare.py judged wrongly. */
size_t selftest_count_misled(const struct selftest_truth *truth);

/* Judges each target. */
void selftest_judge(const struct selftest *selftest,
    struct selftest_target ret_targets[SELFTEST_TARGETS]);

/* Prints to `out` a line of counts and rates for each truth. */
void selftest_print(FILE *out, const struct selftest *selftest);

/* Prints the state of each target.  Returns whether none is missed. */
bool selftest_print_targets(
    FILE *out, const struct selftest_target targets[SELFTEST_TARGETS]);

/* Frees what `selftest` holds. */
void selftest_fini(struct selftest *selftest);

#endif
