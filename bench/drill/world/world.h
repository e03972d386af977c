/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A world to panic: threads that work on what world_data.h describes, each part
 * under its lock.  Compiled once for each check.
 *
 * The order of locks, outer first: account, table, block, log, disk, queue 0,
 * queue 1, pool.  Counters stand alone.
 *
 * Every thread notes which locks it holds and which it asks for, as WITNESS
 * does in a kernel, since a word does not name its readers.
 */
#ifndef BENCH_DRILL_WORLD_WORLD_H
#define BENCH_DRILL_WORLD_WORLD_H

#include "bench/drill/format/dump.h"
#include "bench/drill/format/world_data.h"
#include "locks/lk.h"
#include "locks/mtx.h"
#include "locks/panic.h"
#include "locks/rm.h"
#include "locks/rw.h"
#include "locks/sx.h"
#include "locks/tdlock.h"

struct world_locks {
	_Alignas(LINE_PAIR_BYTES) struct spin pool;
	_Alignas(LINE_PAIR_BYTES) struct rw table;
	_Alignas(LINE_PAIR_BYTES) struct mtx log;
	_Alignas(LINE_PAIR_BYTES) struct rm counter;
	_Alignas(LINE_PAIR_BYTES) struct sx account;
	_Alignas(LINE_PAIR_BYTES) struct mtx disk;
	_Alignas(LINE_PAIR_BYTES) struct spin queue[WORLD_QUEUES];
	_Alignas(LINE_PAIR_BYTES) struct lk block[WORLD_BLOCKS];
	_Alignas(LINE_PAIR_BYTES) struct tdlock job[WORLD_JOBS];
};

/* What a thread notes of itself; others read it when it stands still. */
struct world_notes {
	unsigned n_held;
	unsigned held[DUMP_HELD_MAX];      /* enum world_lock */
	unsigned held_mode[DUMP_HELD_MAX]; /* enum dump_mode */
	unsigned wants;                    /* enum world_lock, DUMP_NONE */
	unsigned wants_mode;
};

/* A thread of the world: a processor to its panic. */
struct world_cpu {
	struct panic_cpu panic;
	struct thread td;
	struct world_notes notes;
	uint64_t dice;
	uint64_t n_steps;
	volatile bool in_malloc; /* for its own interrupts */
};

struct world {
	struct world_locks locks;
	struct world_data data;
	int block_file;  /* blockfile.h; the disk's driver writes it */
	unsigned n_cpus; /* more than the host's: threads think at times */
	unsigned n_host_cpus;

	/*
	 * Called in the middle of a section of the lock `armed`.  WORLD_LOCKS
	 * means any lock, DUMP_NONE none.
	 */
	_Alignas(LINE_PAIR_BYTES) atomic_word armed;
	void (*at_moment)(struct world_cpu *cpu, enum world_lock lock);
};

extern struct world world;

/*
 * Makes the world, with its block file's first content.  Returns 0 or -errno.
 */
int world_init(int block_file, unsigned n_cpus);

/* Makes *cpu the calling thread, with a name from its number. */
int world_join(struct world_cpu *cpu, unsigned number, uint64_t seed);

/* Does one step of work.  The dice choose its kind. */
void world_step(struct world_cpu *cpu);

/* What a device's interrupt does on the thread that it interrupted. */
void world_interrupt(struct world_cpu *cpu);

/*
 * Take and give back a lock, for all threads and the dump alike, and note it.
 */
void world_acquire(
    struct world_cpu *cpu, enum world_lock lock, enum dump_mode mode);
void world_release(struct world_cpu *cpu, enum world_lock lock);

/* True if *cpu has the lock alone by its word.  A faked lock does not count. */
bool world_owns(const struct world_cpu *cpu, enum world_lock lock);

/* Note a lock that was taken, or given back, by other calls. */
void world_note(
    struct world_cpu *cpu, enum world_lock lock, enum dump_mode mode);
void world_forget(struct world_cpu *cpu, enum world_lock lock);

/*
 * Returns a number below n from the thread's own dice (Knuth's MMIX generator).
 */
static inline unsigned
world_throw(struct world_cpu *cpu, unsigned n)
{
	cpu->dice = cpu->dice * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)((cpu->dice >> 32) * n >> 32);
}

/* Uses a value, so that the compiler keeps the reads that it is made from. */
static inline void
world_use(uint64_t value)
{
	__asm__ volatile("" : : "r"(value));
}

/* To be called in the middle of every section. */
static inline void
world_moment(struct world_cpu *cpu, enum world_lock lock)
{
	const uintptr_t armed = atomic_load_acq(&world.armed);

	if (unlikely(armed == lock || armed == WORLD_LOCKS))
		world.at_moment(cpu, lock);
}

/* --- the parts: one step each --- */

void table_step(struct world_cpu *cpu);
void log_step(struct world_cpu *cpu);
void counter_step(struct world_cpu *cpu);
void account_step(struct world_cpu *cpu);
void queue_step(struct world_cpu *cpu);
void block_step(struct world_cpu *cpu);

/* Puts each part into its first state; no thread runs yet. */
void table_init(void);
void log_init(void);
void counter_init(void);
void account_init(void);
void queue_init(void);
int block_init(void);

/* Uses the free list as an interrupt does. */
void pool_turn(struct world_cpu *cpu);

/*
 * Writes the blocks that the disk does not have yet, as a sync does, and marks
 * the file clean.  Returns 0 or -errno.
 */
int block_sync(struct world_cpu *cpu);

/*
 * The disk's driver: writes n bytes at an offset of the open file fd, one
 * request at a time, under a mutex.  The block file and the dump both go
 * through it, as a kernel's dump goes through the driver that its file system
 * used a moment before.  Returns 0, or a negative errno with part of it
 * written.  Allocates nothing.
 */
int disk_write(
    struct world_cpu *cpu, int fd, uint64_t offset, const void *data, size_t n);

#endif /* BENCH_DRILL_WORLD_WORLD_H */
