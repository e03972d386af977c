/* SPDX-License-Identifier: BSD-2-Clause */
/* What is wanted, the argument says. */
#include "tests/lib/test.h"

#include <string.h>

static bool
is_first(void)
{
	return test_argument() != NULL && strcmp(test_argument(), "first") == 0;
}

static bool
is_second(void)
{
	return test_argument() != NULL &&
	    strcmp(test_argument(), "second") == 0;
}

TEST_WHERE(is_first, it_is_the_first, NULL, NULL)
{
	assert_string_equal(test_argument(), "first");
}

TEST_WHERE(is_second, it_is_the_second, NULL, NULL)
{
	assert_string_equal(test_argument(), "second");
}

TEST_WHERE(is_second, it_is_of_the_second_too, NULL, NULL)
{
	fail();
}
