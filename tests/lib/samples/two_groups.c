/* SPDX-License-Identifier: BSD-2-Clause */
/* Its group is not the only one: broken_set_up.c has another. */
#include "tests/lib/test.h"

static int
set_up(void **state)
{
	(void)state;
	return 0;
}

TEST_GROUP(set_up, NULL);

TEST(it_would_pass)
{
}
