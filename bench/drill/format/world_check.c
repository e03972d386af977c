/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The invariants of the world, one function for each part.  The bytes may be
 * anything: an index is checked before it is used, and a walk along a list ends
 * at a node that it has seen before, so that every loop ends.
 */
#include "bench/drill/format/dump_check.h"
#include "bench/drill/format/world_data.h"

#include <stdbool.h>

#define ACCOUNTS_TOTAL ((uint64_t)WORLD_ACCOUNTS * 1000)

static const struct {
	const char *name;
	const char *kind;
} LOCKS[WORLD_LOCKS] = {
	[WORLD_POOL] = { "pool", "spin" },
	[WORLD_TABLE] = { "table", "rw" },
	[WORLD_LOG] = { "log", "mtx" },
	[WORLD_COUNTER] = { "counter", "rm" },
	[WORLD_ACCOUNT] = { "account", "sx" },
	[WORLD_DISK] = { "disk", "mtx" },
	[WORLD_QUEUE + 0] = { "queue 0", "tdlock" },
	[WORLD_QUEUE + 1] = { "queue 1", "tdlock" },
	[WORLD_BLOCK + 0] = { "block 0", "lk" },
	[WORLD_BLOCK + 1] = { "block 1", "lk" },
	[WORLD_BLOCK + 2] = { "block 2", "lk" },
	[WORLD_BLOCK + 3] = { "block 3", "lk" },
	[WORLD_BLOCK + 4] = { "block 4", "lk" },
	[WORLD_BLOCK + 5] = { "block 5", "lk" },
	[WORLD_BLOCK + 6] = { "block 6", "lk" },
	[WORLD_BLOCK + 7] = { "block 7", "lk" },
};

_Static_assert(WORLD_QUEUES == 2 && WORLD_BLOCKS == 8, "all have their names");

/* Nodes that were seen in a list. */
struct world_seen {
	unsigned n;
	bool is_seen[WORLD_NODES];
};

static bool
is_held(uint64_t held, unsigned lock)
{
	return (held >> lock & 1) != 0;
}

/* Goes to a node of the pool's or the table's list. */
static const char *
see(struct world_seen *seen, uint32_t node)
{
	if (node >= WORLD_NODES)
		return "a list leads to a node that there is not";
	if (seen->is_seen[node])
		return "a node is in two places, or a list runs in a circle";
	seen->is_seen[node] = true;
	seen->n++;
	return NULL;
}

static const char *
check_pool(const struct world_data *w, struct world_seen *seen)
{
	const unsigned n_before = seen->n;

	for (uint32_t i = w->pool.first; i != WORLD_NIL; i = w->nodes[i].next) {
		const char *wrong = see(seen, i);

		if (wrong != NULL)
			return wrong;
	}
	if (seen->n - n_before != w->pool.n_free)
		return "the pool has another number of nodes than it says";
	return NULL;
}

static const char *
check_bucket(const struct world_data *w, unsigned bucket,
    struct world_seen *seen, uint32_t *key_sum)
{
	for (uint32_t i = w->table.bucket[bucket]; i != WORLD_NIL;
	     i = w->nodes[i].next) {
		const char *wrong = see(seen, i);

		if (wrong != NULL)
			return wrong;
		if (w->nodes[i].key % WORLD_BUCKETS != bucket)
			return "a node of the table is in another's bucket";
		for (unsigned j = 0; j < 6; j++)
			if (w->nodes[i].content[j] !=
			    world_word(w->nodes[i].key, j))
				return "a node of the table has not its key's "
				       "content";
		*key_sum += w->nodes[i].key;
	}
	return NULL;
}

static const char *
check_table(const struct world_data *w, struct world_seen *seen)
{
	const unsigned n_before = seen->n;
	uint32_t key_sum = 0;

	for (unsigned i = 0; i < WORLD_BUCKETS; i++) {
		const char *wrong = check_bucket(w, i, seen, &key_sum);

		if (wrong != NULL)
			return wrong;
	}
	if (seen->n - n_before != w->table.n_nodes)
		return "the table has another number of nodes than it says";
	if (key_sum != w->table.key_sum)
		return "the table's keys have another sum than it says";
	return NULL;
}

static const char *
check_nodes(const struct world_data *w, uint64_t held)
{
	struct world_seen seen = { 0 };
	const char *wrong = NULL;

	if (!is_held(held, WORLD_POOL))
		wrong = check_pool(w, &seen);
	if (wrong == NULL && !is_held(held, WORLD_TABLE))
		wrong = check_table(w, &seen);
	if (wrong == NULL && !is_held(held, WORLD_POOL) &&
	    !is_held(held, WORLD_TABLE) && seen.n != WORLD_NODES)
		wrong = "a node is neither in the pool nor in the table";
	return wrong;
}

static const char *
check_log(const struct world_log *log)
{
	const uint64_t n =
	    log->n_records < WORLD_RECORDS ? log->n_records : WORLD_RECORDS;

	for (uint64_t number = log->n_records - n; number != log->n_records;
	     number++) {
		const struct world_record *r =
		    &log->records[number % WORLD_RECORDS];

		if (r->number != number)
			return "a record of the log has another's number";
		for (unsigned j = 0; j < 6; j++)
			if (r->words[j] != world_word(number, j))
				return "a record of the log is not whole";
	}
	return NULL;
}

/* Adds up n words, modulo 2^64. */
static uint64_t
total(const uint64_t *words, unsigned n)
{
	uint64_t ret = 0;

	for (unsigned i = 0; i < n; i++)
		ret += words[i];
	return ret;
}

/*
 * Only a thread that holds a queue's lock adds a job to the queue or takes one
 * out.
 */
static const char *
check_queues(const struct world_data *w, uint64_t held)
{
	uint32_t n_jobs[WORLD_QUEUES] = { 0 };
	bool is_left = true;

	for (unsigned i = 0; i < WORLD_QUEUES; i++)
		is_left &= !is_held(held, WORLD_QUEUE + i);
	for (unsigned i = 0; i < WORLD_JOBS; i++)
		if (w->queue_of[i] < WORLD_QUEUES)
			n_jobs[w->queue_of[i]]++;
		else if (is_left)
			return "a job is in a queue that there is not";
	for (unsigned i = 0; i < WORLD_QUEUES; i++)
		if (!is_held(held, WORLD_QUEUE + i) &&
		    n_jobs[i] != w->n_jobs[i])
			return "a queue has another number of jobs than it "
			       "says";
	return NULL;
}

static const char *
check_block(const struct world_block *b)
{
	for (unsigned i = 0; i < WORLD_WORDS; i++)
		if (b->words[i] != world_word(b->generation, i))
			return "a block has words of two generations";
	if (b->sum != world_sum(b->generation, b->words))
		return "a block has another sum than it says";
	return NULL;
}

const char *
world_check(const struct world_data *world, uint64_t held)
{
	const char *wrong = check_nodes(world, held);

	if (wrong == NULL && !is_held(held, WORLD_LOG))
		wrong = check_log(&world->log);
	if (wrong == NULL && !is_held(held, WORLD_COUNTER) &&
	    total(world->counters, WORLD_COUNTERS) != 0)
		wrong = "the counters do not cancel out";
	if (wrong == NULL && !is_held(held, WORLD_ACCOUNT) &&
	    total(world->accounts, WORLD_ACCOUNTS) != ACCOUNTS_TOTAL)
		wrong = "the accounts have another total";
	if (wrong == NULL)
		wrong = check_queues(world, held);
	for (unsigned i = 0; i < WORLD_BLOCKS && wrong == NULL; i++)
		if (!is_held(held, WORLD_BLOCK + i))
			wrong = check_block(&world->blocks[i]);
	return wrong;
}

uint64_t
world_sum(uint64_t generation, const uint64_t words[WORLD_WORDS])
{
	const uint32_t sum = sum_of(&generation, sizeof(generation));

	return sum_add(sum, words, WORLD_WORDS * sizeof(words[0]));
}

const char *
world_lock_name(unsigned lock)
{
	return lock < WORLD_LOCKS ? LOCKS[lock].name : NULL;
}

const char *
world_lock_kind(unsigned lock)
{
	return lock < WORLD_LOCKS ? LOCKS[lock].kind : NULL;
}
