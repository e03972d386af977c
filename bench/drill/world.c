/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/world.h"

#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* Of a thread that has to think: 0 to 2 times this. */
#define THINK_NS 100000

/* Steps between two thoughts, on average. */
#define STEPS_PER_THOUGHT 32

struct world world;

static unsigned
count_host_cpus(void)
{
	cpu_set_t set;

	return sched_getaffinity(0, sizeof(set), &set) == 0
	    ? (unsigned)CPU_COUNT(&set)
	    : 1;
}

static void
init_locks(struct world_locks *locks)
{
	spin_init(&locks->pool);
	rw_init(&locks->table);
	mtx_init(&locks->log);
	rm_init(&locks->counter);
	sx_init(&locks->account);
	mtx_init(&locks->disk);
	for (unsigned i = 0; i < WORLD_QUEUES; i++)
		spin_init(&locks->queue[i]);
	for (unsigned i = 0; i < WORLD_BLOCKS; i++)
		lk_init(&locks->block[i]);
}

int
world_init(int block_file, unsigned n_cpus)
{
	world.block_file = block_file;
	world.n_cpus = n_cpus;
	world.n_host_cpus = count_host_cpus();
	atomic_store_rlx(&world.armed, DUMP_NONE);
	init_locks(&world.locks);
	table_init();
	log_init();
	counter_init();
	account_init();
	queue_init();
	return block_init();
}

int
world_join(struct world_cpu *cpu, unsigned number, uint64_t seed)
{
	char name[PANIC_NAME_BYTES];

	thread_init(&cpu->td);
	stop_enter(&cpu->td);
	cpu->notes = (struct world_notes){ .wants = DUMP_NONE };
	cpu->dice = seed + number;
	cpu->n_steps = 0;
	cpu->in_malloc = false;
	snprintf(name, sizeof(name), "cpu%u", number);
	return panic_join(&cpu->panic, name, &cpu->td);
}

void
world_note(struct world_cpu *cpu, enum world_lock lock, enum dump_mode mode)
{
	struct world_notes *notes = &cpu->notes;

	if (notes->n_held < DUMP_HELD_MAX) {
		notes->held[notes->n_held] = lock;
		notes->held_mode[notes->n_held] = mode;
	}
	compiler_barrier();
	notes->n_held++;
	compiler_barrier();
	notes->wants = DUMP_NONE;
}

void
world_forget(struct world_cpu *cpu, enum world_lock lock)
{
	struct world_notes *notes = &cpu->notes;
	unsigned i = notes->n_held;

	/* The latest: sections end in the order of their begins, or almost. */
	while (i > 0 && notes->held[i - 1] != lock)
		i--;
	for (; i > 0 && i < notes->n_held; i++) {
		notes->held[i - 1] = notes->held[i];
		notes->held_mode[i - 1] = notes->held_mode[i];
	}
	notes->n_held--;
	compiler_barrier();
}

static void
lock_exclusive(
    struct world_locks *locks, enum world_lock lock, struct thread *td)
{
	switch (lock) {
	case WORLD_POOL:
		spin_lock(&locks->pool, td);
		break;
	case WORLD_TABLE:
		rw_lock(&locks->table, td);
		break;
	case WORLD_LOG:
		mtx_lock(&locks->log, td);
		break;
	case WORLD_COUNTER:
		rm_lock(&locks->counter, td);
		break;
	case WORLD_ACCOUNT:
		sx_lock(&locks->account, td);
		break;
	case WORLD_DISK:
		mtx_lock(&locks->disk, td);
		break;
	default:
		if (lock < WORLD_BLOCK)
			spin_lock(&locks->queue[lock - WORLD_QUEUE], td);
		else
			lk_lock(&locks->block[lock - WORLD_BLOCK], td);
	}
}

static void
lock_shared(struct world_locks *locks, enum world_lock lock, struct thread *td)
{
	switch (lock) {
	case WORLD_TABLE:
		rw_rlock(&locks->table, td);
		break;
	case WORLD_COUNTER:
		rm_rlock(&locks->counter, td);
		break;
	case WORLD_ACCOUNT:
		sx_rlock(&locks->account, td);
		break;
	default:
		lk_rlock(&locks->block[lock - WORLD_BLOCK], td);
	}
}

void
world_acquire(struct world_cpu *cpu, enum world_lock lock, enum dump_mode mode)
{
	cpu->notes.wants_mode = mode;
	cpu->notes.wants = lock;
	compiler_barrier();
	if (mode == DUMP_SHARED)
		lock_shared(&world.locks, lock, &cpu->td);
	else
		lock_exclusive(&world.locks, lock, &cpu->td);
	world_note(cpu, lock, mode);
}

static void
unlock_exclusive(
    struct world_locks *locks, enum world_lock lock, struct thread *td)
{
	switch (lock) {
	case WORLD_POOL:
		spin_unlock(&locks->pool, td);
		break;
	case WORLD_TABLE:
		rw_unlock(&locks->table, td);
		break;
	case WORLD_LOG:
		mtx_unlock(&locks->log, td);
		break;
	case WORLD_COUNTER:
		rm_unlock(&locks->counter, td);
		break;
	case WORLD_ACCOUNT:
		sx_unlock(&locks->account, td);
		break;
	case WORLD_DISK:
		mtx_unlock(&locks->disk, td);
		break;
	default:
		if (lock < WORLD_BLOCK)
			spin_unlock(&locks->queue[lock - WORLD_QUEUE], td);
		else
			lk_unlock(&locks->block[lock - WORLD_BLOCK], td);
	}
}

static void
unlock_shared(
    struct world_locks *locks, enum world_lock lock, struct thread *td)
{
	switch (lock) {
	case WORLD_TABLE:
		rw_runlock(&locks->table, td);
		break;
	case WORLD_COUNTER:
		rm_runlock(&locks->counter, td);
		break;
	case WORLD_ACCOUNT:
		sx_runlock(&locks->account, td);
		break;
	default:
		lk_runlock(&locks->block[lock - WORLD_BLOCK], td);
	}
}

/* How the latest acquisition of the lock that is noted was made. */
static enum dump_mode
mode_of(const struct world_notes *notes, enum world_lock lock)
{
	for (unsigned i = notes->n_held; i > 0; i--)
		if (notes->held[i - 1] == lock)
			return notes->held_mode[i - 1];
	return DUMP_EXCLUSIVE;
}

void
world_release(struct world_cpu *cpu, enum world_lock lock)
{
	const enum dump_mode mode = mode_of(&cpu->notes, lock);

	world_forget(cpu, lock);
	if (mode == DUMP_SHARED)
		unlock_shared(&world.locks, lock, &cpu->td);
	else
		unlock_exclusive(&world.locks, lock, &cpu->td);
}

bool
world_owns(const struct world_cpu *cpu, enum world_lock lock)
{
	const struct world_locks *locks = &world.locks;

	switch (lock) {
	case WORLD_POOL:
		return spin_owned(&locks->pool, &cpu->td);
	case WORLD_TABLE:
		return rw_owned(&locks->table, &cpu->td);
	case WORLD_LOG:
		return mtx_owned(&locks->log, &cpu->td);
	case WORLD_COUNTER:
		return rm_owned(&locks->counter, &cpu->td);
	case WORLD_ACCOUNT:
		return sx_owned(&locks->account, &cpu->td);
	case WORLD_DISK:
		return mtx_owned(&locks->disk, &cpu->td);
	default:
		if (lock < WORLD_BLOCK)
			return spin_owned(
			    &locks->queue[lock - WORLD_QUEUE], &cpu->td);
		return lk_owned(&locks->block[lock - WORLD_BLOCK], &cpu->td);
	}
}

/* More threads than processors that never rest would only take turns. */
static void
think(struct world_cpu *cpu)
{
	const unsigned share = 1 + world.n_cpus / (4 * world.n_host_cpus);
	const struct timespec time = {
		.tv_nsec = (long)world_throw(cpu, 2 * THINK_NS * share),
	};

	nanosleep(&time, NULL);
}

void
world_step(struct world_cpu *cpu)
{
	const unsigned side = world_throw(cpu, 100);

	if (side < 45)
		table_step(cpu);
	else if (side < 60)
		log_step(cpu);
	else if (side < 70)
		counter_step(cpu);
	else if (side < 80)
		account_step(cpu);
	else if (side < 90)
		queue_step(cpu);
	else
		block_step(cpu);
	cpu->n_steps++;
	if (world.n_cpus > world.n_host_cpus &&
	    world_throw(cpu, STEPS_PER_THOUGHT) == 0)
		think(cpu);
}

/* A device's: it may come anywhere but in a spin section, which masks it. */
void
world_interrupt(struct world_cpu *cpu)
{
	const struct world_notes notes = cpu->notes;
	const uint64_t dice = cpu->dice;

	if (cpu->td.spin_nest > 0)
		return;
	pool_put(cpu, pool_get(cpu));
	cpu->notes = notes;
	cpu->dice = dice;
}
