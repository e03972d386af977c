/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of a lock in assembler that an audit counts what a reader of
 * by_hand/arm.c counts.  Each number here has its reason beside it.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

#include "bench/arm/catalog.h"
#include "bench/audit/trace/state.h"

struct counted_example {
	const char *op;
	const char *state;
	enum ending ending;
	uint64_t n[N_COUNTS]; /* as in enum count */
};

/*
 * Unless a comment says otherwise, a compare-and-swap is one load and one
 * store, call and push are a store, ret and pop a load; the lines are those of
 * the lock, the stack and another thread.
 */
static const struct counted_example examples[] = {
	/* xor, cmpxchg, jne, ret */
	{ "lock", "free", ENDING_RETURNED, { 4, 2, 1, 1, 2, 1, 2, 1 } },
	/*
	 * xor, cmpxchg, jne, call, push, mov, and, cmp, jne, incl, pop, ret,
	 * ret; loads by cmpxchg, mov, incl, pop, ret, ret; stores by cmpxchg,
	 * call, push, incl
	 */
	{ "lock", "mine", ENDING_RETURNED, { 13, 6, 4, 1, 5, 4, 2, 2 } },
	/*
	 * The nine up to the second jne, cmpl, je, pause, xor, cmpxchg, jne,
	 * pop, ret, ret; loads by cmpxchg, mov, cmpl, cmpxchg, pop, ret, ret;
	 * not taken: je and the third jne
	 */
	{ "lock", "held", ENDING_FREED, { 18, 7, 4, 2, 7, 5, 3, 2 } },
	/*
	 * The nine, cmpl, je, orq, mov, mov, xor, mov; loads by cmpxchg, mov,
	 * cmpl, orq, mov: none from the stack; stores by cmpxchg, call, push,
	 * orq
	 */
	{ "lock", "asleep", ENDING_BLOCKED, { 16, 5, 4, 2, 4, 4, 2, 2 } },
	{ "lock", "contested", ENDING_BLOCKED, { 16, 5, 4, 2, 4, 4, 2, 2 } },
	/* mov, xor, cmpxchg, jne, ret */
	{ "unlock", "mine", ENDING_RETURNED, { 5, 2, 1, 1, 2, 1, 2, 1 } },
	/*
	 * mov, xor, cmpxchg, jne, call, movq, sub, lea, mov, xor, rep stosb,
	 * call, add, ret, ret, and nothing of the C library's; loads by
	 * cmpxchg, the second call from the table of addresses, ret, ret;
	 * stores by cmpxchg, call, movq, three rounds of stosb, call
	 */
	{ "unlock", "contested", ENDING_RETURNED, { 15, 4, 7, 1, 5, 5, 3, 2 } },
};

/* The arm, as a file and in memory. */
struct by_hand {
	struct catalog_loaded loaded;
	struct object object;
	struct state_arm states;
	struct decoder *decoder;
};

static void
open_arm(struct by_hand *hand, const char *path)
{
	const struct loader_order order = { .path = path, .name = "hand" };
	struct reason why;

	*hand = (struct by_hand){ .decoder = NULL };
	assert_int_equal(object_open(path, &hand->object, &why), 0);
	if (catalog_load(&order, &hand->loaded, &why) < 0)
		fail_msg("%s", why.text);
	hand->states.arm = hand->loaded.arm;
	hand->states.object = &hand->object;
	assert_int_equal(
	    decode_open(hand->object.machine, &hand->decoder, &why), 0);
}

static void
close_arm(struct by_hand *hand)
{
	decode_close(hand->decoder);
	state_fini(&hand->states);
	object_close(&hand->object);
	catalog_unload(&hand->loaded);
}

static int
set_up(void **state)
{
	static struct by_hand hand;

	open_arm(&hand, getenv("BY_HAND"));
	*state = &hand;
	return 0;
}

static int
tear_down(void **state)
{
	close_arm(*state);
	return 0;
}

TEST_GROUP(set_up, tear_down);

static const struct state *
find_state(const struct arm *arm, const struct counted_example *e)
{
	for (unsigned i = 0; i < arm->ops->n; i++) {
		const struct arm_op *op = &arm->ops->list[i];
		const struct state *s;

		if (strcmp(op->name, e->op) != 0)
			continue;
		for (unsigned j = 0; (s = state_of(arm, op, j)) != NULL; j++)
			if (strcmp(state_name(s), e->state) == 0)
				return s;
	}
	fail_msg("there is no %s/%s", e->op, e->state);
	return NULL;
}

static void
assert_counts(
    const char *op, const char *state, const uint64_t *is, const uint64_t *want)
{
	for (enum count c = 0; c < N_COUNTS; c++)
		if (is[c] != want[c])
			fail_msg("%s/%s: %s %llu, by hand %llu", op, state,
			    count_name(c), (unsigned long long)is[c],
			    (unsigned long long)want[c]);
}

static void
assert_states(struct by_hand *hand)
{
	for (size_t i = 0; i < sizeof(examples) / sizeof(examples[0]); i++) {
		const struct counted_example *e = &examples[i];
		struct trace trace;
		struct reason why;

		if (state_trace(find_state(hand->states.arm, e), &hand->states,
		        hand->decoder, &trace, &why) < 0)
			fail_msg("%s/%s: %s", e->op, e->state, why.text);
		assert_counts(e->op, e->state, trace.counts.n, e->n);
		assert_int_equal(trace.listing.n, e->n[0]);
		assert_int_equal(trace.ending, e->ending);
		trace_fini(&trace);
	}
}

TEST(test_a_state_is_counted_as_by_hand)
{
	assert_states(*state);
}

TEST(test_another_way_to_sleep_is_one)
{
	struct by_hand bitset;

	open_arm(&bitset, getenv("BITSET"));
	assert_states(&bitset);
	close_arm(&bitset);
}

/* The audit does not wait for a thread that sleeps and that nobody wakes. */
TEST(test_what_does_not_end_is_ended)
{
	static const struct counted_example ASLEEP = { .op = "lock",
		.state = "asleep" };
	struct by_hand hung;
	struct trace trace;
	struct reason why;

	open_arm(&hung, getenv("HUNG"));
	tracee_set_limit(1);
	assert_true(state_trace(find_state(hung.states.arm, &ASLEEP),
	                &hung.states, hung.decoder, &trace, &why) < 0);
	assert_string_equal(why.text, "hung: the operation does not end");
	tracee_set_limit(20);
	close_arm(&hung);
}

/* A pass is mov, mov, nop, dec, jne; once, xor and ret. */
TEST(test_passes_are_counted_as_by_hand)
{
	static const uint64_t BY_HAND[] = { 102, 21, 20, 0, 21, 20, 2, 1 };
	struct by_hand *hand = *state;
	struct tracee *tracee;
	struct trace trace;
	struct reason why;

	assert_int_equal(tracee_start(hand->states.arm, &hand->object, ACTOR_ME,
	                     &tracee, &why),
	    0);
	assert_int_equal(tracee_step_passes(tracee, hand->states.arm->cases[0],
	                     20, hand->decoder, &trace, &why),
	    0);
	assert_counts("run", "passes", trace.counts.n, BY_HAND);
	trace_fini(&trace);
	tracee_stop(tracee);
}
