/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that the graph of a dump has the arrows that follow from the words of
 * all kinds of locks and from the notes of CPUs.
 */
#include "drawn.h"

#include <stddef.h>

#include "tests/lib/test.h"

#include "locks/mtx.h"
#include "locks/rm.h"
#include "locks/rw.h"

/* Asserts that cpu waits for these alone, a bit of 1 << CPU each. */
static void
assert_waits_for(uint32_t cpu, unsigned others)
{
	unsigned is = 0;

	for (uint32_t i = 0; i < drawn_dump.header.n_cpus; i++)
		is |= (unsigned)drawn_graph.waits_for[cpu][i] << i;
	assert_int_equal(is, others);
}

#define WITH_DUMP(test) TEST_WITH(test, drawn_begin, drawn_end)

WITH_DUMP(test_nobody_waits_where_all_is_free)
{
	struct dump_chain chain;

	drawn_draw();
	for (uint32_t i = 0; i < 5; i++) {
		assert_int_equal(drawn_graph.wants[i], DUMP_NONE);
		assert_waits_for(i, 0);
	}
	for (uint32_t i = 0; i < WORLD_LOCKS; i++)
		assert_int_equal(
		    dump_graph_follow(&drawn_graph, i, &chain), DUMP_END_FREE);
	assert_int_equal(drawn_graph.n_circles, 0);
	assert_int_equal(drawn_graph.n_doubts, 0);
	assert_true(dump_graph_inside(&drawn_graph) == 0);
}

WITH_DUMP(test_every_kind_tells_its_owner_and_marks)
{
	for (uint32_t i = 0; i < WORLD_LOCKS; i++) {
		synth_init(&drawn_synth, 5);
		synth_hold(&drawn_synth, 3, i, DUMP_EXCLUSIVE);
		drawn_draw();
		assert_int_equal(drawn_graph.owners[i], 3);
		assert_int_equal(drawn_graph.n_doubts, 0);
		assert_true(
		    dump_graph_inside(&drawn_graph) == (uint64_t)1 << i);
	}
	synth_hold(&drawn_synth, 4, WORLD_LOG, DUMP_EXCLUSIVE);
	drawn_synth.locks[WORLD_LOG].words[0] |= MTX_RECURSED | MTX_CONTESTED;
	drawn_draw();
	assert_int_equal(drawn_graph.owners[WORLD_LOG], 4);
	assert_int_equal(drawn_graph.words[WORLD_LOG].n_marks, 2);
}

WITH_DUMP(test_every_kind_that_is_shared_tells_by_how_many)
{
	static const uint32_t locks[] = { WORLD_TABLE, WORLD_ACCOUNT,
		WORLD_BLOCK };

	for (unsigned i = 0; i < 3; i++) {
		synth_hold(&drawn_synth, 1, locks[i], DUMP_SHARED);
		synth_hold(&drawn_synth, 2, locks[i], DUMP_SHARED);
	}
	synth_hold(&drawn_synth, 2, WORLD_COUNTER, DUMP_SHARED);
	drawn_draw();
	for (unsigned i = 0; i < 3; i++) {
		assert_int_equal(drawn_graph.words[locks[i]].n_sharers, 2);
		assert_int_equal(drawn_graph.n_sharers[locks[i]], 2);
		assert_int_equal(drawn_graph.owners[locks[i]], DUMP_NONE);
	}
	assert_int_equal(drawn_graph.n_sharers[WORLD_COUNTER], 1);
	assert_int_equal(drawn_graph.n_doubts, 0);
	/* It makes no difference which CPUs share the lock. */
	assert_true(dump_graph_inside(&drawn_graph) == 0);
}

WITH_DUMP(test_who_asks_for_a_lock_waits_for_its_owner)
{
	synth_hold(&drawn_synth, 1, WORLD_LOG, DUMP_EXCLUSIVE);
	synth_want(&drawn_synth, 2, WORLD_LOG, DUMP_EXCLUSIVE);
	synth_queue(&drawn_synth, 3, WORLD_LOG, DUMP_EXCLUSIVE);
	synth_want(&drawn_synth, 4, WORLD_POOL, DUMP_EXCLUSIVE);
	drawn_draw();
	assert_waits_for(1, 0);
	assert_waits_for(2, 1 << 1);
	assert_waits_for(3, 1 << 1);
	assert_waits_for(4, 0);
	assert_false(drawn_graph.is_queued[2]);
	assert_true(drawn_graph.is_queued[3]);
	assert_int_equal(drawn_graph.n_circles, 0);
	assert_int_equal(drawn_graph.n_doubts, 0);
}

WITH_DUMP(test_who_is_queued_inside_of_a_lock_waits_for_it)
{
	synth_hold(&drawn_synth, 1, WORLD_COUNTER, DUMP_EXCLUSIVE);
	synth_queue(&drawn_synth, 2, WORLD_COUNTER, DUMP_SHARED);
	drawn_synth.cpus[2].waits_on += offsetof(struct rm, mtx);
	drawn_synth.cpus[2].wants = DUMP_NONE;
	synth_queue(&drawn_synth, 3, WORLD_COUNTER, DUMP_SHARED);
	drawn_synth.cpus[3].waits_on += sizeof(struct rm);
	drawn_synth.cpus[3].wants = DUMP_NONE;
	drawn_draw();
	assert_waits_for(2, 1 << 1);
	assert_waits_for(3, 0);
}

WITH_DUMP(test_who_wants_it_alone_waits_for_all_sharers)
{
	for (uint32_t i = 1; i < 4; i++)
		synth_hold(&drawn_synth, i, WORLD_TABLE, DUMP_SHARED);
	synth_want(&drawn_synth, 4, WORLD_TABLE, DUMP_EXCLUSIVE);
	synth_want(&drawn_synth, 0, WORLD_TABLE, DUMP_SHARED);
	drawn_draw();
	assert_waits_for(4, 1 << 1 | 1 << 2 | 1 << 3);
	assert_waits_for(0, 0);
	/* A writer waits, and keeps new readers out. */
	drawn_synth.locks[WORLD_TABLE].words[0] |= RW_WRITE_WAITERS;
	drawn_draw();
	assert_waits_for(0, 1 << 1 | 1 << 2 | 1 << 3);
}

WITH_DUMP(test_a_writer_of_an_rm_waits_for_its_readers)
{
	synth_hold(&drawn_synth, 1, WORLD_COUNTER, DUMP_SHARED);
	drawn_synth.locks[WORLD_COUNTER].words[0] = synth_thread(2);
	synth_want(&drawn_synth, 2, WORLD_COUNTER, DUMP_EXCLUSIVE);
	drawn_draw();
	assert_waits_for(2, 1 << 1);
	assert_int_equal(drawn_graph.n_doubts, 0);
}
