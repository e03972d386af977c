/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One lock by the verbs that all share, for code that is compiled once for each
 * lock.  The build says which lock, -DLOCK=mtx -DLOCK_HEADER="locks/mtx.h", and
 * what it can do, HAS_READERS and others: meson.build.
 *
 * LOCK_VERB(trylock) is mtx_trylock.
 */
#ifndef LOCKS_VERBS_H
#define LOCKS_VERBS_H

#include LOCK_HEADER

#define LOCK_PASTE(lock, verb) lock##_##verb
#define LOCK_NAMED(lock, verb) LOCK_PASTE(lock, verb)
#define LOCK_VERB(verb)        LOCK_NAMED(LOCK, verb)

#endif /* LOCKS_VERBS_H */
