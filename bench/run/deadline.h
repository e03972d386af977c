/* SPDX-License-Identifier: BSD-2-Clause */
/* The time at which a run has to end, on clock_now_ns()'s clock. */
#ifndef BENCH_RUN_DEADLINE_H
#define BENCH_RUN_DEADLINE_H

#include <stdbool.h>
#include <stdint.h>

struct deadline {
	uint64_t end_ns; /* 0: there is none */
	int patience_ms; /* for whoever is silent, where time is short */
};

/* Returns the one that is seconds from now; of 0 seconds, none. */
struct deadline deadline_in(unsigned seconds);

bool deadline_is_over(const struct deadline *deadline);

/*
 * How many milliseconds to wait for an answer that should not take most_ms:
 * less where a tenth of all time is less, and never beyond the end.
 */
int deadline_wait_ms(const struct deadline *deadline, int most_ms);

#endif /* BENCH_RUN_DEADLINE_H */
