/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that doubts are raised exactly where the words of locks and the notes
 * of CPUs differ.
 */
#include "drawn.h"

#include "tests/lib/test.h"

#include "locks/lk.h"
#include "locks/mtx.h"

static void
assert_one_doubt(enum dump_doubt_kind kind, uint32_t lock, uint32_t cpu)
{
	drawn_draw();
	assert_int_equal(drawn_graph.n_doubts, 1);
	assert_int_equal(drawn_graph.doubts[0].kind, kind);
	assert_int_equal(drawn_graph.doubts[0].lock, lock);
	assert_int_equal(drawn_graph.doubts[0].cpu, cpu);
}

#define WITH_DUMP(test) TEST_WITH(test, drawn_begin, drawn_end)

WITH_DUMP(test_a_strange_owner_is_doubted)
{
	drawn_synth.locks[WORLD_LOG].words[0] = synth_thread(100);
	assert_one_doubt(DUMP_DOUBT_STRANGER, WORLD_LOG, DUMP_NONE);
	assert_true(dump_graph_inside(&drawn_graph) == 1 << WORLD_LOG);
}

WITH_DUMP(test_a_note_that_the_word_denies_is_doubted)
{
	synth_hold(&drawn_synth, 1, WORLD_LOG, DUMP_EXCLUSIVE);
	drawn_synth.locks[WORLD_LOG].words[0] = MTX_UNOWNED;
	assert_one_doubt(DUMP_DOUBT_NOT_OWNER, WORLD_LOG, 1);
	assert_true(dump_graph_inside(&drawn_graph) == 1 << WORLD_LOG);
}

WITH_DUMP(test_an_owner_that_noted_nothing_is_doubted)
{
	drawn_synth.locks[WORLD_LOG].words[0] = synth_thread(1);
	assert_one_doubt(DUMP_DOUBT_NOT_NOTED, WORLD_LOG, 1);
	/* Unless it was about to. */
	synth_want(&drawn_synth, 1, WORLD_LOG, DUMP_EXCLUSIVE);
	drawn_draw();
	assert_int_equal(drawn_graph.n_doubts, 0);
}

WITH_DUMP(test_more_sharers_than_the_word_counts_are_doubted)
{
	synth_hold(&drawn_synth, 1, WORLD_BLOCK, DUMP_SHARED);
	synth_hold(&drawn_synth, 2, WORLD_BLOCK, DUMP_SHARED);
	drawn_synth.locks[WORLD_BLOCK].words[0] -= LK_ONE_SHARER;
	assert_one_doubt(DUMP_DOUBT_SHARERS, WORLD_BLOCK, DUMP_NONE);
	/* No mtx is shared. */
	synth_init(&drawn_synth, 5);
	synth_hold(&drawn_synth, 1, WORLD_LOG, DUMP_SHARED);
	assert_one_doubt(DUMP_DOUBT_SHARERS, WORLD_LOG, DUMP_NONE);
}

WITH_DUMP(test_an_owner_beside_sharers_is_doubted)
{
	synth_hold(&drawn_synth, 1, WORLD_COUNTER, DUMP_EXCLUSIVE);
	synth_hold(&drawn_synth, 2, WORLD_COUNTER, DUMP_SHARED);
	assert_one_doubt(DUMP_DOUBT_BOTH, WORLD_COUNTER, 1);
}

WITH_DUMP(test_more_doubts_than_are_kept_are_counted)
{
	synth_init(&drawn_synth, SYNTH_CPUS);
	for (uint32_t lock = 0; lock < WORLD_LOCKS; lock++)
		drawn_synth.locks[lock].words[0] = 0x1000;
	for (uint32_t cpu = 0; cpu < SYNTH_CPUS; cpu++)
		for (uint32_t i = 0; i < DUMP_HELD_MAX; i++) {
			drawn_synth.cpus[cpu].held[i] = i;
			drawn_synth.cpus[cpu].n_held++;
		}
	drawn_draw();
	assert_int_equal(
	    drawn_graph.n_doubts, WORLD_LOCKS + SYNTH_CPUS * DUMP_HELD_MAX);
}
