/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compare: one report against another, candidate by candidate.
 *
 * Only log ratios to each report's own baseline are compared, never times.  So
 * the comparison also holds between two machines.
 */
#ifndef ANALYSIS_VERDICT_COMPARE_H
#define ANALYSIS_VERDICT_COMPARE_H

#include "analysis/verdict/findings.h"

#include <stdio.h>

/* A candidate that both reports have; `effect` is the new one less the old. */
struct comparison {
	const struct finding *before;
	const struct finding *after;
	struct effect effect;
	struct opinion opinion;
};

/* Whether host name and processor of both reports are the same. */
enum machines {
#define MACHINES(id, word, meaning) MACHINES_##id,
#include "base/formats/words.def"
};

struct comparisons {
	const struct report *before;
	const struct report *after;
	enum machines machines;
	const char *gate_sha256; /* as in findings.h */
	struct comparison *list;
	size_t n;
	struct gaps gaps; /* of both reports, and what only one has */
};

/* Returns the word for `machines`. */
const char *compare_machines_name(enum machines machines);

/*
 * Compares `before` with `after`, which one gate judged.  All three must
 * outlive the comparisons.  A candidate that only one of them has is a gap.
 * Prints to `warnings` where their machines and tools differ.  Returns 0 with
 * the comparisons, in the order of `after`, in `ret_comparisons`; or a negative
 * errno with the reason in `why`.
 */
int compare_make(const struct findings *before, const struct findings *after,
    FILE *warnings, struct comparisons *ret_comparisons, struct reason *why);

/* Counts the verdicts, with those of the gaps. */
void compare_count(
    const struct comparisons *comparisons, size_t ret_counts[N_VERDICTS]);

/* Frees what `comparisons` holds. */
void compare_fini(struct comparisons *comparisons);

#endif
