/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The floor under the time of a stop: a bare signal to every other processor,
 * whose handler answers and stands still until all have, as those who are
 * stopped do, and then goes back.
 */
#ifndef BENCH_DRILL_DUMP_PING_H
#define BENCH_DRILL_DUMP_PING_H

#include "bench/drill/world/world.h"

/* Takes the signal for the process.  Returns 0 or a negative errno. */
int ping_init(void);

/*
 * Signals all others but *me, the calling thread, and waits for their answers.
 * Returns the time in ns from the first signal to when the last answer was
 * seen; 0 if one could not be told, did not answer within a second, or did not
 * go back within another.
 */
uint64_t ping_others(const struct world_cpu *me);

#endif /* BENCH_DRILL_DUMP_PING_H */
