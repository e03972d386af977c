/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * selftest: how often the pipeline was wrong where the truth was known.
 *
 * selftest.csv has a line per row that was measured and judged, with the truth
 * it was made from.  Rates have the exact interval of the binomial; a target is
 * missed only if the interval leaves no doubt.
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
	size_t n_bounded; /* rows with both bounds */
	size_t n_covered; /* of these, with the truth between them */
	struct series half_widths;
	struct series units;
	size_t n_compared; /* rows that compare.py judged */
	size_t n_alarms;   /* of these, said to be slower */
};

/* In the order of the file. */
struct selftest {
	struct selftest_truth *truths;
	size_t n_truths;
};

enum selftest_state {
	SELFTEST_UNKNOWN, /* no row is for it */
	SELFTEST_MISSED,
	SELFTEST_OPEN, /* not contradicted, but too few rows to say so */
	SELFTEST_MET,
};

/* What was promised, and what became of it: `hits` of `n`. */
struct selftest_target {
	const char *what;
	enum selftest_state state;
	size_t n_hits;
	size_t n;
	double half_width; /* the largest, where the target is one; else NAN */
};

#define SELFTEST_TARGETS 5

/*
 * Reads `folder`/selftest.csv.  Returns 0 and what it says in `ret_selftest`,
 * to be freed by selftest_fini(), or a negative errno with the reason in `why`.
 */
int selftest_read(
    const char *folder, struct selftest *ret_selftest, struct reason *why);

/* Returns the rows whose verdict is wrong, whatever was measured. */
size_t selftest_count_wrong(const struct selftest_truth *truth);

/* The same of compare.py, of those it judged. */
size_t selftest_count_misled(const struct selftest_truth *truth);

/* Says of each target what became of it. */
void selftest_judge(const struct selftest *selftest,
    struct selftest_target ret_targets[SELFTEST_TARGETS]);

/* Prints to `out` what became of the rows of each truth. */
void selftest_print(FILE *out, const struct selftest *selftest);

/* Prints what became of each target.  Returns whether none is missed. */
bool selftest_print_targets(
    FILE *out, const struct selftest_target targets[SELFTEST_TARGETS]);

/* Frees what `selftest` holds. */
void selftest_fini(struct selftest *selftest);

#endif
