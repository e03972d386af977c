/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/unit/workers.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Some ten microseconds. */
#define SPINS_BEFORE_YIELD 20000

/* Half a millisecond more.  A sleeper wakes late, and its slice is dropped. */
#define YIELDS_BEFORE_SLEEP 1000

struct worker {
	struct workers *workers;
	pthread_t thread;
	unsigned index;
	unsigned cpu;
};

struct workers {
	const struct placement_machine *machine;
	unsigned n;

	/* The barrier: the last to arrive moves the phase on. */
	_Alignas(128) atomic_uint arrived;
	_Alignas(128) atomic_uint phase;
	atomic_uint n_asleep; /* members that sleep at it, or are about to */

	/* What follows is guarded by mutex. */
	_Alignas(128) pthread_mutex_t mutex;
	pthread_cond_t called;
	pthread_cond_t met;
	pthread_cond_t finished;
	workers_job *job; /* NULL: exit */
	void *arg;
	unsigned n_jobs; /* called so far */
	unsigned n_busy; /* worker at work, without member 0 */
	int pin_error;   /* of the first member that could not be pinned */

	pthread_t bystander;

	struct worker members[];
};

/* Sleeps until the phase has moved on from this one. */
static void
sleep_through(struct workers *workers, unsigned phase)
{
	pthread_mutex_lock(&workers->mutex);
	/* Before the phase is read: pairs with wake_sleepers(). */
	atomic_fetch_add(&workers->n_asleep, 1);
	while (atomic_load(&workers->phase) == phase)
		pthread_cond_wait(&workers->met, &workers->mutex);
	atomic_fetch_sub(&workers->n_asleep, 1);
	pthread_mutex_unlock(&workers->mutex);
}

/*
 * Call after the phase has moved on: n_asleep then counts every member that has
 * not seen the new phase.
 */
static void
wake_sleepers(struct workers *workers)
{
	if (atomic_load(&workers->n_asleep) == 0)
		return;
	pthread_mutex_lock(&workers->mutex);
	pthread_cond_broadcast(&workers->met);
	pthread_mutex_unlock(&workers->mutex);
}

void
workers_meet(struct workers *workers)
{
	const unsigned phase =
	    atomic_load_explicit(&workers->phase, memory_order_relaxed);

	if (atomic_fetch_add_explicit(
	        &workers->arrived, 1, memory_order_acq_rel) == workers->n - 1) {
		atomic_store_explicit(
		    &workers->arrived, 0, memory_order_relaxed);
		/* Pairs with the acquire below: all arrived before. */
		atomic_store(&workers->phase, phase + 1);
		wake_sleepers(workers);
		return;
	}
	for (unsigned spins = 0; atomic_load_explicit(&workers->phase,
	                             memory_order_acquire) == phase;
	     spins++) {
		if (spins < SPINS_BEFORE_YIELD)
			continue;
		if (spins == SPINS_BEFORE_YIELD + YIELDS_BEFORE_SLEEP) {
			sleep_through(workers, phase);
			return;
		}
		sched_yield();
	}
}

static void
note_finished(struct workers *workers, int pin_error)
{
	pthread_mutex_lock(&workers->mutex);
	if (workers->pin_error == 0)
		workers->pin_error = pin_error;
	if (--workers->n_busy == 0)
		pthread_cond_signal(&workers->finished);
	pthread_mutex_unlock(&workers->mutex);
}

static void *
run_worker(void *arg)
{
	struct worker *me = arg;
	struct workers *workers = me->workers;
	unsigned n_done = 0;

	note_finished(workers, placement_pin(workers->machine, me->cpu));
	for (;;) {
		workers_job *job;
		void *job_arg;

		pthread_mutex_lock(&workers->mutex);
		while (workers->n_jobs == n_done)
			pthread_cond_wait(&workers->called, &workers->mutex);
		n_done = workers->n_jobs;
		job = workers->job;
		job_arg = workers->arg;
		pthread_mutex_unlock(&workers->mutex);
		if (job == NULL)
			return NULL;
		job(me->index, job_arg);
		note_finished(workers, 0);
	}
}

/* Gives a job to members 1 to n - 1. */
static void
call_workers(struct workers *workers, workers_job *job, void *arg, unsigned n)
{
	pthread_mutex_lock(&workers->mutex);
	workers->job = job;
	workers->arg = arg;
	workers->n_jobs++;
	workers->n_busy = n - 1;
	pthread_cond_broadcast(&workers->called);
	pthread_mutex_unlock(&workers->mutex);
}

static void
wait_until_finished(struct workers *workers)
{
	pthread_mutex_lock(&workers->mutex);
	while (workers->n_busy > 0)
		pthread_cond_wait(&workers->finished, &workers->mutex);
	pthread_mutex_unlock(&workers->mutex);
}

void
workers_run(struct workers *workers, workers_job *job, void *arg)
{
	if (workers->n > 1)
		call_workers(workers, job, arg, workers->n);
	job(0, arg);
	if (workers->n > 1)
		wait_until_finished(workers);
}

/*
 * Sleeps until cancelled.  In a process with one thread, glibc's mutex uses no
 * atomic operations (2.36, lll_mutex_lock_optimized).  Such a process needs no
 * lock, and as a reference its mutex would mislead.
 */
static void *
stand_by(void *arg)
{
	for (;;)
		pause();
	return arg;
}

/* Ends members 1 to n - 1. */
static void
dismiss_workers(struct workers *workers, unsigned n)
{
	call_workers(workers, NULL, NULL, n);
	for (unsigned i = 1; i < n; i++)
		pthread_join(workers->members[i].thread, NULL);
}

static int
start_bystander(struct workers *workers, struct reason *why)
{
	const int err =
	    pthread_create(&workers->bystander, NULL, stand_by, NULL);

	if (err != 0)
		return reason_set(
		    why, -err, "cannot make a thread: %s", strerror(err));
	return 0;
}

static void
end_bystander(struct workers *workers)
{
	pthread_cancel(workers->bystander);
	pthread_join(workers->bystander, NULL);
}

static int
start_members(struct workers *workers, struct reason *why)
{
	workers->n_busy = workers->n - 1;
	for (unsigned i = 1; i < workers->n; i++) {
		const int err = pthread_create(&workers->members[i].thread,
		    NULL, run_worker, &workers->members[i]);

		if (err != 0) {
			dismiss_workers(workers, i);
			return reason_set(why, -err,
			    "cannot make thread %u of %u: %s", i, workers->n,
			    strerror(err));
		}
	}
	wait_until_finished(workers);
	if (workers->pin_error != 0) {
		dismiss_workers(workers, workers->n);
		return reason_set(why, workers->pin_error,
		    "cannot pin the threads: %s",
		    strerror(-workers->pin_error));
	}
	return 0;
}

int
workers_create(const struct placement_machine *machine, const unsigned cpus[],
    unsigned n, struct workers **ret, struct reason *why)
{
	const size_t bytes = sizeof(struct workers) + n * sizeof(struct worker);
	struct workers *workers = aligned_alloc(128, (bytes + 127) / 128 * 128);
	int err;

	if (workers == NULL)
		return -ENOMEM;
	memset(workers, 0, bytes);
	workers->machine = machine;
	workers->n = n;
	pthread_mutex_init(&workers->mutex, NULL);
	pthread_cond_init(&workers->called, NULL);
	pthread_cond_init(&workers->finished, NULL);
	pthread_cond_init(&workers->met, NULL);
	for (unsigned i = 0; i < n; i++)
		workers->members[i] = (struct worker){
			.workers = workers,
			.index = i,
			.cpu = cpus[i],
		};
	err = placement_pin(machine, cpus[0]);
	if (err < 0) {
		reason_set(why, err, "cannot pin to CPU %u: %s", cpus[0],
		    strerror(-err));
		goto free_workers;
	}
	err = start_bystander(workers, why);
	if (err < 0)
		goto free_workers;
	err = start_members(workers, why);
	if (err < 0)
		goto end_bystander;
	*ret = workers;
	return 0;

end_bystander:
	end_bystander(workers);
free_workers:
	free(workers);
	return err;
}

void
workers_destroy(struct workers *workers)
{
	if (workers == NULL)
		return;
	dismiss_workers(workers, workers->n);
	end_bystander(workers);
	free(workers);
}
