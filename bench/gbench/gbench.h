/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Google Benchmark in plain C, as far as this project needs it.  It drives the
 * run: a benchmark is a row, a repetition is a unit, an iteration is a block,
 * and the reported time is that of the block.  It works with 1.7.1 and 1.9.  It
 * measures nothing itself, since it neither pins threads nor pairs arms
 * (measuring.md 1.3).
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
 * Call this first.  lists: gbench_run() lists names instead of running.  Google
 * Benchmark gets none of our arguments and none of its variables (process.h):
 * some of them would end the process.
 */
void gbench_init(const char *program, bool lists);

/*
 * Makes gbench_run() write Google Benchmark's JSON to a file, which is emptied
 * now.  Returns 0 or a negative errno with the reason.
 */
int gbench_open_report(const char *path, struct reason *why);

/* Adds a key and a value to the head of the reports. */
void gbench_add_context(const char *key, const char *value);

/* Adds a benchmark of so many repetitions of so many iterations. */
void gbench_register(const char *name, unsigned repetitions,
    unsigned iterations, gbench_function *function, void *arg);

/* True while there is a block to run. */
bool gbench_next(struct gbench_state *state);

/* Reports how long the current block took. */
void gbench_set_seconds(struct gbench_state *state, double seconds);

/*
 * Ends the repetition early, with the reason for its reports; to be called in
 * place of gbench_next(), after which the function must return.
 */
void gbench_skip(struct gbench_state *state, const char *why);

/*
 * Runs, or lists on standard output, the benchmarks whose names match the
 * regular expression; NULL matches all.  Writes their number to *ret_n.
 * Returns 0; -EINVAL with the reason if it is no regular expression; -EIO if
 * the report could not be written.
 */
int gbench_run(const char *filter, unsigned *ret_n, struct reason *why);

/*
 * Whether a filter matches the name of a benchmark that was not registered;
 * false if it is no regular expression.
 */
bool gbench_takes(const char *filter, const char *name);

#ifdef __cplusplus
}
#endif

#endif /* BENCH_GBENCH_GBENCH_H */
