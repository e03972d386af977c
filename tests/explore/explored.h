/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a module under the explorer exports: one lock, right or broken, compiled
 * over the explorer's doors together with the cases that try it.
 */
#ifndef TESTS_EXPLORE_EXPLORED_H
#define TESTS_EXPLORE_EXPLORED_H

#include "tests/explore/explore.h"

#define EXPLORED_SYMBOL "explored"

struct explored_cases {
	const struct explore_case *cases;
	unsigned n;
};

struct explored {
	const char *name;
	const char *lock;
	/* For a broken lock, what must find it: "case: failure"; else "". */
	const char *caught_by;
	const struct explored_cases *const *groups;
	unsigned n_groups;
};

#endif /* TESTS_EXPLORE_EXPLORED_H */
