/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One kind of test: a file that is compiled once, and linked into one program
 * for each build of a lock.  A program has several; its argument says which is
 * run.  The file says its own name before: #define KIND "exclusion".
 */
#ifndef TESTS_LOCKS_KIND_H
#define TESTS_LOCKS_KIND_H

#include "tests/lib/test.h"
#include "tests/locks/subject.h"

#include <string.h>

static inline bool
kind_is_asked_for(void)
{
	return test_argument() != NULL && strcmp(test_argument(), KIND) == 0;
}

static inline bool
kind_has_check(void)
{
	return kind_is_asked_for() && subject.fakes;
}

static inline bool
kind_has_no_check(void)
{
	return kind_is_asked_for() && !subject.fakes;
}

/* A test of each build, of those with a check, and of those without. */
#define TEST_OF_KIND(name, set_up) \
	TEST_WHERE(kind_is_asked_for, name, set_up, NULL)
#define TEST_OF_CHECK(name, set_up) \
	TEST_WHERE(kind_has_check, name, set_up, NULL)
#define TEST_OF_NO_CHECK(name, set_up) \
	TEST_WHERE(kind_has_no_check, name, set_up, NULL)

#endif /* TESTS_LOCKS_KIND_H */
