/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/unit/crew.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Some ten microseconds. */
#define SPINS_BEFORE_YIELD 20000

/* Half a millisecond more.  Who sleeps comes late, and his slice is dropped. */
#define YIELDS_BEFORE_SLEEP 1000

struct member {
	struct crew *crew;
	pthread_t thread;
	unsigned index;
	unsigned cpu;
};

struct crew {
	const struct placement_machine *machine;
	unsigned n;

	/* The barrier: the last to arrive moves the phase on. */
	_Alignas(128) atomic_uint arrived;
	_Alignas(128) atomic_uint phase;
	atomic_uint n_asleep; /* who wait for it, or are about to */

	/* What follows is guarded by mutex. */
	_Alignas(128) pthread_mutex_t mutex;
	pthread_cond_t called;
	pthread_cond_t met;
	pthread_cond_t finished;
	crew_job *job; /* NULL: go home */
	void *arg;
	unsigned n_jobs; /* called so far */
	unsigned n_busy; /* members at work, without member 0 */
	int pin_error;   /* of the first member that could not be pinned */

	pthread_t bystander;

	struct member members[];
};

/* Sleeps until the phase has moved on from this one. */
static void
sleep_through(struct crew *crew, unsigned phase)
{
	pthread_mutex_lock(&crew->mutex);
	/* Before the phase is looked at: pairs with wake_sleepers(). */
	atomic_fetch_add(&crew->n_asleep, 1);
	while (atomic_load(&crew->phase) == phase)
		pthread_cond_wait(&crew->met, &crew->mutex);
	atomic_fetch_sub(&crew->n_asleep, 1);
	pthread_mutex_unlock(&crew->mutex);
}

/* After the phase has moved on: whoever has not seen it so is counted here. */
static void
wake_sleepers(struct crew *crew)
{
	if (atomic_load(&crew->n_asleep) == 0)
		return;
	pthread_mutex_lock(&crew->mutex);
	pthread_cond_broadcast(&crew->met);
	pthread_mutex_unlock(&crew->mutex);
}

void
crew_meet(struct crew *crew)
{
	const unsigned phase =
	    atomic_load_explicit(&crew->phase, memory_order_relaxed);

	if (atomic_fetch_add_explicit(
	        &crew->arrived, 1, memory_order_acq_rel) == crew->n - 1) {
		atomic_store_explicit(&crew->arrived, 0, memory_order_relaxed);
		/* Pairs with the acquire below: all arrived before. */
		atomic_store(&crew->phase, phase + 1);
		wake_sleepers(crew);
		return;
	}
	for (unsigned spins = 0;
	     atomic_load_explicit(&crew->phase, memory_order_acquire) == phase;
	     spins++) {
		if (spins < SPINS_BEFORE_YIELD)
			continue;
		if (spins == SPINS_BEFORE_YIELD + YIELDS_BEFORE_SLEEP) {
			sleep_through(crew, phase);
			return;
		}
		sched_yield();
	}
}

static void
note_finished(struct crew *crew, int pin_error)
{
	pthread_mutex_lock(&crew->mutex);
	if (crew->pin_error == 0)
		crew->pin_error = pin_error;
	if (--crew->n_busy == 0)
		pthread_cond_signal(&crew->finished);
	pthread_mutex_unlock(&crew->mutex);
}

static void *
serve(void *arg)
{
	struct member *me = arg;
	struct crew *crew = me->crew;
	unsigned n_done = 0;

	note_finished(crew, placement_pin(crew->machine, me->cpu));
	for (;;) {
		crew_job *job;
		void *job_arg;

		pthread_mutex_lock(&crew->mutex);
		while (crew->n_jobs == n_done)
			pthread_cond_wait(&crew->called, &crew->mutex);
		n_done = crew->n_jobs;
		job = crew->job;
		job_arg = crew->arg;
		pthread_mutex_unlock(&crew->mutex);
		if (job == NULL)
			return NULL;
		job(me->index, job_arg);
		note_finished(crew, 0);
	}
}

/* Calls the first n members, without member 0, to a job. */
static void
call(struct crew *crew, crew_job *job, void *arg, unsigned n)
{
	pthread_mutex_lock(&crew->mutex);
	crew->job = job;
	crew->arg = arg;
	crew->n_jobs++;
	crew->n_busy = n - 1;
	pthread_cond_broadcast(&crew->called);
	pthread_mutex_unlock(&crew->mutex);
}

static void
wait_until_finished(struct crew *crew)
{
	pthread_mutex_lock(&crew->mutex);
	while (crew->n_busy > 0)
		pthread_cond_wait(&crew->finished, &crew->mutex);
	pthread_mutex_unlock(&crew->mutex);
}

void
crew_run(struct crew *crew, crew_job *job, void *arg)
{
	if (crew->n > 1)
		call(crew, job, arg, crew->n);
	job(0, arg);
	if (crew->n > 1)
		wait_until_finished(crew);
}

/*
 * Sleeps until cancelled.  While a process has one thread, glibc's mutex does
 * without atomic operations (2.36, lll_mutex_lock_optimized): no such process
 * needs a lock, and as a reference it would be a false one.
 */
static void *
stand_by(void *arg)
{
	for (;;)
		pause();
	return arg;
}

/* Sends the members from 1 to n - 1 home. */
static void
dismiss(struct crew *crew, unsigned n)
{
	call(crew, NULL, NULL, n);
	for (unsigned i = 1; i < n; i++)
		pthread_join(crew->members[i].thread, NULL);
}

static int
start_bystander(struct crew *crew, struct reason *why)
{
	const int err = pthread_create(&crew->bystander, NULL, stand_by, NULL);

	if (err != 0)
		return reason_set(
		    why, -err, "cannot make a thread: %s", strerror(err));
	return 0;
}

static void
end_bystander(struct crew *crew)
{
	pthread_cancel(crew->bystander);
	pthread_join(crew->bystander, NULL);
}

static int
start_members(struct crew *crew, struct reason *why)
{
	crew->n_busy = crew->n - 1;
	for (unsigned i = 1; i < crew->n; i++) {
		const int err = pthread_create(
		    &crew->members[i].thread, NULL, serve, &crew->members[i]);

		if (err != 0) {
			dismiss(crew, i);
			return reason_set(why, -err,
			    "cannot make thread %u of %u: %s", i, crew->n,
			    strerror(err));
		}
	}
	wait_until_finished(crew);
	if (crew->pin_error != 0) {
		dismiss(crew, crew->n);
		return reason_set(why, crew->pin_error,
		    "cannot pin the threads: %s", strerror(-crew->pin_error));
	}
	return 0;
}

int
crew_create(const struct placement_machine *machine, const unsigned cpus[],
    unsigned n, struct crew **ret, struct reason *why)
{
	const size_t bytes = sizeof(struct crew) + n * sizeof(struct member);
	struct crew *crew = aligned_alloc(128, (bytes + 127) / 128 * 128);
	int err;

	if (crew == NULL)
		return -ENOMEM;
	memset(crew, 0, bytes);
	crew->machine = machine;
	crew->n = n;
	pthread_mutex_init(&crew->mutex, NULL);
	pthread_cond_init(&crew->called, NULL);
	pthread_cond_init(&crew->finished, NULL);
	pthread_cond_init(&crew->met, NULL);
	for (unsigned i = 0; i < n; i++)
		crew->members[i] = (struct member){
			.crew = crew,
			.index = i,
			.cpu = cpus[i],
		};
	err = placement_pin(machine, cpus[0]);
	if (err < 0) {
		reason_set(why, err, "cannot pin to CPU %u: %s", cpus[0],
		    strerror(-err));
		goto free_crew;
	}
	err = start_bystander(crew, why);
	if (err < 0)
		goto free_crew;
	err = start_members(crew, why);
	if (err < 0)
		goto end_bystander;
	*ret = crew;
	return 0;

end_bystander:
	end_bystander(crew);
free_crew:
	free(crew);
	return err;
}

void
crew_destroy(struct crew *crew)
{
	if (crew == NULL)
		return;
	dismiss(crew, crew->n);
	end_bystander(crew);
	free(crew);
}
