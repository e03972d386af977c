/* SPDX-License-Identifier: BSD-2-Clause */
/* gate_check: lines of a gate file that can never decide anything. */
#ifndef ANALYSIS_VERDICT_GATE_CHECK_H
#define ANALYSIS_VERDICT_GATE_CHECK_H

#include "analysis/verdict/gate.h"
#include "analysis/verdict/known.h"

/*
 * Checks that no rule is swallowed whole by those before it.  Returns 0, or a
 * negative errno with its line in `path` in `why`.
 */
int gate_check_order(const char *path, const struct gate_rule *rules, size_t n,
    struct reason *why);

/*
 * Checks that each rule is for some row and some candidate of `known`.  Returns
 * 0, or -EINVAL with its line in `path` in `why`.
 */
int gate_check_known(const char *path, const struct gate_rule *rules, size_t n,
    const struct known *known, struct reason *why);

#endif
