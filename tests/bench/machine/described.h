/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * described: a machine that we do not have, from a file of tests/bench/
 * topologies/.  What is where on it is told a second time, by formulas over the
 * CPUs' numbers, and what each placement promises is checked by them.
 */
#ifndef TESTS_BENCH_MACHINE_DESCRIBED_H
#define TESTS_BENCH_MACHINE_DESCRIBED_H

#include "bench/machine/placement.h"

#include <stdbool.h>

struct described {
	const char *file;
	unsigned n_cpus; /* that may be used */
	unsigned (*core)(unsigned cpu);
	unsigned (*l3)(unsigned cpu);
	unsigned (*package)(unsigned cpu);
	unsigned (*memory)(unsigned cpu); /* the node that it should use */
	unsigned (*kind)(unsigned cpu);
	bool (*may_be_used)(unsigned cpu);
};

/* Formulas for what has none. */
unsigned described_all_in_one(unsigned cpu);
bool described_every_one(unsigned cpu);

/* Opens the machine, or fails.  It holds until the next. */
struct placement_machine *described_use(const struct described *described);

/* cmocka's tear-down. */
int described_close(void **state);

/* Finds n CPUs in a moment and checks all that is promised; writes ret_cpus. */
void described_place(const char *name, unsigned n, unsigned ret_cpus[]);

/* Checks that n CPUs are refused in a moment, in the placement's words. */
void described_refuse(const char *name, unsigned n);

#define DESCRIBED_N_NAMES 5

/*
 * Places same-core, same-l3, same-socket, cross-socket and spread on as many
 * CPUs as the machine is said to have for each, and has one more refused.
 * Where the most is 1, there is no such placement.
 */
void described_place_all(const unsigned most[DESCRIBED_N_NAMES]);

/* How many different CPUs the first n are. */
unsigned described_count(const unsigned cpus[], unsigned n);

#endif /* TESTS_BENCH_MACHINE_DESCRIBED_H */
