/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Google Benchmark, as far as this project needs it, in plain C.  It drives: a
 * benchmark is a row, a repetition a unit, an iteration a block, and the time
 * it is told is the block's.  Works with 1.7.1 and 1.9; measures nothing
 * itself, for it has no pinning and no paired order (measuring.md 1.3).
 */
#ifndef BENCH_GBENCH_GBENCH_H
#define BENCH_GBENCH_GBENCH_H

#include "base/reason.h"

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

struct gbench_state;

/* One repetition: asks gbench_next() before each block. */
typedef void gbench_function(struct gbench_state *state, void *arg);

/*
 * Must come first.  lists: gbench_run() shall list names instead of running.
 * Google Benchmark sees no argument of ours and, of its variables
 * (process.h), none: those end a process by their own rules.
 */
void gbench_init(const char *program, bool lists);

/*
 * Has gbench_run() write Google Benchmark's JSON to a file, which is emptied
 * then.
 * Returns 0 or a negative errno with the reason.
 */
int gbench_open_report(const char *path, struct reason *why);

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
 * Runs all whose names match the regular expression (NULL: all), or lists them
 * on standard output; *ret_n is how many.  Returns 0, -EINVAL with the reason
 * if it is no regular expression, or -EIO if the report could not be written.
 */
int gbench_run(const char *filter, unsigned *ret_n, struct reason *why);

/*
 * Whether such a filter takes a benchmark of this name that was not registered.
 * False for one that is no regular expression.
 */
bool gbench_takes(const char *filter, const char *name);

#ifdef __cplusplus
}
#endif

#endif /* BENCH_GBENCH_GBENCH_H */
