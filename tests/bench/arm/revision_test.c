/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves how the arms of two builds are put together: which are base, controls
 * and candidate, which locks are left out, and that nothing in common is an
 * error.
 */
#include "bench/arm/revision.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

static struct catalog old;
static struct catalog new;
static struct catalog both;
static struct reason why;

static int
set_up(void **state)
{
	(void)state;
	why.text[0] = '\0';
	old = (struct catalog){ .folder = strdup("old") };
	new = (struct catalog){ .folder = strdup("new") };
	both = (struct catalog){ 0 };
	old.arms = calloc(16, sizeof(*old.arms));
	new.arms = calloc(16, sizeof(*new.arms));
	return old.arms == NULL || new.arms == NULL;
}

static int
tear_down(void **state)
{
	(void)state;
	catalog_close(&both);
	return 0;
}

static void
add(struct catalog *catalog, const char *lock, const char *name,
    enum arm_role role)
{
	struct catalog_arm *arm = &catalog->arms[catalog->n_arms++];

	snprintf(arm->lock, sizeof(arm->lock), "%s", lock);
	snprintf(arm->name, sizeof(arm->name), "%s", name);
	assert_true(asprintf(&arm->path, "%s/%s", catalog->folder, name) > 0);
	arm->role = role;
	arm->cases = calloc(1, sizeof(*arm->cases));
}

/* All that the build makes of a lock with a check. */
static void
add_family(struct catalog *catalog, const char *lock, const char *name,
    enum arm_role role)
{
	static const struct {
		const char *ending;
		enum arm_role role;
	} others[] = {
		{ "-planted", ARM_ROLE_PLANTED },
		{ "-count", ARM_ROLE_COUNT },
	};
	char full[CATALOG_NAME_BYTES];

	add(catalog, lock, name, role);
	for (unsigned i = 0; i < 2; i++) {
		snprintf(full, sizeof(full), "%s%s", name, others[i].ending);
		add(catalog, lock, full, others[i].role);
	}
}

static void
oppose(void)
{
	if (revision_oppose(&old, &new, &both, &why) < 0)
		fail_msg("%s", why.text);
}

/* The arm at index is what is said, from where is said. */
static void
assert_arm(
    unsigned index, enum arm_role role, const char *name, const char *path)
{
	assert_true(index < both.n_arms);
	assert_int_equal(both.arms[index].role, role);
	assert_string_equal(both.arms[index].name, name);
	assert_string_equal(both.arms[index].path, path);
}

TEST_WITH(
    test_the_old_is_base_and_controls_the_new_candidate, set_up, tear_down)
{
	add_family(&old, "mtx", "mtx-global-hard", ARM_ROLE_CAND);
	add_family(&new, "mtx", "mtx-global-hard", ARM_ROLE_CAND);
	oppose();
	assert_int_equal(both.n_arms, 5);
	assert_arm(
	    0, ARM_ROLE_BASE, "mtx-global-hard@base", "old/mtx-global-hard");
	assert_arm(1, ARM_ROLE_NULL, "mtx-global-hard-null@base",
	    "old/mtx-global-hard");
	assert_arm(2, ARM_ROLE_CAND, "mtx-global-hard", "new/mtx-global-hard");
	assert_arm(3, ARM_ROLE_PLANTED, "mtx-global-hard-planted@base",
	    "old/mtx-global-hard-planted");
	assert_arm(4, ARM_ROLE_COUNT, "mtx-global-hard-count",
	    "new/mtx-global-hard-count");
	for (unsigned i = 0; i < both.n_arms; i++)
		assert_string_equal(both.arms[i].lock, "mtx-global-hard");
}

TEST_WITH(
    test_a_lock_with_a_check_stands_for_the_one_without, set_up, tear_down)
{
	add_family(&old, "mtx", "mtx-none", ARM_ROLE_BASE);
	add_family(&old, "mtx", "mtx-global-hard", ARM_ROLE_CAND);
	add(&old, "mtx", "mtx-td-hard", ARM_ROLE_CAND);
	add_family(&old, "own", "own", ARM_ROLE_BASE);
	add_family(&new, "mtx", "mtx-none", ARM_ROLE_BASE);
	add_family(&new, "mtx", "mtx-global-hard", ARM_ROLE_CAND);
	add(&new, "mtx", "mtx-td-hard", ARM_ROLE_CAND);
	add_family(&new, "own", "own", ARM_ROLE_BASE);
	oppose();
	assert_int_equal(both.n_arms, 10);
	assert_arm(
	    0, ARM_ROLE_BASE, "mtx-global-hard@base", "old/mtx-global-hard");
	assert_arm(1, ARM_ROLE_BASE, "own@base", "old/own");
}

TEST_WITH(test_a_lone_arm_has_a_null_arm_alone, set_up, tear_down)
{
	add(&old, "own", "own", ARM_ROLE_BASE);
	add(&new, "own", "own", ARM_ROLE_BASE);
	oppose();
	assert_int_equal(both.n_arms, 3);
	assert_arm(0, ARM_ROLE_BASE, "own@base", "old/own");
	assert_arm(1, ARM_ROLE_NULL, "own-null@base", "old/own");
	assert_arm(2, ARM_ROLE_CAND, "own", "new/own");
}

TEST_WITH(test_what_one_side_lacks_is_kept_aside, set_up, tear_down)
{
	add_family(&old, "a", "a", ARM_ROLE_BASE);
	add_family(&old, "b", "b", ARM_ROLE_BASE);
	add_family(&new, "b", "b", ARM_ROLE_BASE);
	add_family(&new, "c", "c", ARM_ROLE_BASE);
	oppose();
	assert_int_equal(both.n_arms, 5);
	assert_arm(0, ARM_ROLE_BASE, "b@base", "old/b");
	assert_int_equal(both.n_lone, 2);
	assert_string_equal(both.lone[0].lock, "a");
	assert_int_equal(both.lone[0].role, ARM_ROLE_BASE);
	assert_string_equal(both.lone[1].lock, "c");
	assert_int_equal(both.lone[1].role, ARM_ROLE_CAND);
}

/* The old lock stands for the renamed one alone where that has the check. */
TEST_WITH(test_a_lock_that_lost_its_check_is_kept_aside, set_up, tear_down)
{
	add_family(&old, "mtx", "mtx-none", ARM_ROLE_BASE);
	add_family(&old, "mtx", "mtx-global-hard", ARM_ROLE_CAND);
	add_family(&old, "own", "own", ARM_ROLE_BASE);
	add_family(&new, "mtx", "mtx-none", ARM_ROLE_BASE);
	add_family(&new, "own", "own", ARM_ROLE_BASE);
	oppose();
	assert_int_equal(both.n_arms, 5);
	assert_int_equal(both.n_lone, 1);
	assert_string_equal(both.lone[0].lock, "mtx-global-hard");
}

TEST_WITH(test_nothing_in_common_is_an_error, set_up, tear_down)
{
	add_family(&old, "a", "a", ARM_ROLE_BASE);
	add_family(&new, "b", "b", ARM_ROLE_BASE);
	assert_int_equal(revision_oppose(&old, &new, &both, &why), -EINVAL);
	assert_non_null(strstr(why.text, "no lock in common"));
	assert_non_null(strstr(why.text, "'old'"));
	assert_non_null(strstr(why.text, "'new'"));
}

TEST_WITH(test_only_a_planted_build_can_be_slowed_down, set_up, tear_down)
{
	add_family(&old, "a", "a", ARM_ROLE_BASE);
	add_family(&new, "a", "a", ARM_ROLE_BASE);
	oppose();
	assert_int_equal(revision_check_planted(&both, &why), -EINVAL);
	assert_non_null(strstr(why.text, "a was not built"));
	both.arms[2].is_planted = true;
	assert_int_equal(both.arms[2].role, ARM_ROLE_CAND);
	assert_int_equal(revision_check_planted(&both, &why), 0);
}
