/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that a sound world passes, that each broken invariant is found, that
 * exactly the parts with a thread inside are left out, and that any bytes may
 * be checked.
 */
#include "bench/drill/format/world_data.h"

#include "synth.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

#define HELD(lock) ((uint64_t)1 << (lock))

/* In the table and in the pool, by synth_world(). */
#define IN_TABLE 2
#define IN_POOL  3

static struct world_data world;

static int
begin(void **state)
{
	(void)state;
	synth_world(&world);
	return 0;
}

/* Asserts that this is found, but not if a thread is inside of lock. */
static void
assert_wrong(unsigned lock, const char *told)
{
	const uint64_t all = HELD(WORLD_LOCKS) - 1;
	const char *wrong = world_check(&world, 0);

	assert_non_null(wrong);
	assert_non_null(strstr(wrong, told));
	assert_null(world_check(&world, HELD(lock)));
	assert_non_null(world_check(&world, all & ~HELD(lock)));
}

#define WITH_WORLD(test) TEST_WITH(test, begin, NULL)

WITH_WORLD(test_a_sound_world_passes)
{
	assert_null(world_check(&world, 0));
	assert_null(world_check(&world, UINT64_MAX));
	for (unsigned i = 0; i < WORLD_LOCKS; i++)
		assert_null(world_check(&world, HELD(i)));
}

WITH_WORLD(test_every_number_of_records_may_have_been_written)
{
	memset(&world.log, 0, sizeof(world.log));
	assert_null(world_check(&world, 0));
	for (uint64_t n = 0; n < 3 * WORLD_RECORDS; n++) {
		struct world_record *r = &world.log.records[n % WORLD_RECORDS];

		r->number = n;
		for (unsigned j = 0; j < 6; j++)
			r->words[j] = world_word(n, j);
		world.log.n_records++;
		assert_null(world_check(&world, 0));
	}
}

WITH_WORLD(test_the_pools_invariants_are_missed)
{
	world.pool.n_free++;
	assert_wrong(WORLD_POOL, "the pool has another number");
	synth_world(&world);
	world.pool.first = WORLD_NODES;
	assert_wrong(WORLD_POOL, "to a node that there is not");
	synth_world(&world);
	world.nodes[IN_POOL].next = IN_POOL;
	assert_wrong(WORLD_POOL, "in a circle");
}

WITH_WORLD(test_the_tables_invariants_are_missed)
{
	struct world_node *node = &world.nodes[IN_TABLE];

	world.table.n_nodes--;
	assert_wrong(WORLD_TABLE, "the table has another number");
	synth_world(&world);
	world.table.key_sum++;
	assert_wrong(WORLD_TABLE, "keys have another sum");
	synth_world(&world);
	node->content[5]++;
	assert_wrong(WORLD_TABLE, "its key's content");
	synth_world(&world);
	node->key++;
	assert_wrong(WORLD_TABLE, "another's bucket");
	synth_world(&world);
	node->next = IN_TABLE;
	assert_wrong(WORLD_TABLE, "in a circle");
	synth_world(&world);
	node->next = WORLD_NIL - 1;
	assert_wrong(WORLD_TABLE, "to a node that there is not");
}

WITH_WORLD(test_a_node_in_both_or_neither_is_missed)
{
	const uint32_t first = world.pool.first;

	world.pool.first = world.nodes[first].next;
	world.pool.n_free--;
	assert_non_null(
	    strstr(world_check(&world, 0), "neither in the pool nor"));
	/* A thread inside of either part may have the node. */
	assert_null(world_check(&world, HELD(WORLD_POOL)));
	assert_null(world_check(&world, HELD(WORLD_TABLE)));
	synth_world(&world);
	/* Each is the last of its list. */
	world.nodes[1].next = 0;
	world.pool.n_free++;
	assert_non_null(strstr(world_check(&world, 0), "in two places"));
}

WITH_WORLD(test_the_logs_invariants_are_missed)
{
	world.log.records[5].number += WORLD_RECORDS;
	assert_wrong(WORLD_LOG, "another's number");
	synth_world(&world);
	world.log.records[5].words[0]++;
	assert_wrong(WORLD_LOG, "is not whole");
	synth_world(&world);
	world.log.n_records = UINT64_MAX;
	assert_wrong(WORLD_LOG, "another's number");
}

WITH_WORLD(test_the_sums_are_missed)
{
	world.counters[WORLD_COUNTERS - 1] = 1;
	assert_wrong(WORLD_COUNTER, "cancel out");
	synth_world(&world);
	world.accounts[WORLD_ACCOUNTS - 1]++;
	assert_wrong(WORLD_ACCOUNT, "another total");
}

WITH_WORLD(test_the_queues_invariants_are_missed)
{
	const uint64_t both = HELD(WORLD_QUEUE) | HELD(WORLD_QUEUE + 1);

	world.n_jobs[1]++;
	assert_wrong(WORLD_QUEUE + 1, "another number of jobs");
	synth_world(&world);
	world.queue_of[WORLD_JOBS - 1] = WORLD_QUEUES;
	assert_non_null(strstr(world_check(&world, 0), "queue that there is"));
	assert_null(world_check(&world, both));
	/* A thread that moves a job has the locks of both queues. */
	synth_world(&world);
	world.queue_of[1] = 1;
	assert_non_null(world_check(&world, HELD(WORLD_QUEUE)));
	assert_non_null(world_check(&world, HELD(WORLD_QUEUE + 1)));
	assert_null(world_check(&world, both));
}

WITH_WORLD(test_every_blocks_invariants_are_missed)
{
	for (unsigned i = 0; i < WORLD_BLOCKS; i++) {
		struct world_block *b = &world.blocks[i];

		b->words[WORLD_WORDS - 1]++;
		assert_wrong(WORLD_BLOCK + i, "words of two generations");
		synth_world(&world);
		b->sum ^= 1;
		assert_wrong(WORLD_BLOCK + i, "another sum");
		synth_world(&world);
		/* It says of the disk what is not in the world. */
		b->is_dirty = UINT64_MAX;
		assert_null(world_check(&world, 0));
	}
}

WITH_WORLD(test_the_sum_of_a_block_tells_every_bit)
{
	const struct world_block *b = &world.blocks[0];
	uint64_t words[WORLD_WORDS];

	memcpy(words, b->words, sizeof(words));
	for (unsigned i = 0; i < 64 * WORLD_WORDS; i++) {
		words[i / 64] ^= (uint64_t)1 << i % 64;
		assert_true(world_sum(b->generation, words) != b->sum);
		words[i / 64] ^= (uint64_t)1 << i % 64;
	}
	assert_true(world_sum(b->generation + 1, words) != b->sum);
	assert_true(world_sum(b->generation, words) == b->sum);
}

WITH_WORLD(test_any_bytes_may_be_looked_at)
{
	unsigned char *bytes = (unsigned char *)&world;
	uint64_t x = 1;

	for (unsigned i = 0; i < 3000; i++) {
		/* All of it, or a few bytes of a sound world. */
		const size_t step = i % 2 == 0 ? 1 : 1 + x % 2000;

		synth_world(&world);
		for (size_t j = 0; j < sizeof(world); j += step) {
			x = x * UINT64_C(6364136223846793005) +
			    1442695040888963407;
			bytes[j] = (unsigned char)(x >> 56);
		}
		assert_non_null(world_check(&world, 0));
		world_check(&world, x >> 32);
		/* Small numbers are often indices of nodes. */
		for (size_t j = 0; j < sizeof(world); j++)
			if (j % 4 != 0)
				bytes[j] = 0;
		world_check(&world, x >> 32);
	}
}

WITH_WORLD(test_locks_have_names_and_kinds_and_others_none)
{
	assert_string_equal(world_lock_name(WORLD_POOL), "pool");
	assert_string_equal(world_lock_kind(WORLD_POOL), "spin");
	assert_string_equal(world_lock_name(WORLD_QUEUE + 1), "queue 1");
	assert_string_equal(world_lock_kind(WORLD_QUEUE + 1), "tdlock");
	assert_string_equal(world_lock_name(WORLD_BLOCK + 3), "block 3");
	assert_string_equal(world_lock_kind(WORLD_BLOCK + 3), "lk");
	for (unsigned i = 0; i < WORLD_LOCKS; i++) {
		assert_non_null(world_lock_name(i));
		assert_non_null(world_lock_kind(i));
	}
	assert_null(world_lock_name(WORLD_LOCKS));
	assert_null(world_lock_kind(UINT32_MAX));
}
