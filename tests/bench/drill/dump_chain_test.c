/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that deadlocks are found: those that there are, and those that there
 * would have been if the panicker had waited for a lock.
 */
#include "drawn.h"

#include "tests/lib/test.h"

#include "locks/rw.h"

static void
assert_chain(const struct dump_chain *chain, const uint32_t *cpus, uint32_t n)
{
	assert_int_equal(chain->n_cpus, n);
	for (uint32_t i = 0; i < n; i++)
		assert_int_equal(chain->cpus[i], cpus[i]);
}

#define WITH_DUMP(test) TEST_WITH(test, drawn_begin, drawn_end)

WITH_DUMP(test_a_chain_is_followed_to_who_stands)
{
	struct dump_chain chain;

	synth_hold(&drawn_synth, 1, WORLD_LOG, DUMP_EXCLUSIVE);
	synth_queue(&drawn_synth, 1, WORLD_ACCOUNT, DUMP_EXCLUSIVE);
	synth_hold(&drawn_synth, 2, WORLD_ACCOUNT, DUMP_EXCLUSIVE);
	synth_want(&drawn_synth, 2, WORLD_POOL, DUMP_EXCLUSIVE);
	synth_hold(&drawn_synth, 3, WORLD_POOL, DUMP_EXCLUSIVE);
	drawn_draw();
	assert_int_equal(dump_graph_follow(&drawn_graph, WORLD_LOG, &chain),
	    DUMP_END_STANDS);
	assert_chain(&chain, (const uint32_t[]){ 1, 2, 3 }, 3);
	drawn_synth.cpus[3].state = DUMP_CPU_UNANSWERED;
	drawn_draw();
	assert_int_equal(
	    dump_graph_follow(&drawn_graph, WORLD_LOG, &chain), DUMP_END_RUNS);
	assert_int_equal(drawn_graph.n_circles, 0);
}

WITH_DUMP(test_a_circle_would_have_gone_through_the_panicker)
{
	struct dump_chain chain;

	synth_hold(&drawn_synth, 0, WORLD_POOL, DUMP_EXCLUSIVE);
	synth_hold(&drawn_synth, 1, WORLD_LOG, DUMP_EXCLUSIVE);
	synth_queue(&drawn_synth, 1, WORLD_ACCOUNT, DUMP_EXCLUSIVE);
	synth_hold(&drawn_synth, 2, WORLD_ACCOUNT, DUMP_EXCLUSIVE);
	synth_want(&drawn_synth, 2, WORLD_POOL, DUMP_EXCLUSIVE);
	drawn_draw();
	assert_int_equal(dump_graph_follow(&drawn_graph, WORLD_LOG, &chain),
	    DUMP_END_PANICKER);
	assert_chain(&chain, (const uint32_t[]){ 1, 2, 0 }, 3);
	/* It did not ask for the log before it wrote the dump. */
	assert_int_equal(drawn_graph.n_circles, 0);
	assert_int_equal(dump_graph_follow(&drawn_graph, WORLD_POOL, &chain),
	    DUMP_END_PANICKER);
	assert_chain(&chain, (const uint32_t[]){ 0 }, 1);
	/* If it did, there was a deadlock then. */
	synth_want(&drawn_synth, 0, WORLD_LOG, DUMP_EXCLUSIVE);
	drawn_draw();
	assert_int_equal(drawn_graph.n_circles, 1);
	assert_chain(&drawn_graph.circles[0], (const uint32_t[]){ 0, 1, 2 }, 3);
}

WITH_DUMP(test_of_sharers_the_one_that_leads_back_is_taken)
{
	struct dump_chain chain;

	for (uint32_t i = 1; i < 4; i++)
		synth_hold(&drawn_synth, i, WORLD_TABLE, DUMP_SHARED);
	synth_hold(&drawn_synth, 0, WORLD_DISK, DUMP_EXCLUSIVE);
	synth_queue(&drawn_synth, 3, WORLD_DISK, DUMP_EXCLUSIVE);
	drawn_draw();
	assert_int_equal(dump_graph_follow(&drawn_graph, WORLD_TABLE, &chain),
	    DUMP_END_PANICKER);
	assert_chain(&chain, (const uint32_t[]){ 3, 0 }, 2);
}

WITH_DUMP(test_a_deadlock_of_others_is_found_once)
{
	struct dump_chain chain;

	synth_hold(&drawn_synth, 1, WORLD_LOG, DUMP_EXCLUSIVE);
	synth_queue(&drawn_synth, 1, WORLD_BLOCK + 3, DUMP_SHARED);
	synth_hold(&drawn_synth, 2, WORLD_BLOCK + 3, DUMP_EXCLUSIVE);
	synth_queue(&drawn_synth, 2, WORLD_LOG, DUMP_EXCLUSIVE);
	synth_queue(&drawn_synth, 3, WORLD_LOG, DUMP_EXCLUSIVE);
	drawn_draw();
	assert_int_equal(drawn_graph.n_circles, 1);
	assert_chain(&drawn_graph.circles[0], (const uint32_t[]){ 1, 2 }, 2);
	assert_int_equal(dump_graph_follow(&drawn_graph, WORLD_LOG, &chain),
	    DUMP_END_CIRCLE);
	assert_chain(&chain, (const uint32_t[]){ 1, 2 }, 2);
}

WITH_DUMP(test_more_circles_than_are_kept_do_no_harm)
{
	synth_init(&drawn_synth, SYNTH_CPUS);
	for (uint32_t i = 0; i < SYNTH_CPUS; i++) {
		synth_hold(&drawn_synth, i, WORLD_TABLE, DUMP_SHARED);
		synth_want(&drawn_synth, i, WORLD_TABLE, DUMP_EXCLUSIVE);
	}
	drawn_draw();
	assert_int_equal(drawn_graph.n_circles, DUMP_CIRCLES_MAX);
}

WITH_DUMP(test_sharers_whom_nobody_noted_are_unknown)
{
	struct dump_chain chain;

	drawn_synth.locks[WORLD_TABLE].words[0] = RW_READ | 2 * RW_ONE_READER;
	drawn_draw();
	assert_int_equal(dump_graph_follow(&drawn_graph, WORLD_TABLE, &chain),
	    DUMP_END_UNKNOWN);
	assert_int_equal(drawn_graph.n_doubts, 0);
}
