/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A dump: what is left of a world after its panic, as a file.
 *
 * In this order, without gaps: header, CPUs, locks, console, world, trailer.
 * All numbers are the host's; a dump is read where it was written.  Threads and
 * locks are known by their addresses in the process that died, which nobody
 * follows: they are only compared.
 *
 * Everything but the trailer describes the moment at which the dump began,
 * before it took its first lock.  Sums are CRC-32.
 */
#ifndef BENCH_DRILL_FORMAT_DUMP_H
#define BENCH_DRILL_FORMAT_DUMP_H

#include <stdint.h>

#define DUMP_MAGIC   "slowdump"
#define DUMP_END     "dumpdone"
#define DUMP_VERSION 1

#define DUMP_MAGIC_BYTES 8
#define DUMP_NAME_BYTES  16
#define DUMP_TEXT_BYTES  256

#define DUMP_CPUS_MAX  256
#define DUMP_LOCKS_MAX 32
#define DUMP_HELD_MAX  8
#define DUMP_WORDS_MAX 5
#define DUMP_REGISTERS 32

/* No lock, no CPU. */
#define DUMP_NONE UINT32_MAX

/* A stretch of the file. */
struct dump_part {
	uint64_t offset;
	uint64_t n_bytes;
};

struct dump_header {
	char magic[DUMP_MAGIC_BYTES]; /* DUMP_MAGIC, without its end */
	uint32_t version;
	uint32_t is_stopped; /* the stopped flag is set: locks are faked */
	char check[DUMP_NAME_BYTES];   /* how the locks ask for it */
	char message[DUMP_TEXT_BYTES]; /* the panic's; ends in 0 */
	uint32_t n_cpus;
	uint32_t n_locks;
	uint32_t panicker;  /* its CPU */
	uint32_t world_sum; /* of the world's memory, before it was written */
	uint64_t text_base; /* where the program was loaded: pc - text_base */
	struct dump_part cpus;    /* n_cpus of struct dump_cpu */
	struct dump_part locks;   /* n_locks of struct dump_lock */
	struct dump_part console; /* text, not ended */
	struct dump_part world;   /* struct world_data */
	struct dump_part trailer; /* struct dump_trailer */
	uint32_t unused;          /* 0 */
	uint32_t sum;             /* of all of the header before this */
};

enum dump_cpu_state {
	DUMP_CPU_PANICKED,   /* it writes this */
	DUMP_CPU_LOST,       /* it panicked too, later */
	DUMP_CPU_STOPPED,    /* it answered: its context was saved */
	DUMP_CPU_UNANSWERED, /* it was told to stop and did not */
	DUMP_CPU_RUNNING,    /* it was not told to stop */
	DUMP_CPU_STATES
};

/* How a lock is held or wanted. */
enum dump_mode {
	DUMP_EXCLUSIVE,
	DUMP_SHARED,
	DUMP_MODES
};

/* A thread, which is a CPU to the panic. */
struct dump_cpu {
	char name[DUMP_NAME_BYTES]; /* ends in 0 */
	uint64_t thread;            /* the owner in a lock's word */
	uint32_t tid;
	uint32_t state;   /* enum dump_cpu_state */
	uint64_t stop_ns; /* from the first signal to its answer; 0 if none */

	/* Where it stopped or called panic(); 0 if it did neither. */
	uint64_t pc;
	uint64_t sp;
	uint64_t registers[DUMP_REGISTERS];

	/* What the locks know of it (locks/thread.h). */
	uint64_t waits_on; /* the lock it is queued for, if it is not running */
	uint32_t is_running;
	uint32_t spin_nest;
	uint32_t crit_nest;
	uint32_t rw_rlocks;
	uint32_t lk_shares;

	/* What it noted itself: indices of locks, enum dump_mode. */
	uint32_t n_held;
	uint32_t held[DUMP_HELD_MAX];
	uint32_t held_mode[DUMP_HELD_MAX];
	uint32_t wants; /* the lock it asks for, or DUMP_NONE */
	uint32_t wants_mode;
	uint64_t n_steps; /* of its work */
};

struct dump_lock {
	char name[DUMP_NAME_BYTES]; /* what it guards: "table" */
	char kind[DUMP_NAME_BYTES]; /* "rw" */
	uint64_t address;
	/*
	 * The lock word; of an rm its mutex's, then the readers' tokens.  What
	 * it says is told by the headers in locks/.
	 */
	uint64_t words[DUMP_WORDS_MAX];
	uint32_t n_words;
	uint32_t recurse;
};

/* How the dump got a lock. */
enum dump_take {
	DUMP_NOT_TAKEN,
	DUMP_REAL,  /* the word said that it had it, or that it had before */
	DUMP_FAKED, /* the word said otherwise all the while */
	DUMP_TAKES
};

struct dump_trailer {
	char magic[DUMP_MAGIC_BYTES];         /* DUMP_END */
	uint32_t take[DUMP_LOCKS_MAX];        /* enum dump_take */
	uint64_t words_after[DUMP_LOCKS_MAX]; /* words[0], once written */
	uint64_t dump_ns;   /* from the dump's begin to here */
	uint32_t world_sum; /* of the world's memory, after it was written */
	uint32_t file_sum;  /* of all of the file before the trailer */
	uint32_t unused;    /* 0 */
	uint32_t sum;       /* of all of the trailer before this */
};

#endif /* BENCH_DRILL_FORMAT_DUMP_H */
