/* SPDX-License-Identifier: BSD-2-Clause */
/* lone: what only one of two reports has, or was going to have. */
#ifndef ANALYSIS_VERDICT_LONE_H
#define ANALYSIS_VERDICT_LONE_H

#include "analysis/verdict/findings.h"

/*
 * Adds to `gaps` those of both reports, and each candidate that only one has:
 * INCONCLUSIVE where it is judged.  Returns 0, or -ENOMEM.
 */
int lone_find(const struct findings *before, const struct findings *after,
    struct gaps *gaps);

#endif
