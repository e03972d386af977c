/* SPDX-License-Identifier: BSD-2-Clause */
/* Dies in its second test. */
#include "tests/lib/test.h"

#include <stdlib.h>

TEST(it_passes)
{
}

TEST(it_dies)
{
	_Exit(0);
}
