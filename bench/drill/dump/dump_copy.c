/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/dump/dump_copy.h"

#include <string.h>

static enum dump_cpu_state
state_of(const struct panic_cpu *cpu)
{
	static const enum dump_cpu_state states[] = {
		[PANIC_CPU_RUNNING] = DUMP_CPU_RUNNING,
		[PANIC_CPU_UNANSWERED] = DUMP_CPU_UNANSWERED,
		[PANIC_CPU_STOPPED] = DUMP_CPU_STOPPED,
		[PANIC_CPU_LOST] = DUMP_CPU_LOST,
		[PANIC_CPU_ELECTED] = DUMP_CPU_PANICKED,
	};

	return states[panic_cpu_state(cpu)];
}

/* Copies notes.  A thread that did not stop may write them meanwhile. */
static void
copy_notes(const struct world_notes *notes, struct dump_cpu *ret)
{
	const unsigned wants = notes->wants;

	ret->wants = wants < WORLD_LOCKS ? wants : DUMP_NONE;
	ret->wants_mode = notes->wants_mode == DUMP_SHARED;
	ret->n_held = notes->n_held;
	if (ret->n_held > DUMP_HELD_MAX)
		ret->n_held = DUMP_HELD_MAX;
	for (unsigned i = 0; i < ret->n_held; i++) {
		ret->held[i] = notes->held[i];
		ret->held_mode[i] = notes->held_mode[i] == DUMP_SHARED;
	}
}

void
dump_copy_cpu(
    const struct panic_cpu *cpu, uint64_t signalled_ns, struct dump_cpu *ret)
{
	const struct world_cpu *of = (const struct world_cpu *)cpu;

	*ret = (struct dump_cpu){
		.thread = (uintptr_t)&of->td,
		.tid = (uint32_t)cpu->tid,
		.state = state_of(cpu),
		.waits_on = (uintptr_t)of->td.waits_on,
		.is_running = thread_is_running(&of->td),
		.spin_nest = of->td.spin_nest,
		.crit_nest = of->td.crit_nest,
		.rw_rlocks = of->td.rw_rlocks,
		.lk_shares = of->td.lk_shares,
		.n_steps = of->n_steps,
	};
	memcpy(ret->name, cpu->name, sizeof(ret->name));
	copy_notes(&of->notes, ret);
	/*
	 * Pairs with the release in its handler.  A thread that lost the
	 * election is stopped, too.
	 */
	if (atomic_load_acq(&cpu->is_stopped))
		ret->stop_ns = cpu->stopped_ns - signalled_ns;
	else if (ret->state != DUMP_CPU_PANICKED)
		return;
	ret->pc = cpu->context.pc;
	ret->sp = cpu->context.sp;
	memcpy(ret->registers, cpu->context.registers, sizeof(ret->registers));
}

static void
copy_words(const atomic_word *words, unsigned n, struct dump_lock *ret)
{
	ret->address = (uintptr_t)words;
	for (unsigned i = 0; i < n; i++)
		ret->words[i] = atomic_load_rlx(&words[i]);
	ret->n_words = n;
}

static void
copy_rm(const struct rm *rm, struct dump_lock *ret)
{
	ret->address = (uintptr_t)rm;
	ret->words[0] = atomic_load_rlx(&rm->mtx.word);
	for (unsigned i = 0; i < RENDEZVOUS_WORDS; i++)
		ret->words[1 + i] = atomic_load_rlx(&rm->word[i]);
	ret->n_words = 1 + RENDEZVOUS_WORDS;
}

void
dump_copy_lock(enum world_lock lock, struct dump_lock *ret)
{
	const struct world_locks *locks = &world.locks;
	const struct spin *queue = locks->queue;
	const struct lk *block = locks->block;

	*ret = (struct dump_lock){ 0 };
	strncpy(ret->name, world_lock_name(lock), sizeof(ret->name) - 1);
	strncpy(ret->kind, world_lock_kind(lock), sizeof(ret->kind) - 1);
	switch (lock) {
	case WORLD_POOL:
		copy_words(&locks->pool.word, 1, ret);
		ret->recurse = locks->pool.recurse;
		break;
	case WORLD_TABLE:
		copy_words(&locks->table.word, 1, ret);
		ret->recurse = locks->table.recurse;
		break;
	case WORLD_LOG:
		copy_words(&locks->log.word, 1, ret);
		ret->recurse = locks->log.recurse;
		break;
	case WORLD_COUNTER:
		copy_rm(&locks->counter, ret);
		break;
	case WORLD_ACCOUNT:
		copy_words(&locks->account.word, 1, ret);
		ret->recurse = locks->account.recurse;
		break;
	case WORLD_DISK:
		copy_words(&locks->disk.word, 1, ret);
		ret->recurse = locks->disk.recurse;
		break;
	default:
		if (lock < WORLD_BLOCK) {
			queue += lock - WORLD_QUEUE;
			copy_words(&queue->word, 1, ret);
			ret->recurse = queue->recurse;
		} else {
			block += lock - WORLD_BLOCK;
			copy_words(&block->word, 1, ret);
			ret->recurse = block->recurse;
		}
	}
}
