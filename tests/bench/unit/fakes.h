/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fakes: arms made here, which exclude nobody and note how they are called.
 * Their count of passes is atomic, so that nothing is lost by accident.
 */
#ifndef TESTS_BENCH_UNIT_FAKES_H
#define TESTS_BENCH_UNIT_FAKES_H

#include "bench/arm/arm.h"

#include <pthread.h>
#include <stdatomic.h>

#define FAKES_CALLS_MAX 1000

/* What a function of the case `logging` was given. */
struct fakes_call {
	const void *lock;
	const struct thread *td;
	pthread_t caller;
};

extern struct fakes_call fakes_runs[FAKES_CALLS_MAX];
extern atomic_uint fakes_n_runs;
extern struct fakes_call fakes_begins[FAKES_CALLS_MAX];
extern unsigned fakes_n_begins;
extern unsigned fakes_n_ends;

/* The thread that the last begin was told will never run. */
extern const struct thread *fakes_other;

/* Forgets all calls. */
void fakes_forget(void);

extern const struct arm fakes_plain;    /* counts no entries */
extern const struct arm fakes_counting; /* takes each pass for an entry */

extern const struct arm_case fakes_logging;
extern const struct arm_case fakes_losing; /* one pass of each run */

#endif /* TESTS_BENCH_UNIT_FAKES_H */
