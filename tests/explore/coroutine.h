/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Coroutines: threads of which one runs at a time, and which change at a call
 * and nowhere else.  Hand-written because swapcontext(3) asks the kernel for
 * the signal mask at every change, which costs more than all the rest of a
 * step.
 */
#ifndef TESTS_EXPLORE_COROUTINE_H
#define TESTS_EXPLORE_COROUTINE_H

#include <stddef.h>

/*
 * Prepares stack, of size bytes and aligned to 16, so that the first change to
 * it calls entry, which must not return.  Returns the stack pointer to change
 * to.
 */
void *coroutine_prepare(void *stack, size_t size, void (*entry)(void));

/*
 * Saves the caller's registers on its stack and the stack pointer in *ret_from,
 * and goes on where the stack pointer to was saved.  Returns when somebody
 * changes back.
 */
void coroutine_change(void **ret_from, void *to);

#endif /* TESTS_EXPLORE_COROUTINE_H */
