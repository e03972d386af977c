/* SPDX-License-Identifier: BSD-2-Clause */
/* descriptors: too few of them, for a while. */
#ifndef TESTS_BENCH_PMU_DESCRIPTORS_H
#define TESTS_BENCH_PMU_DESCRIPTORS_H

#include <sys/resource.h>

/* Leaves room for n more descriptors.  Returns the limit before. */
rlim_t descriptors_leave(unsigned n);

/*
 * Leaves room for n more, to this process and what it starts, and to none of
 * them the right to have more: a unit raises its limit as far as it may.
 */
void descriptors_leave_for_good(unsigned n);

/* Sets a limit that was before. */
void descriptors_restore(rlim_t limit);

#endif /* TESTS_BENCH_PMU_DESCRIPTORS_H */
