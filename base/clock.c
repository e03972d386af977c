/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/clock.h"

#include <stdlib.h>

/* So many steps contain the smallest, and take well under a millisecond. */
#define STEPS 1000

/* Reads in a sample, and samples: one preemption cannot move their median. */
#define READS 100
#define LOOKS 31

uint64_t
clock_quantum_ns(void)
{
	uint64_t smallest = UINT64_MAX;

	for (int i = 0; i < STEPS; i++) {
		const uint64_t from = clock_now_ns();
		uint64_t to;

		do
			to = clock_now_ns();
		while (to == from);
		if (to - from < smallest)
			smallest = to - from;
	}
	return smallest;
}

static int
compare_u64(const void *a, const void *b)
{
	const uint64_t x = *(const uint64_t *)a;
	const uint64_t y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

double
clock_cost_ns(void)
{
	uint64_t took[LOOKS];

	for (int i = 0; i < LOOKS; i++) {
		const uint64_t from = clock_now_ns();

		for (int j = 1; j < READS; j++)
			clock_now_ns();
		took[i] = clock_now_ns() - from;
	}
	qsort(took, LOOKS, sizeof(took[0]), compare_u64);
	return (double)took[LOOKS / 2] / READS;
}
