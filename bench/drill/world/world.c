/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/world/world.h"

#include "base/clock.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <time.h>

/* A thread that thinks does so for 0 to 2 times this. */
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

/*
 * Without rest, more threads than processors would only take turns.  A signal
 * does not end the rest: a thread that wakes up would be in the way of the
 * next.
 */
static void
think(struct world_cpu *cpu)
{
	const unsigned share = 1 + world.n_cpus / (4 * world.n_host_cpus);
	const uint64_t until_ns =
	    clock_now_ns() + world_throw(cpu, 2 * THINK_NS * share);
	const struct timespec until = {
		.tv_sec = (time_t)(until_ns / 1000000000u),
		.tv_nsec = (long)(until_ns % 1000000000u),
	};

	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) ==
	    EINTR)
		;
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

/* An interrupt of a device, which may come anywhere but in a spin section. */
void
world_interrupt(struct world_cpu *cpu)
{
	const struct world_notes notes = cpu->notes;

	if (cpu->td.spin_nest > 0)
		return;
	pool_turn(cpu);
	cpu->notes = notes;
}
