/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/lib/test.h"

static int is_set_up;

static int
set_up(void **state)
{
	*state = &is_set_up;
	is_set_up++;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	is_set_up--;
	return 0;
}

TEST_WITH(b_is_the_fourth, set_up, tear_down)
{
	assert_ptr_equal(*state, &is_set_up);
	assert_int_equal(is_set_up, 1);
}

TEST(a_is_the_last)
{
	assert_int_equal(is_set_up, 0);
}
