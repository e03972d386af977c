/* SPDX-License-Identifier: BSD-2-Clause */
/* judge_private: the rules that one report and two are judged by. */
#ifndef ANALYSIS_VERDICT_JUDGE_PRIVATE_H
#define ANALYSIS_VERDICT_JUDGE_PRIVATE_H

#include "analysis/verdict/judge.h"

/*
 * Each returns its opinion, which has VERDICT_NONE where the rule has nothing
 * to say.
 */
struct opinion judge_regression(
    const struct limits *limits, const struct effect *effect);

/* `what` begins the sentence: what is measured at too few offsets. */
struct opinion judge_offsets(const char *what, const struct limits *limits,
    const struct offsets *offsets);

/* Returns a PASS, or what the interval of `test` lacks for one. */
struct opinion judge_pass(
    const struct limits *limits, const struct stats_result *test);

#endif
