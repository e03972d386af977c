/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The clock of every slice: CLOCK_MONOTONIC, read through the vDSO.  Times are
 * nanoseconds since a fixed moment.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>
#include <time.h>

static inline uint64_t
clock_now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec;
}

/*
 * Returns the CPU time of the calling thread.  This is a system call, which
 * clock_now_ns() is not.
 */
static inline uint64_t
clock_thread_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &ts);
	return (uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec;
}

/*
 * Returns the smallest step of the clock that was seen, in ns; at least 1.  No
 * slice can resolve a difference below it.
 */
uint64_t clock_quantum_ns(void);

/* Returns the median cost in ns of reading the clock. */
double clock_cost_ns(void);

#endif /* BASE_CLOCK_H */
