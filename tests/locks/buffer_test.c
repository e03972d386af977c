/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves under load that no wake-up is lost and that the interlock is one:
 * producers and consumers of a buffer too small for them, on two addresses and
 * on two condition variables.  Each change wakes one thread, so one lost
 * wake-up ends in everybody asleep, and the watchdog's signal.  Some are
 * called away all the time, and come back.
 */
#define KIND "buffer"
#include "kind.h"
#include "locks/cv.h"
#include "locks/sleep.h"
#include "locks/sleepq.h"

#include "effort.h"

#include <pthread.h>
#include <unistd.h>

/* Far longer than a test takes on a loaded machine. */
#define WATCHDOG_SECONDS 100

#define N_PAIRS 3
#define SLOTS   2
#define ITEMS   20000

/* Every so many items a producer calls the consumer of its pair. */
#define ITEMS_PER_CALL 5

struct buffer {
	struct mtx m;
	struct cv not_full;
	struct cv not_empty;
	bool has_cvs;          /* else sleepers take their addresses */
	unsigned long n_items; /* of each producer */
	/* Plain on purpose: the interlock guards them. */
	unsigned long slots[SLOTS];
	unsigned n;
	unsigned long sum;
	unsigned long n_called_away;
};

struct worker {
	struct thread td;
	pthread_t pthread;
	struct worker *pair;
};

static struct buffer b;

static void
await(struct cv *cv, struct thread *td)
{
	const int err = b.has_cvs ? cv_wait_sig(cv, &b.m, td)
	                          : sleep_on(cv, &b.m, td, SLEEP_CATCH);

	b.n_called_away += err != 0;
}

static void
announce(struct cv *cv, struct thread *td)
{
	if (b.has_cvs)
		cv_signal(cv, td);
	else
		sleep_wakeup_one(cv, td);
}

static void *
produce(void *arg)
{
	struct worker *w = arg;

	for (unsigned long i = 1; i <= b.n_items; i++) {
		subject.lock(&b.m, &w->td);
		while (b.n == SLOTS)
			await(&b.not_full, &w->td);
		b.slots[b.n++] = i;
		subject.unlock(&b.m, &w->td);
		announce(&b.not_empty, &w->td);
		if (i % ITEMS_PER_CALL == 0)
			sleepq_abort(&w->pair->td);
	}
	return NULL;
}

static void *
consume(void *arg)
{
	struct worker *w = arg;

	for (unsigned long i = 0; i < b.n_items; i++) {
		subject.lock(&b.m, &w->td);
		while (b.n == 0)
			await(&b.not_empty, &w->td);
		b.sum += b.slots[--b.n];
		subject.unlock(&b.m, &w->td);
		announce(&b.not_full, &w->td);
	}
	return NULL;
}

static void
run_pairs(void)
{
	static struct worker producers[N_PAIRS];
	static struct worker consumers[N_PAIRS];

	for (int i = 0; i < N_PAIRS; i++) {
		thread_init(&producers[i].td);
		thread_init(&consumers[i].td);
		producers[i].pair = &consumers[i];
	}
	for (int i = 0; i < N_PAIRS; i++) {
		assert_int_equal(pthread_create(&producers[i].pthread, NULL,
		                     produce, &producers[i]),
		    0);
		assert_int_equal(pthread_create(&consumers[i].pthread, NULL,
		                     consume, &consumers[i]),
		    0);
	}
	for (int i = 0; i < N_PAIRS; i++) {
		assert_int_equal(pthread_join(producers[i].pthread, NULL), 0);
		assert_int_equal(pthread_join(consumers[i].pthread, NULL), 0);
	}
}

static void
assert_all_goes_through(bool has_cvs)
{
	b = (struct buffer){ .has_cvs = has_cvs, .n_items = effort(ITEMS) };
	mtx_init(&b.m);
	cv_init(&b.not_full);
	cv_init(&b.not_empty);
	run_pairs();
	assert_int_equal(b.n, 0);
	assert_int_equal(b.sum, N_PAIRS * (b.n_items * (b.n_items + 1) / 2));
	assert_int_not_equal(b.n_called_away, 0);
}

static int
set_up(void **state)
{
	(void)state;
	alarm(WATCHDOG_SECONDS);
	return 0;
}

TEST_OF_KIND(all_goes_through_by_addresses, set_up)
{
	assert_all_goes_through(false);
}

TEST_OF_KIND(all_goes_through_by_condition_variables, set_up)
{
	assert_all_goes_through(true);
}
