/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of any lock with readers that nobody writes while somebody reads: two
 * plain variables are written together, and every reader finds them equal and
 * unchanged for as long as it reads, even across an upgrade and a downgrade.
 * More threads than CPUs, so that holders are preempted.  Written once for every
 * lock and check; with -DMUST_FIND=<fault>, for a lock that must show that fault.
 */
#include "effort.h"
#include "subject.h"

#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define N_THREADS 4
#define PASSES    50000

#define WRITES_PER_REST 50

/* For a lock that must show a fault, one round may be lucky; not so many. */
#define ROUNDS 500

/* What may be found of a lock. */
enum fault {
	FAULT_none,
	FAULT_changed_while_read,
	FAULT_write_lost,
	FAULT_changed_by_upgrade,
	FAULT_changed_by_downgrade,
	N_FAULTS
};

#ifndef MUST_FIND
#define MUST_FIND none
#endif
#define FAULT_PASTE(name) FAULT_##name
#define FAULT(name)       FAULT_PASTE(name)

struct shared {
	struct subject subject;
	unsigned long n_passes;
	pthread_barrier_t start;
	/* Plain on purpose, and apart: a writer is seen between them. */
	_Alignas(LINE_PAIR_BYTES) unsigned long first;
	_Alignas(LINE_PAIR_BYTES) unsigned long second;
};

struct worker {
	struct thread td;
	pthread_t pthread;
	struct shared *shared;
	unsigned long n_writes;
	unsigned long found[N_FAULTS];
};

/* The compiler keeps nothing of the variables in a register across this. */
static void
look_again(void)
{
	__asm__ volatile("" : : : "memory");
}

static void
find(struct worker *me, bool is_so, enum fault fault)
{
	me->found[fault] += is_so;
}

/* Reads both variables, and the first once more; returns it. */
static unsigned long
look(struct worker *me)
{
	const unsigned long first = me->shared->first;

	look_again();
	find(me, me->shared->second != first, FAULT_changed_while_read);
	look_again();
	find(me, me->shared->first != first, FAULT_changed_while_read);
	return first;
}

/* Sometimes stops running in between, so that others block and do not spin. */
static void
write_both(struct worker *me)
{
	me->shared->first++;
	look_again();
	if (me->n_writes % WRITES_PER_REST == 0) {
		atomic_store_rlx(&me->td.running, false);
		sched_yield();
		atomic_store_rlx(&me->td.running, true);
	}
	me->shared->second++;
	me->n_writes++;
}

static void
read_pass(struct worker *me, bool by_try)
{
	struct subject *s = &me->shared->subject;

	if (!by_try || !subject_tryrlock(s, &me->td))
		subject_rlock(s, &me->td);
	look(me);
	subject_runlock(s, &me->td);
}

static void
write_pass(struct worker *me, bool by_try)
{
	struct subject *s = &me->shared->subject;

	if (!by_try || !subject_trylock(s, &me->td))
		subject_lock(s, &me->td);
	write_both(me);
	subject_unlock(s, &me->td);
}

/* Reads, and writes only if it may without letting go; then reads on. */
static void
upgrade_pass(struct worker *me)
{
	struct subject *s = &me->shared->subject;
	unsigned long before;

	subject_rlock(s, &me->td);
	before = look(me);
	if (subject_tryupgrade(s, &me->td)) {
		find(me, look(me) != before, FAULT_changed_by_upgrade);
		write_both(me);
		subject_downgrade(s, &me->td);
	}
	look(me);
	subject_runlock(s, &me->td);
}

static void
downgrade_pass(struct worker *me)
{
	struct subject *s = &me->shared->subject;
	unsigned long written;

	subject_lock(s, &me->td);
	write_both(me);
	written = look(me);
	subject_downgrade(s, &me->td);
	find(me, look(me) != written, FAULT_changed_by_downgrade);
	subject_runlock(s, &me->td);
}

static void *
work(void *arg)
{
	struct worker *me = arg;

	pthread_barrier_wait(&me->shared->start);
	for (unsigned long i = 0; i < me->shared->n_passes; i++) {
		read_pass(me, i % 5 == 0);
		if (i % 2 == 0)
			write_pass(me, i % 3 == 0);
		else if (i % 4 == 1)
			upgrade_pass(me);
		else if (HAS_UPGRADE)
			downgrade_pass(me);
	}
	return NULL;
}

/* Has all threads work; adds what they found. */
static void
run(unsigned long ret_found[N_FAULTS])
{
	static struct worker workers[N_THREADS];
	static struct shared shared;
	unsigned long n_writes = 0;

	subject_init(&shared.subject);
	shared.n_passes = effort(PASSES);
	shared.first = shared.second = 0;
	assert_int_equal(
	    pthread_barrier_init(&shared.start, NULL, N_THREADS), 0);
	for (int i = 0; i < N_THREADS; i++) {
		workers[i] = (struct worker){ .shared = &shared };
		thread_init(&workers[i].td);
		assert_int_equal(pthread_create(&workers[i].pthread, NULL, work,
		                     &workers[i]),
		    0);
	}
	for (int i = 0; i < N_THREADS; i++) {
		assert_int_equal(pthread_join(workers[i].pthread, NULL), 0);
		n_writes += workers[i].n_writes;
		for (int j = 0; j < N_FAULTS; j++)
			ret_found[j] += workers[i].found[j];
	}
	ret_found[FAULT_write_lost] += n_writes - shared.first;
	pthread_barrier_destroy(&shared.start);
}

static void
test_readers_see_no_change_and_no_write_is_lost(void **state)
{
	unsigned long found[N_FAULTS] = { 0 };

	(void)state;
	run(found);
	for (int i = 0; i < N_FAULTS; i++)
		assert_int_equal(found[i], 0);
}

static void
test_the_fault_of_a_broken_lock_is_found(void **state)
{
	unsigned long found[N_FAULTS] = { 0 };

	(void)state;
	for (int i = 0; found[FAULT(MUST_FIND)] == 0 && i < ROUNDS; i++)
		run(found);
	assert_int_not_equal(found[FAULT(MUST_FIND)], 0);
}

int
main(void)
{
	const bool is_broken = FAULT(MUST_FIND) != FAULT_none;
	const struct CMUnitTest tests[] = {
		is_broken
		    ? (struct CMUnitTest)cmocka_unit_test(
		          test_the_fault_of_a_broken_lock_is_found)
		    : (struct CMUnitTest)cmocka_unit_test(
		          test_readers_see_no_change_and_no_write_is_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
