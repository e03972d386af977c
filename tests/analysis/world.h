/* SPDX-License-Identifier: BSD-2-Clause */
/* world: a report, judged by a gate for mtx rows with a margin of 1 %. */
#ifndef TESTS_ANALYSIS_WORLD_H
#define TESTS_ANALYSIS_WORLD_H

#include "analysis/verdict/findings.h"
#include "tests/analysis/synth.h"

struct world {
	struct gate *gate;
	struct report *report;
	struct findings findings;
};

/* Returns the report in `folder`, judged. */
struct world world_judge(const char *folder);

/* Writes a report made as `s` says to `folder`, and returns it judged. */
struct world world_judge_synth(const char *folder, const struct synth *s);

/* Asserts the verdict on its candidate, and a part of the reason. */
void world_assert_opinion(const char *folder, const struct synth *s,
    enum verdict verdict, const char *reason);

/* Frees what `w` holds. */
void world_fini(struct world *w);

#endif
