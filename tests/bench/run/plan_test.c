/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves which rows are made of the arms at hand: at offsets in an order that
 * spreads; with a base's own controls alone, without which none is run; and
 * those that a file names.
 */
#include "bench/run/plan.h"

#include "tests/lib/scratch.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

static struct placement_machine *machine;
static struct catalog catalog;
static struct options options;
static struct plan plan;
static struct reason why;

static int
set_up(void **state)
{
	why.text[0] = '\0';
	options = (struct options){
		.checks = "global",
		.placements = "same-l3",
		.rows = "*",
		.n_threads = 2,
		.crit_ns = OPTIONS_UNSET,
		.par_ns = OPTIONS_UNSET,
	};
	catalog = (struct catalog){ 0 };
	catalog.arms = calloc(16, sizeof(*catalog.arms));
	plan = (struct plan){ 0 };
	scratch_create(state);
	return catalog.arms == NULL ||
	    placement_open("pack:1 l3:1 core:4 pu:1", &machine, &why) < 0;
}

static int
tear_down(void **state)
{
	plan_free(&plan);
	catalog_close(&catalog);
	placement_close(machine);
	return scratch_destroy(state);
}

/* Adds an arm with the case `uncontended`. */
static struct catalog_arm *
add(const char *lock, const char *name, const char *check, enum arm_role role)
{
	struct catalog_arm *arm = &catalog.arms[catalog.n_arms++];

	snprintf(arm->lock, sizeof(arm->lock), "%s", lock);
	snprintf(arm->name, sizeof(arm->name), "%s", name);
	snprintf(arm->check, sizeof(arm->check), "%s", check);
	arm->role = role;
	arm->cases = calloc(1, sizeof(*arm->cases));
	arm->n_cases = 1;
	strcpy(arm->cases[0].name, "uncontended");
	return arm;
}

static void
make(void)
{
	if (plan_make(&options, &catalog, machine, &plan, &why) < 0)
		fail_msg("%s", why.text);
}

/* The first n of all offsets leave no gap of twice 64 / n. */
TEST_WITH(test_few_units_are_spread_over_all_offsets, set_up, tear_down)
{
	for (unsigned n = 2; n <= PLAN_OFFSETS; n *= 2)
		for (unsigned i = 0; i < n; i++)
			assert_int_equal(plan_offsets[i] % (64 / n), 0);
}

/* What an instruction of any architecture may begin at. */
TEST_WITH(test_every_fourth_offset_is_taken_once, set_up, tear_down)
{
	uint64_t seen = 0;

	for (unsigned i = 0; i < PLAN_OFFSETS; i++)
		seen |= UINT64_C(1) << plan_offsets[i];
	assert_true(seen == UINT64_C(0x1111111111111111));
}

TEST_WITH(test_a_base_has_its_own_controls_alone, set_up, tear_down)
{
	add("mtx", "mtx-none", "none", ARM_ROLE_BASE);
	add("mtx", "mtx-global-null", "global", ARM_ROLE_NULL);
	add("mtx", "mtx-none-null", "none", ARM_ROLE_NULL);
	add("mtx", "mtx-global", "global", ARM_ROLE_CAND);
	add("mtx", "mtx-global-planted", "global", ARM_ROLE_PLANTED);
	add("mtx", "mtx-global-count", "global", ARM_ROLE_COUNT);
	make();
	assert_int_equal(plan.rows[0].n_arms, 3);
	assert_string_equal(plan.rows[0].arms[1]->name, "mtx-none-null");
	assert_string_equal(plan.rows[0].arms[2]->name, "mtx-global");
}

static const struct {
	enum arm_role role;
	const char *name;
	const char *complaint;
} controls[] = {
	{ ARM_ROLE_NULL, "mtx-none-null", "mtx-none has no null arm" },
	{ ARM_ROLE_PLANTED, "mtx-none-planted", "mtx-none has no planted arm" },
	{ ARM_ROLE_COUNT, "mtx-none-count", "mtx-none has no count arm" },
};

/* Plans a row whose case promises a slow path, with all controls but one. */
static void
plan_without(unsigned left_out, enum arm_slow_path slow_path)
{
	add("mtx", "mtx-none", "none", ARM_ROLE_BASE)->cases[0].slow_path =
	    slow_path;
	add("mtx", "mtx-global", "global", ARM_ROLE_CAND);
	for (unsigned i = 0; i < 3; i++)
		if (i != left_out)
			add("mtx", controls[i].name, "none", controls[i].role);
	make();
}

TEST_WITH(test_a_row_with_its_controls_is_run, set_up, tear_down)
{
	plan_without(3, ARM_SLOW_EVERY);
	assert_int_equal(plan_check_controls(&plan, &why), 0);
}

static void
assert_lacks(unsigned left_out)
{
	plan_without(left_out, ARM_SLOW_SOME);
	assert_int_equal(plan_check_controls(&plan, &why), -EINVAL);
	assert_non_null(strstr(why.text, "mtx/uncontended/1/spread"));
	assert_non_null(strstr(why.text, controls[left_out].complaint));
	/* What cannot be run here needs none. */
	reason_set(&plan.rows[0].skipped, 0, "no such machine");
	assert_int_equal(plan_check_controls(&plan, &why), 0);
}

TEST_WITH(test_a_row_without_a_null_is_refused, set_up, tear_down)
{
	assert_lacks(0);
}

TEST_WITH(test_a_row_without_a_planted_arm_is_refused, set_up, tear_down)
{
	assert_lacks(1);
}

TEST_WITH(test_a_slow_path_that_nobody_counts_is_refused, set_up, tear_down)
{
	assert_lacks(2);
}

TEST_WITH(test_no_slow_path_needs_no_count, set_up, tear_down)
{
	plan_without(2, ARM_SLOW_NONE);
	assert_int_equal(plan_check_controls(&plan, &why), 0);
}

static void
add_locks(void)
{
	add("mtx", "mtx-none", "none", ARM_ROLE_BASE);
	add("spin", "spin-none", "none", ARM_ROLE_BASE);
	add("mtx", "mtx-global", "global", ARM_ROLE_CAND);
	add("spin", "spin-global", "global", ARM_ROLE_CAND);
}

TEST_WITH(test_a_file_names_the_rows, set_up, tear_down)
{
	static const char rows[] = "spin/uncontended/1/spread\n";

	add_locks();
	options.rows_from =
	    scratch_write(*state, "rows", rows, sizeof(rows) - 1);
	make();
	assert_int_equal(plan.n_rows, 1);
	assert_string_equal(plan.rows[0].name, "spin/uncontended/1/spread");
}

TEST_WITH(test_a_file_that_names_nothing_is_refused, set_up, tear_down)
{
	static const struct {
		const char *text;
		const char *complaint;
	} files[] = {
		{ "", "names no row" },
		{ "spin/uncontended/1/spread", "is no list of rows" },
		{ "no/such/row\n", "no row matches" },
	};

	add_locks();
	for (unsigned i = 0; i < 3; i++) {
		options.rows_from = scratch_write(
		    *state, "rows", files[i].text, strlen(files[i].text));
		assert_int_equal(
		    plan_make(&options, &catalog, machine, &plan, &why),
		    -EINVAL);
		assert_non_null(strstr(why.text, files[i].complaint));
		assert_non_null(strstr(why.text, "/rows"));
	}
	options.rows_from = scratch_path(*state, "none");
	assert_int_equal(
	    plan_make(&options, &catalog, machine, &plan, &why), -ENOENT);
	assert_non_null(strstr(why.text, "it cannot be opened"));
	options.rows_from = *state;
	assert_int_equal(
	    plan_make(&options, &catalog, machine, &plan, &why), -EIO);
	assert_non_null(strstr(why.text, "it cannot be read: Is a directory"));
}

/* A case that one of two builds lacks is planned, and skipped. */
TEST_WITH(test_a_case_of_one_side_is_planned_and_skipped, set_up, tear_down)
{
	options.base = "old";
	options.checks = NULL;
	strcpy(add("a", "a@base", "none", ARM_ROLE_BASE)->cases[0].name,
	    "contended");
	add("a", "a", "none", ARM_ROLE_CAND);
	make();
	assert_int_equal(plan.n_rows, 2);
	assert_string_equal(plan.rows[0].name, "a/uncontended/1/spread");
	assert_string_equal(plan.rows[0].skipped.text,
	    "the old side's a has no case uncontended");
	assert_true(plan.rows[0].is_one_sided);
	assert_string_equal(plan.rows[1].name, "a/contended/2/same-l3");
	assert_string_equal(plan.rows[1].skipped.text,
	    "the new side's a has no case contended");
	assert_true(plan.rows[1].is_one_sided);
	assert_int_equal(plan_count_runnable(&plan), 0);
}

/* Without a second build a row may be made of a base alone. */
TEST_WITH(test_one_build_has_no_sides, set_up, tear_down)
{
	options.rows = "mtx/*";
	add("mtx", "mtx-none", "none", ARM_ROLE_BASE);
	add("spin", "spin-none", "none", ARM_ROLE_BASE);
	add("spin", "spin-global", "global", ARM_ROLE_CAND);
	make();
	assert_int_equal(plan.n_rows, 1);
	assert_false(plan.rows[0].is_one_sided);
	assert_int_equal(plan_count_runnable(&plan), 1);
}

TEST_WITH(test_a_lock_of_one_side_is_planned_and_skipped, set_up, tear_down)
{
	struct catalog_arm *lone;

	options.base = "old";
	add("a", "a@base", "none", ARM_ROLE_BASE);
	add("a", "a", "none", ARM_ROLE_CAND);
	lone = add("b", "b", "none", ARM_ROLE_BASE);
	catalog.n_arms--;
	catalog.lone = calloc(1, sizeof(*catalog.lone));
	catalog.lone[catalog.n_lone++] = *lone;
	*lone = (struct catalog_arm){ 0 };
	make();
	assert_int_equal(plan.n_rows, 2);
	assert_string_equal(plan.rows[1].name, "b/uncontended/1/spread");
	assert_non_null(strstr(
	    plan.rows[1].skipped.text, "only the old side has the lock b: "));
	assert_true(plan.rows[1].is_one_sided);
	options.rows = "a/*";
	plan_free(&plan);
	make();
	assert_int_equal(plan.n_rows, 1);
}
