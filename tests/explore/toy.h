/* SPDX-License-Identifier: BSD-2-Clause */
/* The toy world that the explorer itself is tested with. */
#ifndef TESTS_EXPLORE_TOY_H
#define TESTS_EXPLORE_TOY_H

#include "locks/futex.h"

#include <string.h>

static struct {
	atomic_word word[2];
	atomic_futex bell;
	unsigned plain;
} toy;

/* Makes it as before, and the explorer's world. */
static inline void
toy_set_up(void)
{
	memset(&toy, 0, sizeof(toy));
	explore_world(&toy, sizeof(toy));
}

static inline struct explore_result
toy_explore(void (*run)(unsigned), unsigned n_threads, unsigned bound)
{
	const struct explore_case c = {
		.name = "toy",
		.n_threads = n_threads,
		.bound = bound,
		.set_up = toy_set_up,
		.run = run,
	};

	toy_set_up();
	return explore(&c);
}

#endif /* TESTS_EXPLORE_TOY_H */
