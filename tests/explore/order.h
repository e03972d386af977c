/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What happens before what, by vector clocks, and from it the races on plain
 * memory: two accesses of two threads, one of them a write, that no chain of
 * releases and acquires puts in order.
 *
 * The rules are C11's: an acquire that reads what a release wrote comes after
 * it; a read-modify-write, even a relaxed one, hands an earlier release on; a
 * relaxed store does not.
 *
 * Memory is the explorer's world, in cells of four bytes; what lies outside, as
 * a thread's own stack, is not looked at.
 */
#ifndef TESTS_EXPLORE_ORDER_H
#define TESTS_EXPLORE_ORDER_H

#include "explore.h"

/* How far each thread has come, as somebody knows it. */
struct order_clock {
	uint32_t at[EXPLORE_THREADS_MAX];
};

/* Makes the shadow of the size bytes at base, forgetting any earlier one. */
void order_world(void *base, size_t size);

/* Starts an interleaving: all threads come after what was, in no order. */
void order_start(void);

/*
 * What thread does to the word at p, which lies in the world.  A store has two
 * halves: what an acquire of it will join is known when the thread stores, and
 * it is there when others can see it.
 */
void order_load(unsigned thread, const void *p, enum explore_order order);
struct order_clock order_release(unsigned thread, enum explore_order order);
void order_stored(const void *p, const struct order_clock *released);
void order_change(unsigned thread, const void *p, enum explore_order order);

/* Puts thread after everything that the others have done. */
void order_join_all(unsigned thread);

/* Puts each of two threads after everything that the other has done. */
void order_meet(unsigned thread, unsigned other);

/* What an interleaving changes belongs to the checkpoints (checkpoint.h). */
void order_keep(void);

/*
 * Of what is too much to be copied, a checkpoint has a mark; going back to it
 * takes back what was changed since.
 */
size_t order_mark(void);
void order_go_back(size_t mark);

/*
 * Whether a plain access of thread is ordered after all that it may race with.
 */
bool order_plain(unsigned thread, const void *p, size_t size, bool is_write);

#endif /* TESTS_EXPLORE_ORDER_H */
