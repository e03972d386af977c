/* SPDX-License-Identifier: BSD-2-Clause */
/* here: the CPUs of this machine that a test may use. */
#ifndef TESTS_BENCH_UNIT_HERE_H
#define TESTS_BENCH_UNIT_HERE_H

#include <stdbool.h>

/* Writes the first n CPUs that this process may use; false if it has fewer. */
bool here_cpus(unsigned n, unsigned ret_cpus[]);

#endif /* TESTS_BENCH_UNIT_HERE_H */
