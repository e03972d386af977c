/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The pinned threads of a unit.  They are created once; the caller is member 0.
 * The others sleep between jobs; within a job all meet at a spinning barrier.
 */
#ifndef BENCH_UNIT_WORKERS_H
#define BENCH_UNIT_WORKERS_H

#include "bench/machine/placement.h"

struct workers;

typedef void workers_job(unsigned member, void *arg);

/*
 * Creates n - 1 threads, and pins member i, the caller being member 0, to
 * cpus[i].  The caller stays pinned.  Returns 0 or a negative errno with the
 * reason.
 */
int workers_create(const struct placement_machine *machine,
    const unsigned cpus[], unsigned n, struct workers **ret,
    struct reason *why);

/* Ends the threads.  Accepts NULL. */
void workers_destroy(struct workers *workers);

/* Runs job(i, arg) on every member i; returns when all have finished. */
void workers_run(struct workers *workers, workers_job *job, void *arg);

/*
 * Waits, in a job, until every member has arrived.  Spins, so that all start
 * together; after a while sleeps, so that members that share a processor, or
 * processors that a host runs one at a time, still meet.
 */
void workers_meet(struct workers *workers);

#endif /* BENCH_UNIT_WORKERS_H */
