/* SPDX-License-Identifier: BSD-2-Clause */
/* Has a test for each argument, or ends where the first says so. */
#include <string.h>

#include "tests/lib/test.h"

static void
is_of_the_argument(void **state)
{
	assert_non_null(strpbrk(*state, "on"));
}

static int
add_tests(int argc, char *argv[])
{
	if (strcmp(argv[1], "--end") == 0)
		return 5;
	for (int i = 1; i < argc; i++)
		test_add(argv[i], is_of_the_argument, argv[i]);
	return TEST_GO_ON;
}

TEST_PROLOGUE(add_tests);

TEST(it_is_of_the_file)
{
}
