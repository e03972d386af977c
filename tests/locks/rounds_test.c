/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of each back-off how it waits for readers: a round is a pause for each
 * of them, and after as many rounds as its kernel has, a writer blocks
 * (freebsd.md 4.1, 4.4).
 */
#include "tests/lib/test.h"

#include "await.h"
#include "pauses.h"

#include "locks/rw.h"
#include "locks/sx.h"

#include <pthread.h>

#define N_READERS 3

static struct thread me;
static struct thread readers[N_READERS];

static struct rw rw;
static struct sx sx;

static int
set_up(void **state)
{
	(void)state;
	thread_init(&me);
	for (unsigned i = 0; i < N_READERS; i++)
		thread_init(&readers[i]);
	rw_init(&rw);
	sx_init(&sx);
	pauses_init();
	delay_boot(2);
	return 0;
}

static void
read_all(void)
{
	for (unsigned i = 0; i < N_READERS; i++) {
		rw_rlock(&rw, &readers[i]);
		sx_rlock(&sx, &readers[i]);
	}
}

static void
leave_rw(void)
{
	for (unsigned i = 0; i < N_READERS; i++)
		rw_runlock(&rw, &readers[i]);
}

static void
leave_sx(void)
{
	for (unsigned i = 0; i < N_READERS; i++)
		sx_runlock(&sx, &readers[i]);
}

static void
stop_spinning(void)
{
	atomic_clear_rlx(&rw.word, RW_WRITE_SPINNER);
}

TEST_WITH(a_round_is_a_pause_for_each_reader, set_up, NULL)
{
	read_all();
	events[0] = (struct event){ 4, leave_rw };
	rw_lock(&rw, &me);
	assert_int_equal(n_pauses, of_build(4, 6, 6));

	n_pauses = 0;
	events[0] = (struct event){ 4, leave_sx };
	sx_lock(&sx, &me);
	assert_int_equal(n_pauses, of_build(4, 6, 6));
}

TEST_WITH(so_it_is_for_a_reader_behind_a_writer_who_spins, set_up, NULL)
{
	read_all();
	atomic_set_rlx(&rw.word, RW_WRITE_SPINNER);
	events[0] = (struct event){ 4, stop_spinning };
	rw_rlock(&rw, &me);
	assert_int_equal(n_pauses, of_build(4, 6, 6));
}

TEST_WITH(a_round_without_readers_is_one_pause, set_up, NULL)
{
	atomic_set_rlx(&rw.word, RW_WRITE_SPINNER);
	events[0] = (struct event){ 4, stop_spinning };
	rw_rlock(&rw, &me);
	assert_int_equal(n_pauses, 4);
}

static void *
write_rw(void *arg)
{
	(void)arg;
	rw_lock(&rw, &me);
	return NULL;
}

static void *
write_sx(void *arg)
{
	(void)arg;
	sx_lock(&sx, &me);
	return NULL;
}

/* How often a writer pauses before it blocks; then the readers leave. */
static unsigned
count_until_blocked(void *(*write)(void *), void (*leave)(void))
{
	pthread_t thread;

	n_pauses = 0;
	assert_int_equal(pthread_create(&thread, NULL, write, NULL), 0);
	assert_true(await_blocked(&me));
	leave();
	assert_int_equal(pthread_join(thread, NULL), 0);
	return n_pauses;
}

TEST_WITH(readers_are_waited_for_in_as_many_rounds, set_up, NULL)
{
	/* Rounds of three make more than were asked for. */
	const unsigned at_2_cpus = of_build(10000, 10002, 10002);
	const unsigned at_64_cpus = of_build(10000, 10002, 32769);

	read_all();
	assert_int_equal(count_until_blocked(write_rw, leave_rw), at_2_cpus);
	assert_int_equal(count_until_blocked(write_sx, leave_sx), at_2_cpus);

	rw_unlock(&rw, &me);
	sx_unlock(&sx, &me);
	delay_boot(64);
	read_all();
	assert_int_equal(count_until_blocked(write_rw, leave_rw), at_64_cpus);
	assert_int_equal(count_until_blocked(write_sx, leave_sx), at_64_cpus);
}
