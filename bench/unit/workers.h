/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The pinned threads of a unit: made once, the caller being member 0.  Between
 * jobs the others sleep; within a job all meet at a spinning barrier.
 */
#ifndef BENCH_UNIT_WORKERS_H
#define BENCH_UNIT_WORKERS_H

#include "bench/machine/placement.h"

struct workers;

typedef void workers_job(unsigned member, void *arg);

/*
 * Makes n threads, the caller one of them, and pins member i to cpus[i].
 * Returns 0 or a negative errno with the reason; the caller stays pinned.
 */
int workers_create(const struct placement_machine *machine,
    const unsigned cpus[], unsigned n, struct workers **ret,
    struct reason *why);

/* Ends the threads.  Accepts NULL. */
void workers_destroy(struct workers *workers);

/* Runs job(i, arg) on every member i; returns when all have finished. */
void workers_run(struct workers *workers, workers_job *job, void *arg);

/*
 * Waits, in a job, until every member is here.  Spins, for the sake of starting
 * together, and sleeps after a while, so that members still meet that have to
 * share a processor, or processors that a host gives to one at a time.
 */
void workers_meet(struct workers *workers);

#endif /* BENCH_UNIT_WORKERS_H */
