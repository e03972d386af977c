/* SPDX-License-Identifier: BSD-2-Clause */
/* judged: a report, judged by a gate for mtx rows with a margin of 1 %. */
#ifndef TESTS_ANALYSIS_JUDGED_H
#define TESTS_ANALYSIS_JUDGED_H

#include "analysis/verdict/findings.h"
#include "tests/analysis/synth.h"

struct judged {
	struct gate *gate;
	struct report *report;
	struct findings findings;
};

/* Returns the report in `folder`, judged. */
struct judged judged_folder(const char *folder);

/* Writes a report made as `s` says to `folder`, and returns it judged. */
struct judged judged_synth(const char *folder, const struct synth_row *s);

/* The same, and checks the verdict on its candidate and part of the reason. */
void judged_assert_opinion(const char *folder, const struct synth_row *s,
    enum verdict verdict, const char *reason);

/* Frees what `w` holds. */
void judged_fini(struct judged *w);

#endif
