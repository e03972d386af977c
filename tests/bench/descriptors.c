/* SPDX-License-Identifier: BSD-2-Clause */
#include "descriptors.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

static rlim_t
set_limit(rlim_t n)
{
	struct rlimit limit;
	rlim_t before;

	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	before = limit.rlim_cur;
	limit.rlim_cur = n;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
	return before;
}

rlim_t
descriptors_leave(unsigned n)
{
	const int next = dup(STDIN_FILENO);

	assert_int_equal(close(next), 0);
	return set_limit((rlim_t)next + n);
}

void
descriptors_restore(rlim_t limit)
{
	set_limit(limit);
}
