/* SPDX-License-Identifier: BSD-2-Clause */
/* Which arms are audited. */
#ifndef BENCH_AUDIT_RUN_PICK_H
#define BENCH_AUDIT_RUN_PICK_H

#include "bench/arm/catalog.h"

/*
 * True if an arm's check, or check-place, is in a list separated by commas;
 * NULL lists all.
 */
bool pick_is_listed(const char *list, const struct catalog_arm *arm);

/*
 * Looks whether each candidate has a base, and each name in `checks` is of some
 * candidate.  Returns 0, or a negative errno with the reason.
 */
int pick_check(
    const struct catalog *catalog, const char *checks, struct reason *why);

#endif /* BENCH_AUDIT_RUN_PICK_H */
