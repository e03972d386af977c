/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compare: one report against another, candidate by candidate.
 *
 * Only log ratios to each report's own baseline are compared, never times.
 */
#ifndef ANALYSIS_COMPARE_H
#define ANALYSIS_COMPARE_H

#include "analysis/findings.h"

#include <stdio.h>

/* A candidate that both reports have; the effect is new less old. */
struct comparison {
	const struct finding *before;
	const struct finding *after;
	struct effect effect;
	struct opinion opinion;
};

struct comparisons {
	const char *gate_sha256; /* as in findings.h */
	struct comparison *list;
	size_t n;
};

/*
 * Compares `before` with `after`, judged by the same gate, which must outlive
 * the comparisons; tells `warnings` what only one of them has and where their
 * machines and tools differ.  Returns 0 with the comparisons, in the order of
 * `after`, in `ret_comparisons`; or a negative errno with the reason in `why`.
 */
int compare_make(const struct findings *before, const struct findings *after,
    FILE *warnings, struct comparisons *ret_comparisons, struct failure *why);

/* Counts the verdicts. */
void compare_count(
    const struct comparisons *comparisons, size_t ret_counts[N_VERDICTS]);

/* Frees the list. */
void compare_fini(struct comparisons *comparisons);

#endif
