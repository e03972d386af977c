/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The choices of one interleaving, in order, and the way from one interleaving
 * to the next: the last choice that has another alternative takes it, what came
 * after is forgotten, and the run goes back to that choice.
 */
#ifndef TESTS_EXPLORE_TRAIL_H
#define TESTS_EXPLORE_TRAIL_H

#include <stdbool.h>

/* Forgets everything: the next run is the first. */
void trail_reset(void);

/* Goes back to the start, to follow what was chosen. */
void trail_rewind(void);

/*
 * Returns which of n alternatives to take, n > 0: what was chosen here before,
 * or the first where nobody has been; and once more with the next, whenever the
 * run has gone back to this choice.  Aborts if there were not n before: then
 * the run is not deterministic and nothing that is found means anything.
 */
unsigned trail_choose(unsigned n);

/* The last choice, which trail_advance() has changed: its checkpoint. */
unsigned trail_last(void);

/* Changes to the next list of choices; false if there is none. */
bool trail_advance(void);

#endif /* TESTS_EXPLORE_TRAIL_H */
