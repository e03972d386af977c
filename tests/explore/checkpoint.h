/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Checkpoints: what an interleaving was at each of its choices, so that the
 * next one begins at the choice in which it differs, and not at the start.
 */
#ifndef TESTS_EXPLORE_CHECKPOINT_H
#define TESTS_EXPLORE_CHECKPOINT_H

#include <stddef.h>

/* Forgets what is kept, and all checkpoints. */
void checkpoint_init(void);

/* The size bytes at p belong to each checkpoint from now on. */
void checkpoint_keep(void *p, size_t size);

/*
 * From a coroutine: makes checkpoint number number of where it is.  Returns
 * once it is made, and again whenever the interleaving has gone back to it.
 */
void checkpoint_take(unsigned number);

/*
 * From outside of all coroutines: lets one go on, that of which
 * coroutine_change() wrote stack_pointer.  Returns when the interleaving is
 * over.
 */
void checkpoint_run(void *stack_pointer);

/*
 * The same from checkpoint number number on, with all that is kept as it was.
 */
void checkpoint_run_from(unsigned number);

#endif /* TESTS_EXPLORE_CHECKPOINT_H */
