/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Plain accesses, as the compiler reports them: what runs under the explorer is
 * compiled with -fsanitize=thread but linked without its runtime, whose hooks
 * these are.  So the locks' own plain memory is watched (a recursion count, a
 * turnstile's queue), and nothing of it had to be marked by hand.
 *
 * A hook that is missing here does not link.
 */
#include "explorer.h"

void __tsan_init(void);
void __tsan_func_entry(void *caller);
void __tsan_func_exit(void);
void __tsan_atomic_signal_fence(int order);
void __tsan_read_range(void *p, size_t size);
void __tsan_write_range(void *p, size_t size);
void __assert_fail(
    const char *claim, const char *file, unsigned line, const char *function);

void
__tsan_init(void)
{
}

void
__tsan_func_entry(void *caller)
{
	(void)caller;
}

void
__tsan_func_exit(void)
{
}

/* For the compiler alone: nothing to do when one thread runs at a time. */
void
__tsan_atomic_signal_fence(int order)
{
	(void)order;
}

void
__tsan_read_range(void *p, size_t size)
{
	explorer_plain_access(p, size, false);
}

void
__tsan_write_range(void *p, size_t size)
{
	explorer_plain_access(p, size, true);
}

#define HOOKS(size)                                    \
	void __tsan_read##size(void *p);               \
	void __tsan_write##size(void *p);              \
	void __tsan_read##size(void *p)                \
	{                                              \
		explorer_plain_access(p, size, false); \
	}                                              \
	void __tsan_write##size(void *p)               \
	{                                              \
		explorer_plain_access(p, size, true);  \
	}

HOOKS(1)
HOOKS(2)
HOOKS(4)
HOOKS(8)

/* A failed assertion of the locks is a finding, not the end. */
void
__assert_fail(
    const char *claim, const char *file, unsigned line, const char *function)
{
	(void)claim;
	(void)file;
	(void)line;
	(void)function;
	explorer_fail("an assertion failed");
}
