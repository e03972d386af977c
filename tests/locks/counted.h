/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Put in front of lock code by the build: every pause of a spinner becomes a
 * call of counted_pause(), which a test has.  A waiter and those it waits for
 * can so be one thread, and what they do is counted, not timed.
 */
#ifndef TESTS_LOCKS_COUNTED_H
#define TESTS_LOCKS_COUNTED_H

#include "locks/atomic.h"

void counted_pause(void);

#define spin_wait counted_pause

#endif /* TESTS_LOCKS_COUNTED_H */
