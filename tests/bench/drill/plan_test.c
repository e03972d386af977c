/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that a plan follows from its seed alone, that an open choice is drawn
 * from all choices, and that lists allow what they name and nothing else.
 */
#include "bench/drill/run/plan.h"

#include "bench/drill/format/world_data.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "tests/lib/test.h"

#define N 2000

static struct drill_plan
make_plan(uint64_t seed)
{
	struct drill_plan plan = {
		.seed = seed, .n_panics = N, .modes = { true, true }
	};
	struct reason why;

	assert_int_equal(plan_parse_moments("all", plan.moments, &why), 0);
	assert_int_equal(plan_parse_syncs("all", plan.syncs, &why), 0);
	return plan;
}

static bool
is_same(const struct plan_panic *a, const struct plan_panic *b)
{
	return a->seed == b->seed && a->is_on == b->is_on &&
	    a->sync == b->sync && a->moment == b->moment &&
	    a->n_threads == b->n_threads && a->lock == b->lock &&
	    a->has_floor == b->has_floor;
}

TEST(test_the_same_seed_makes_the_same_plan_and_another_another)
{
	const struct drill_plan plan = make_plan(7);
	const struct drill_plan other = make_plan(8);
	unsigned n_same = 0;

	for (unsigned i = 0; i < N; i++) {
		const struct plan_panic a = plan_panic(&plan, i);
		const struct plan_panic again = plan_panic(&plan, i);
		const struct plan_panic b = plan_panic(&other, i);

		assert_true(is_same(&a, &again));
		n_same += is_same(&a, &b);
	}
	assert_int_equal(n_same, 0);
}

TEST(test_all_that_is_open_is_drawn)
{
	const struct drill_plan plan = make_plan(1);
	unsigned n_moments[PLAN_MOMENTS] = { 0 };
	unsigned n_syncs[PLAN_SYNCS] = { 0 };
	unsigned n_locks[WORLD_LOCKS] = { 0 };
	unsigned n_threads[65] = { 0 };
	unsigned n_floors = 0;

	for (unsigned i = 0; i < N; i++) {
		const struct plan_panic p = plan_panic(&plan, i);

		n_moments[p.moment]++;
		n_syncs[p.sync]++;
		n_locks[p.lock]++;
		assert_in_range(p.n_threads, 2, 64);
		n_threads[p.n_threads]++;
		assert_int_equal(p.is_on, i % 2 == 0);
		/* A panic whose stop cannot be compared has no floor. */
		assert_false(p.has_floor &&
		    (!p.is_on || p.moment == PLAN_TWO ||
		        p.moment == PLAN_REFUSING));
		n_floors += p.has_floor;
	}
	for (unsigned i = 0; i < PLAN_MOMENTS; i++)
		assert_in_range(n_moments[i], N / 14, N / 3);
	for (unsigned i = 0; i < PLAN_SYNCS; i++)
		assert_in_range(n_syncs[i], N / 6, N / 2);
	for (unsigned i = 0; i < WORLD_LOCKS; i++)
		assert_int_not_equal(n_locks[i], 0);
	assert_int_not_equal(n_threads[2], 0);
	assert_int_not_equal(n_threads[64], 0);
	/* Of the half with the mode on, five moments of seven. */
	assert_in_range(n_floors, N / 20, N / 5);
}

TEST(test_what_is_given_is_kept)
{
	struct drill_plan plan = make_plan(1);
	struct reason why;

	plan.n_threads = 5;
	plan.modes[false] = false;
	assert_int_equal(plan_parse_moments("hard,two", plan.moments, &why), 0);
	assert_int_equal(plan_parse_syncs("after", plan.syncs, &why), 0);
	for (unsigned i = 0; i < N; i++) {
		const struct plan_panic p = plan_panic(&plan, i);

		assert_int_equal(p.n_threads, 5);
		assert_true(p.is_on);
		assert_true(p.moment == PLAN_HARD || p.moment == PLAN_TWO);
		assert_int_equal(p.sync, PLAN_SYNC_AFTER);
	}
}

TEST(test_a_list_with_another_word_is_refused)
{
	static const char *const lists[] = { "", "hard,", ",hard", "hardly",
		"har", "all,alls", "hard;two" };
	bool moments[PLAN_MOMENTS];
	struct reason why;

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		assert_int_equal(
		    plan_parse_moments(lists[i], moments, &why), -EINVAL);
		assert_non_null(strstr(why.text, "no moment '"));
	}
	assert_int_equal(plan_parse_syncs("later", moments, &why), -EINVAL);
	assert_non_null(strstr(why.text, "no sync 'later'"));
}
