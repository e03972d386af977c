/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The lock inside of the lock under test, of the same build: tdlock's spin
 * lock, and the interlock of lk.  A test calls these two functions where the
 * lock's header would inline the verb.
 */
#ifndef TESTS_LOCKS_INNER_H
#define TESTS_LOCKS_INNER_H

#include "locks/thread.h"

void inner_lock(void *lock, struct thread *td);
void inner_unlock(void *lock, struct thread *td);

#endif /* TESTS_LOCKS_INNER_H */
