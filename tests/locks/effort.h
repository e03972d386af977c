/* SPDX-License-Identifier: BSD-2-Clause */
/* effort: how long the tests that run long do so. */
#ifndef TESTS_LOCKS_EFFORT_H
#define TESTS_LOCKS_EFFORT_H

#include <stdlib.h>

/*
 * Returns n, or so many thousandths of it as TEST_EFFORT says, one at least: an
 * emulated machine takes as much longer for some calls.
 */
static inline unsigned long
effort(unsigned long n)
{
	const char *thousandths = getenv("TEST_EFFORT");

	if (thousandths != NULL)
		n = n * strtoul(thousandths, NULL, 10) / 1000;
	return n > 0 ? n : 1;
}

#endif /* TESTS_LOCKS_EFFORT_H */
