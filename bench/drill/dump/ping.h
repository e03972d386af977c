/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Measures the floor under the time of a stop: a bare signal to every other
 * processor.  Its handler answers, stands still until all have answered, as a
 * stopped processor does, and then goes back.
 */
#ifndef BENCH_DRILL_DUMP_PING_H
#define BENCH_DRILL_DUMP_PING_H

#include "bench/drill/world/world.h"

/* Sets the handler of the signal.  Returns 0 or a negative errno. */
int ping_init(void);

/*
 * Signals all threads but *me, the calling one, and waits for their answers.
 * Returns the time in ns from the first signal until the last answer was seen.
 * Returns 0 if a thread could not be signalled, did not answer within a second,
 * or did not go back within another.
 */
uint64_t ping_others(const struct world_cpu *me);

#endif /* BENCH_DRILL_DUMP_PING_H */
