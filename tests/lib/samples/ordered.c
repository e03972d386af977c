/* SPDX-License-Identifier: BSD-2-Clause */
/* Registers in this order, the last two from another file; one is skipped. */
#include "tests/lib/test.h"

TEST(z_is_the_first)
{
}

TEST(y_is_skipped)
{
	skip();
}

TEST(x_is_the_third)
{
}
