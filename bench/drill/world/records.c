/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Records: a log under mtx, counters under rm, accounts under sx, and jobs that
 * move between two queues.  The tdlock of a job points to the spin lock of its
 * queue.
 */
#include "bench/drill/world/world.h"

#include <stdlib.h>

/*
 * Larger than what malloc caches for a thread, so that it takes the arena's
 * lock.
 */
#define LINE_LEAST 2048
#define LINE_MOST  32768

#define COUNTER_WRITES_PERCENT 5
#define ACCOUNT_START          1000

void
log_init(void)
{
	world.data.log = (struct world_log){ 0 };
}

static void
write_record(struct world_cpu *cpu, uint64_t *line)
{
	struct world_log *log = &world.data.log;
	struct world_record *record =
	    &log->records[log->n_records % WORLD_RECORDS];

	for (unsigned i = 0; i < 6; i++)
		line[i] = world_word(log->n_records, i);
	record->number = log->n_records;
	for (unsigned i = 0; i < 6; i++) {
		record->words[i] = line[i];
		if (i == 3)
			world_moment(cpu, WORLD_LOG);
	}
	log->n_records++;
}

/* A line that grows while it is formatted. */
static uint64_t *
make_line(void)
{
	uint64_t *line = NULL;

	for (size_t n = LINE_LEAST; n <= LINE_MOST; n *= 2) {
		uint64_t *longer = realloc(line, n);

		if (longer == NULL)
			break;
		line = longer;
	}
	return line;
}

/* Formats a record in allocated memory, as real code does under a lock. */
static void
append(struct world_cpu *cpu)
{
	uint64_t *line;

	world_acquire(cpu, WORLD_LOG, DUMP_EXCLUSIVE);
	cpu->in_malloc = true;
	line = make_line();
	cpu->in_malloc = false;
	if (line != NULL)
		write_record(cpu, line);
	cpu->in_malloc = true;
	free(line);
	cpu->in_malloc = false;
	world_release(cpu, WORLD_LOG);
}

void
log_step(struct world_cpu *cpu)
{
	append(cpu);
}

void
counter_init(void)
{
	for (unsigned i = 0; i < WORLD_COUNTERS; i++)
		world.data.counters[i] = 0;
}

void
counter_step(struct world_cpu *cpu)
{
	uint64_t *counters = world.data.counters;
	uint64_t sum = 0;

	if (world_throw(cpu, 100) < COUNTER_WRITES_PERCENT) {
		world_acquire(cpu, WORLD_COUNTER, DUMP_EXCLUSIVE);
		counters[world_throw(cpu, WORLD_COUNTERS)]++;
		world_moment(cpu, WORLD_COUNTER);
		counters[world_throw(cpu, WORLD_COUNTERS)]--;
	} else {
		world_acquire(cpu, WORLD_COUNTER, DUMP_SHARED);
		for (unsigned i = 0; i < WORLD_COUNTERS; i++)
			sum += counters[i];
		world_use(sum);
		world_moment(cpu, WORLD_COUNTER);
	}
	world_release(cpu, WORLD_COUNTER);
}

void
account_init(void)
{
	for (unsigned i = 0; i < WORLD_ACCOUNTS; i++)
		world.data.accounts[i] = ACCOUNT_START;
}

void
account_step(struct world_cpu *cpu)
{
	uint64_t *accounts = world.data.accounts;
	uint64_t sum = 0;

	if (world_throw(cpu, 2) == 0) {
		const unsigned amount = world_throw(cpu, 10);

		world_acquire(cpu, WORLD_ACCOUNT, DUMP_EXCLUSIVE);
		accounts[world_throw(cpu, WORLD_ACCOUNTS)] -= amount;
		world_moment(cpu, WORLD_ACCOUNT);
		append(cpu);
		accounts[world_throw(cpu, WORLD_ACCOUNTS)] += amount;
	} else {
		world_acquire(cpu, WORLD_ACCOUNT, DUMP_SHARED);
		for (unsigned i = 0; i < WORLD_ACCOUNTS; i++)
			sum += accounts[i];
		world_use(sum);
		world_moment(cpu, WORLD_ACCOUNT);
	}
	world_release(cpu, WORLD_ACCOUNT);
}

void
queue_init(void)
{
	for (unsigned i = 0; i < WORLD_QUEUES; i++)
		world.data.n_jobs[i] = 0;
	for (unsigned i = 0; i < WORLD_JOBS; i++) {
		const unsigned queue = i % WORLD_QUEUES;

		tdlock_init(&world.locks.job[i]);
		atomic_store_rlx(&world.locks.job[i].in_force,
		    (uintptr_t)&world.locks.queue[queue]);
		world.data.queue_of[i] = queue;
		world.data.n_jobs[queue]++;
	}
}

/* Moves a job to the other queue.  The locks of both queues are held. */
static void
move_job(struct world_cpu *cpu, unsigned job, unsigned from, unsigned to)
{
	world.data.queue_of[job] = to;
	world.data.n_jobs[from]--;
	world_moment(cpu, WORLD_QUEUE + from);
	world.data.n_jobs[to]++;
	world_forget(cpu, WORLD_QUEUE + from);
	tdlock_set(&world.locks.job[job], &world.locks.queue[to], &cpu->td);
}

/*
 * Locks a job, in whichever queue it is, and moves it if the other queue's lock
 * is free.  To wait for that lock could be a deadlock: its owner may wait for
 * this one.
 */
void
queue_step(struct world_cpu *cpu)
{
	const unsigned job = world_throw(cpu, WORLD_JOBS);
	struct tdlock *lock = &world.locks.job[job];
	struct spin *queues = world.locks.queue;
	unsigned from;

	cpu->notes.wants_mode = DUMP_EXCLUSIVE;
	cpu->notes.wants =
	    WORLD_QUEUE + (unsigned)(tdlock_in_force(lock) - queues);
	compiler_barrier();
	tdlock_lock(lock, &cpu->td);
	from = (unsigned)(tdlock_in_force(lock) - queues);
	world_note(cpu, WORLD_QUEUE + from, DUMP_EXCLUSIVE);
	if (spin_trylock(&queues[!from], &cpu->td)) {
		world_note(cpu, WORLD_QUEUE + !from, DUMP_EXCLUSIVE);
		move_job(cpu, job, from, !from);
		from = !from;
	}
	world_forget(cpu, WORLD_QUEUE + from);
	tdlock_unlock(lock, &cpu->td);
}
