/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Google Benchmark, as far as this project needs it, in plain C.  It drives: a
 * benchmark is a row, a repetition a unit, an iteration a block, and the time
 * it is told is the block's.  Works with 1.7.1 and 1.9; measures nothing
 * itself, for it has no pinning and no paired order (measuring.md 1.3).
 */
#ifndef BENCH_GBENCH_H
#define BENCH_GBENCH_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

struct gbench_state;

/* One repetition: asks gbench_next() before each block. */
typedef void gbench_function(struct gbench_state *state, void *arg);

/* Takes Google Benchmark's own options out of argv. */
void gbench_init(int *argc, char *argv[]);

/* Puts a key and a value into the head of its reports. */
void gbench_add_context(const char *key, const char *value);

/* Adds a benchmark of so many repetitions of so many iterations. */
void gbench_register(const char *name, unsigned repetitions,
    unsigned iterations, gbench_function *function, void *arg);

/* True while there is a block to run. */
bool gbench_next(struct gbench_state *state);

/* Tells how long the present block took. */
void gbench_set_seconds(struct gbench_state *state, double seconds);

/*
 * Ends the repetition early, with the reason for its reports; to be called in
 * place of gbench_next(), after which the function must return.
 */
void gbench_skip(struct gbench_state *state, const char *why);

/*
 * Runs all that --benchmark_filter matches, or lists their names on standard
 * output.  Returns how many it matched.
 */
unsigned gbench_run(void);

#ifdef __cplusplus
}
#endif

#endif /* BENCH_GBENCH_H */
