/* SPDX-License-Identifier: BSD-2-Clause */
/* The world's locks by their numbers, and what threads note of them. */
#include "bench/drill/world/world.h"

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

	/*
	 * The latest note of the lock comes first: sections are nested, or
	 * almost.
	 */
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
