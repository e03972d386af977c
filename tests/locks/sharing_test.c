/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of any lock with readers that nobody writes while somebody reads: two
 * plain variables are written together, and every reader finds them equal and
 * unchanged for as long as it reads, even across an upgrade and a downgrade.
 * More threads than CPUs, so that holders are preempted.  A lock that is broken
 * must show the fault that subject.must_find names.
 */
#define KIND "sharing"
#include "effort.h"
#include "kind.h"

#include <pthread.h>
#include <sched.h>

#define N_THREADS 4
#define PASSES    50000

#define WRITES_PER_REST 50

/* For a lock that must show a fault, one round may be lucky; not so many. */
#define ROUNDS 500

/* What may be found of a lock. */
enum fault {
	FAULT_CHANGED_WHILE_READ,
	FAULT_WRITE_LOST,
	FAULT_CHANGED_BY_UPGRADE,
	FAULT_CHANGED_BY_DOWNGRADE,
	N_FAULTS
};

/* As subject.must_find has them. */
static const char *const faults[N_FAULTS] = {
	[FAULT_CHANGED_WHILE_READ] = "changed_while_read",
	[FAULT_WRITE_LOST] = "write_lost",
	[FAULT_CHANGED_BY_UPGRADE] = "changed_by_upgrade",
	[FAULT_CHANGED_BY_DOWNGRADE] = "changed_by_downgrade",
};

struct shared {
	struct subject_lock lock;
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
	find(me, me->shared->second != first, FAULT_CHANGED_WHILE_READ);
	look_again();
	find(me, me->shared->first != first, FAULT_CHANGED_WHILE_READ);
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
	struct subject_lock *s = &me->shared->lock;

	if (!by_try || !subject.tryrlock(s, &me->td))
		subject.rlock(s, &me->td);
	look(me);
	subject.runlock(s, &me->td);
}

static void
write_pass(struct worker *me, bool by_try)
{
	struct subject_lock *s = &me->shared->lock;

	if (!by_try || !subject.trylock(s, &me->td))
		subject.lock(s, &me->td);
	write_both(me);
	subject.unlock(s, &me->td);
}

/* Reads, and writes only if it may without letting go; then reads on. */
static void
upgrade_pass(struct worker *me)
{
	struct subject_lock *s = &me->shared->lock;
	unsigned long before;

	subject.rlock(s, &me->td);
	before = look(me);
	if (subject.tryupgrade(s, &me->td)) {
		find(me, look(me) != before, FAULT_CHANGED_BY_UPGRADE);
		write_both(me);
		subject.downgrade(s, &me->td);
	}
	look(me);
	subject.runlock(s, &me->td);
}

static void
downgrade_pass(struct worker *me)
{
	struct subject_lock *s = &me->shared->lock;
	unsigned long written;

	subject.lock(s, &me->td);
	write_both(me);
	written = look(me);
	subject.downgrade(s, &me->td);
	find(me, look(me) != written, FAULT_CHANGED_BY_DOWNGRADE);
	subject.runlock(s, &me->td);
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
		else if (subject.has_upgrade)
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

	subject.init(&shared.lock);
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
	ret_found[FAULT_WRITE_LOST] += n_writes - shared.first;
	pthread_barrier_destroy(&shared.start);
}

static bool
must_be_right(void)
{
	return kind_is_asked_for() && subject.must_find[0] == '\0';
}

static bool
must_be_found_out(void)
{
	return kind_is_asked_for() && subject.must_find[0] != '\0';
}

TEST_WHERE(
    must_be_right, readers_see_no_change_and_no_write_is_lost, NULL, NULL)
{
	unsigned long found[N_FAULTS] = { 0 };

	run(found);
	for (int i = 0; i < N_FAULTS; i++)
		assert_int_equal(found[i], 0);
}

TEST_WHERE(must_be_found_out, the_fault_of_a_broken_lock_is_found, NULL, NULL)
{
	unsigned long found[N_FAULTS] = { 0 };
	unsigned fault = 0;

	while (
	    fault < N_FAULTS && strcmp(faults[fault], subject.must_find) != 0)
		fault++;
	assert_int_not_equal(fault, N_FAULTS);
	for (int i = 0; found[fault] == 0 && i < ROUNDS; i++)
		run(found);
	assert_int_not_equal(found[fault], 0);
}
