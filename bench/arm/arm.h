/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * An arm: one lock with one check at one place, compiled, in a shared object of
 * its own that exports a single symbol, `const struct arm arm`.  The engine
 * knows locks only through this header, so a lock built from another commit, or
 * somebody's own, is measured like ours.
 *
 * Every arm of a row works on the same memory: the engine gives each the same
 * site and the same threads, one arm after the other, and has the arm
 * initialise them anew before each slice.  The offset of its loops modulo 64 is
 * no part of it: the loader gives it (bench/arm/loader.h).
 */
#ifndef BENCH_ARM_ARM_H
#define BENCH_ARM_ARM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Changes whenever a field or its meaning does; fields are only appended. */
#define ARM_ABI 4

/* The oldest that is still loaded: its struct arm ends with `ops`. */
#define ARM_ABI_OLDEST 3

/* The exported symbol. */
#define ARM_SYMBOL "arm"

/* Room for a lock, and for what an arm keeps of a thread. */
#define ARM_LOCK_BYTES   128
#define ARM_THREAD_BYTES 384

/* Opaque: the arm's own idea of a thread, at most ARM_THREAD_BYTES. */
struct thread;

/*
 * A lock and what stands around it.  An arm is given the address of the lock,
 * which is that of the site; a case that needs the rest converts it back.
 */
struct arm_site {
	/* The lock's pair of lines, with nothing else in it. */
	_Alignas(128) unsigned char lock[ARM_LOCK_BYTES];

	/* What the lock guards: plain memory, touched by its holder alone. */
	_Alignas(128) uint64_t count; /* critical sections passed */
	uint64_t handoffs;            /* of these, by another than before */
	struct thread *last;          /* the thread that passed last */

	/*
	 * The thread at the lock's door last.  Written before an acquisition of
	 * the case `handoff`, read by the holder.
	 */
	_Alignas(128) struct thread *door;

	/* A thread that never runs, for cases that need one more. */
	struct thread *other;

	/* Read only while arms run. */
	_Alignas(128) uint64_t crit_steps; /* work under the lock, in steps */
	uint64_t par_steps;                /* work outside */
	uint64_t plant_steps;              /* of a planted delay */
	uint64_t plant_mask; /* a delay follows every plant_mask + 1 passes */
};

/* What a case promises of its acquisitions. */
enum arm_slow_path {
	ARM_SLOW_NONE,  /* none enters the hard path */
	ARM_SLOW_SOME,  /* some do: contention decides */
	ARM_SLOW_EVERY, /* every one does */
	ARM_SLOW_ANY,   /* nothing is promised: it depends on the lock */
};

struct arm_case {
	const char *name;
	enum arm_slow_path slow_path;

	/*
	 * Prepare the lock for a slice and put it back: called by *td's thread
	 * outside the timed part, while no other thread is near the lock.
	 * *other is a thread that never runs.  Either may be NULL.
	 */
	void (*begin)(void *lock, struct thread *td, struct thread *other);
	void (*end)(void *lock, struct thread *td, struct thread *other);

	/*
	 * Makes n passes (n > 0) with the lock's fast path inlined.  Nothing
	 * but the passes is in its loop.
	 */
	void (*run)(void *lock, struct thread *td, uint64_t n);
};

/* One operation with its fast path inlined, and nothing around it. */
struct arm_op {
	const char *name; /* the verb: "lock", "tryrlock" */
	void (*run)(void *lock, struct thread *td);
};

/* What can be counted of an arm one by one; no part of what is timed. */
struct arm_ops {
	const struct arm_op *list; /* each that the lock has */
	uint32_t n;

	/*
	 * Says that the world has stopped and *td, which is the calling thread,
	 * alone goes on; or takes it back.  NULL where nothing asks for it.
	 */
	void (*stop)(struct thread *td, bool is_stopped);

	bool recurses; /* its owner may lock it again */
	bool sleeps;   /* a waiting thread may sleep in the kernel */
};

struct arm {
	uint32_t abi; /* ARM_ABI */
	uint32_t n_cases;
	const char *lock;  /* "mtx" */
	const char *check; /* "none", "global", ... */
	const char *place; /* "hard", "entry", or "" without a check */
	const char *role;  /* what it was built as: see bench/arm/catalog.h */
	const char *what;  /* its check, or its lock, in a line for people */

	/* At most ARM_LOCK_BYTES and ARM_THREAD_BYTES. */
	uint32_t lock_bytes;
	uint32_t thread_bytes;

	void (*lock_init)(void *lock);

	/*
	 * Makes *td a thread that holds nothing, and makes it the calling
	 * thread until the next call.  A thread of zeroes holds nothing and
	 * does not run.
	 */
	void (*thread_init)(struct thread *td);

	/*
	 * Names the means of the system that the lock uses, such as
	 * "membarrier"; NULL if it has no choice.
	 */
	const char *(*means)(void);

	/*
	 * Acquisitions of *td so far that entered the hard path; NULL where the
	 * arm does not count them.
	 */
	uint64_t (*hard_entries)(const struct thread *td);

	/*
	 * How many passes of *td only read, and saw no write; NULL if no case
	 * has such.  With the site's count they make up all passes, or else
	 * exclusion was broken.
	 */
	uint64_t (*reads)(const struct thread *td);

	/*
	 * The locks beside which a reference is shown, comma-separated; NULL:
	 * all that have the case.
	 */
	const char *beside;

	/* Takes steps dependent steps: the work of crit_steps and par_steps. */
	void (*work)(uint64_t steps);

	const struct arm_case *const *cases;

	/* NULL where none is counted. */
	const struct arm_ops *ops;

	/*
	 * What made the arm, recorded when it was compiled: "gcc", "12.2.0",
	 * "-O2 -g ...".  NULL where that is not known.  ABI 3 ends before.
	 */
	const char *compiler;
	const char *compiler_version;
	const char *flags;
};

#endif /* BENCH_ARM_ARM_H */
