/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whether arms that are compared were compiled alike: what a compiler does is
 * no change of a lock.
 */
#ifndef BENCH_ARM_PROVENANCE_H
#define BENCH_ARM_PROVENANCE_H

#include "base/reason.h"
#include "bench/arm/catalog.h"

/*
 * Checks that all arms of a lock have one toolchain, as far as it is known.
 * References may differ, since they are not judged.  Returns 0, or -EINVAL with
 * two arms that differ, and how.
 */
int provenance_check(const struct catalog *catalog, struct reason *why);

/*
 * Counts the arms, without references, whose toolchain is unknown, and writes
 * the name of the first to *ret_first, which stays untouched if there is none.
 * Such arms may differ from those that they are compared with.
 */
unsigned provenance_count_unknown(
    const struct catalog *catalog, const char **ret_first);

#endif /* BENCH_ARM_PROVENANCE_H */
