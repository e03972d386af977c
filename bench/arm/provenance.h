/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whether arms that are set against each other were made alike: what a compiler
 * does is no change of a lock.
 */
#ifndef BENCH_ARM_PROVENANCE_H
#define BENCH_ARM_PROVENANCE_H

#include "base/reason.h"
#include "bench/arm/catalog.h"

/*
 * Checks that all arms of a lock have one toolchain, as far as they say.
 * References, which nobody judges, may have another.  Returns 0, or -EINVAL
 * with two that differ and how.
 */
int provenance_check(const struct catalog *catalog, struct reason *why);

/*
 * Counts the arms, references aside, that do not say what made them, and writes
 * the name of the first: they may have been made otherwise than those they are
 * set against.  *ret_first is untouched if there is none.
 */
unsigned provenance_count_unknown(
    const struct catalog *catalog, const char **ret_first);

#endif /* BENCH_ARM_PROVENANCE_H */
