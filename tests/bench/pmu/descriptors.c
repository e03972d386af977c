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

/* Returns the limit that leaves room for n more. */
static rlim_t
limit_for(unsigned n)
{
	const int next = dup(STDIN_FILENO);

	assert_int_equal(close(next), 0);
	return (rlim_t)next + n;
}

rlim_t
descriptors_leave(unsigned n)
{
	return set_limit(limit_for(n));
}

void
descriptors_leave_for_good(unsigned n)
{
	const rlim_t most = limit_for(n);
	const struct rlimit limit = { .rlim_cur = most, .rlim_max = most };

	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
}

void
descriptors_restore(rlim_t limit)
{
	set_limit(limit);
}
