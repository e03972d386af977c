/* SPDX-License-Identifier: BSD-2-Clause */
/* Fails as often as would mean "skipped" were it the exit status: 77 times. */
#include "tests/lib/test.h"

#define FAILS(name)     \
	TEST(name)      \
	{               \
		fail(); \
	}
#define SEVEN(name)    \
	FAILS(name##0) \
	FAILS(name##1) \
	FAILS(name##2) \
	FAILS(name##3) \
	FAILS(name##4) \
	FAILS(name##5) \
	FAILS(name##6)

SEVEN(a_)
SEVEN(b_)
SEVEN(c_)
SEVEN(d_)
SEVEN(e_)
SEVEN(f_)
SEVEN(g_)
SEVEN(h_)
SEVEN(i_)
SEVEN(j_)
SEVEN(k_)
