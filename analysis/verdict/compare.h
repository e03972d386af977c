/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compare: one report against another, candidate by candidate.
 *
 * Only log ratios to each report's own baseline are compared, never times: the
 * same comparison is right for two machines.
 */
#ifndef ANALYSIS_VERDICT_COMPARE_H
#define ANALYSIS_VERDICT_COMPARE_H

#include "analysis/verdict/findings.h"

#include <stdio.h>

/* A candidate that both reports have; the effect is new less old. */
struct comparison {
	const struct finding *before;
	const struct finding *after;
	struct effect effect;
	struct opinion opinion;
};

/* Whether both reports are of one machine, by its name and its processor. */
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
	struct gaps gaps; /* of both, and what only one has */
};

/* Returns `machines` in a word. */
const char *compare_machines_name(enum machines machines);

/*
 * Compares `before` with `after`, judged by the same gate; all three must
 * outlive the comparisons; tells `warnings` where their machines and tools
 * differ.  What only one of them has is a gap.  Returns 0 with the comparisons,
 * in the order of `after`, in `ret_comparisons`; or a negative errno with the
 * reason in `why`.
 */
int compare_make(const struct findings *before, const struct findings *after,
    FILE *warnings, struct comparisons *ret_comparisons, struct reason *why);

/* Counts the verdicts, those of the gaps too. */
void compare_count(
    const struct comparisons *comparisons, size_t ret_counts[N_VERDICTS]);

/* Frees what `comparisons` holds. */
void compare_fini(struct comparisons *comparisons);

#endif
