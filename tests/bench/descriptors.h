/* SPDX-License-Identifier: BSD-2-Clause */
/* descriptors: too few of them, for a while. */
#ifndef TESTS_BENCH_DESCRIPTORS_H
#define TESTS_BENCH_DESCRIPTORS_H

#include <sys/resource.h>

/* Leaves room for n more descriptors.  Returns the limit before. */
rlim_t descriptors_leave(unsigned n);

/* Sets a limit that was before. */
void descriptors_restore(rlim_t limit);

#endif /* TESTS_BENCH_DESCRIPTORS_H */
