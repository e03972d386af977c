/* SPDX-License-Identifier: BSD-2-Clause */
/* What comes before its test fails. */
#include "tests/lib/test.h"

static int
set_up(void **state)
{
	(void)state;
	return -1;
}

TEST_GROUP(set_up, NULL);

TEST(it_would_pass)
{
}
