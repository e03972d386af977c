/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The world: the data that the locks guard.  It is plain memory without
 * pointers, so that a dump of it can be checked anywhere; the locks lie
 * elsewhere (world.h).
 *
 * Each part has a lock and an invariant, which holds whenever no thread is
 * inside.
 */
#ifndef BENCH_DRILL_FORMAT_WORLD_DATA_H
#define BENCH_DRILL_FORMAT_WORLD_DATA_H

#include <stddef.h>
#include <stdint.h>

#define WORLD_NODES    256
#define WORLD_BUCKETS  32
#define WORLD_RECORDS  64
#define WORLD_BLOCKS   8
#define WORLD_WORDS    60
#define WORLD_COUNTERS 64
#define WORLD_ACCOUNTS 32
#define WORLD_QUEUES   2
#define WORLD_JOBS     16

/* The end of a list of nodes. */
#define WORLD_NIL UINT32_MAX

/* The locks, each with the part that it guards. */
enum world_lock {
	WORLD_POOL,    /* spin: free nodes */
	WORLD_TABLE,   /* rw: a hash table of nodes */
	WORLD_LOG,     /* mtx: a ring of records */
	WORLD_COUNTER, /* rm: counters that cancel out */
	WORLD_ACCOUNT, /* sx: accounts with a fixed total */
	WORLD_DISK,    /* mtx: the disk's driver: nothing in the dump */
	WORLD_QUEUE,   /* spin, WORLD_QUEUES of them: jobs, by tdlock */
	WORLD_BLOCK = WORLD_QUEUE + WORLD_QUEUES, /* lk, one a block */
	WORLD_LOCKS = WORLD_BLOCK + WORLD_BLOCKS
};

/* In the pool or, with its content, in the table. */
struct world_node {
	uint32_t next;
	uint32_t key;
	uint64_t content[6]; /* world_word(key, i), while it is in the table */
};

struct world_pool {
	uint32_t first;
	uint32_t n_free; /* as many as the list has */
};

struct world_table {
	uint32_t bucket[WORLD_BUCKETS]; /* of key % WORLD_BUCKETS */
	uint32_t n_nodes;               /* as many as all lists have */
	uint32_t key_sum;               /* of their keys */
};

/* Record n lies at n modulo WORLD_RECORDS. */
struct world_log {
	uint64_t n_records; /* written so far */
	struct world_record {
		uint64_t number;
		uint64_t words[6]; /* world_word(number, i) */
	} records[WORLD_RECORDS];
};

/* A block of the file in memory, as it will be on the disk. */
struct world_block {
	uint64_t generation;
	uint64_t words[WORLD_WORDS]; /* world_word(generation, i) */
	uint64_t sum;                /* world_sum() of generation and words */
	uint64_t is_dirty;           /* the disk has another generation */
};

struct world_data {
	struct world_node nodes[WORLD_NODES];
	struct world_pool pool;
	struct world_table table;
	struct world_log log;
	uint64_t counters[WORLD_COUNTERS]; /* their sum is 0 */
	uint64_t accounts[WORLD_ACCOUNTS]; /* WORLD_ACCOUNTS * 1000 in all */
	uint32_t queue_of[WORLD_JOBS];     /* in which each job is */
	uint32_t n_jobs[WORLD_QUEUES];     /* as many as are in it */
	struct world_block blocks[WORLD_BLOCKS];
};

/* Returns the only value that may stand in a place that belongs to a number. */
static inline uint64_t
world_word(uint64_t number, uint64_t place)
{
	return (number * 64 + place) * 0x9e3779b97f4a7c15u;
}

/*
 * Returns the sum of a block with this generation and these words.  Allocates
 * nothing and takes no lock, so it may be called after a panic.
 */
uint64_t world_sum(uint64_t generation, const uint64_t words[WORLD_WORDS]);

/*
 * Checks the invariants of *world, which may be any bytes.  Leaves out parts
 * with a thread inside: their locks are in held, as bits 1 << enum world_lock.
 * Returns NULL if all hold, or else which does not.
 */
const char *world_check(const struct world_data *world, uint64_t held);

/* Names a lock: "pool", "block 3".  NULL if there is none. */
const char *world_lock_name(unsigned lock);

/* Its kind: "spin". */
const char *world_lock_kind(unsigned lock);

#endif /* BENCH_DRILL_FORMAT_WORLD_DATA_H */
