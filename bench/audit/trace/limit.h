/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How long who is traced may take for what he was told, by the clock on the
 * wall: he may sleep where nobody wakes him, or spin.
 *
 * It is SIGALRM, which only has to interrupt a wait.
 */
#ifndef BENCH_AUDIT_TRACE_LIMIT_H
#define BENCH_AUDIT_TRACE_LIMIT_H

#include <stdbool.h>

/* Sets how many seconds that is, from the next limit_begin() on. */
void limit_set(unsigned seconds);

/* Begin the time anew; end it. */
void limit_begin(void);
void limit_end(void);

/* True once it is over: after a wait that was interrupted. */
bool limit_is_over(void);

#endif /* BENCH_AUDIT_TRACE_LIMIT_H */
