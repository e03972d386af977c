/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves from the built objects, moved as the loader moves them, that every arm
 * keeps the rules of rules.h at every offset at which arms are run, that an arm
 * is the same code at all of them, that controls differ from their baseline as
 * they should, and that each rule can be broken: arms built wrong on purpose
 * break just theirs.
 */
#include "moved.h"
#include "rules.h"
#include "same_code.h"

#include "bench/arm/catalog.h"
#include "bench/run/plan.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

static struct catalog catalog;

static void
open_moved(const char *path, unsigned offset, struct moved *ret)
{
	struct reason why;

	if (moved_open(path, offset, ret, &why) < 0)
		fail_msg("%s", why.text);
}

static void
open_arm(
    const char *folder, const char *name, unsigned offset, struct moved *ret)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s.so", folder, name);
	open_moved(path, offset, ret);
}

/* The rules that the arm at path, moved to an offset, breaks. */
static unsigned
judge_at(const char *path, unsigned offset, const struct arm_names *names)
{
	struct moved moved;
	unsigned broken;

	open_moved(path, offset, &moved);
	broken = rules_broken(&moved.object, names);
	moved_close(&moved);
	return broken;
}

/* The rules that an arm breaks at an offset, if it is what names says. */
static unsigned
judge(const char *folder, const char *name, const struct arm_names *names)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s.so", folder, name);
	return judge_at(path, names->offset, names);
}

static int
open_catalog(void **state)
{
	struct reason why;
	const int err = catalog_open(getenv("ARMS_DIR"), &catalog, &why);

	(void)state;
	if (err < 0)
		fprintf(stderr, "# %s\n", why.text);
	return err;
}

static int
close_catalog(void **state)
{
	(void)state;
	catalog_close(&catalog);
	return 0;
}

TEST_GROUP(open_catalog, close_catalog);

TEST(test_every_arm_keeps_the_rules_at_every_pad)
{
	unsigned n_looked_at = 0;

	for (unsigned i = 0; i < catalog.n_arms; i++) {
		const struct catalog_arm *arm = &catalog.arms[i];

		/* References are other people's code, called as such. */
		if (arm->role == ARM_ROLE_REF)
			continue;
		for (unsigned j = 0; j < PLAN_OFFSETS; j++) {
			const struct arm_names names = { arm->lock, arm->check,
				arm->place, plan_offsets[j] };

			assert_int_equal(
			    judge_at(arm->path, names.offset, &names), 0);
			n_looked_at++;
		}
	}
	assert_true(n_looked_at > 0);
}

TEST(test_an_arm_is_the_same_code_at_every_offset)
{
	for (unsigned i = 0; i < catalog.n_arms; i++) {
		const char *path = catalog.arms[i].path;
		struct moved first;

		open_moved(path, 0, &first);
		for (unsigned j = 1; j < PLAN_OFFSETS; j++) {
			struct moved other;

			open_moved(path, plan_offsets[j], &other);
			assert_true(same_code(&first.object, &other.object));
			moved_close(&other);
		}
		moved_close(&first);
	}
}

static bool
is_same_code(const char *a, const char *b)
{
	struct moved left;
	struct moved right;

	open_arm(catalog.folder, a, 0, &left);
	open_arm(catalog.folder, b, 0, &right);
	const bool is_same = same_code(&left.object, &right.object);
	moved_close(&left);
	moved_close(&right);
	return is_same;
}

/* How many sites of patch lie across a line's end, of how many. */
static unsigned
count_split_sites(const struct object *object, unsigned *n_sites)
{
	const Elf64_Sym *from = object_symbol(object, "__start_patch_sites");
	const Elf64_Sym *to = object_symbol(object, "__stop_patch_sites");
	unsigned n = 0;

	assert_true(from != NULL && to != NULL);
	for (uint64_t e = from->st_value; e < to->st_value; e += 8) {
		int32_t distance;
		uint64_t site;

		memcpy(&distance, object_bytes_at(object, e, 4), 4);
		site = e + (uint64_t)(int64_t)distance;
		n += site / 64 != (site + 4) / 64;
		++*n_sites;
	}
	return n;
}

/* loader_test.c runs these: so no site is rewritten that cannot be, unseen. */
TEST(test_some_site_of_patch_lies_across_a_lines_end)
{
	unsigned n_split = 0;
	unsigned n_sites = 0;

	for (unsigned i = 0; i < PLAN_OFFSETS; i++) {
		struct moved moved;

		open_arm(
		    catalog.folder, "mtx-patch-hard", plan_offsets[i], &moved);
		n_split += count_split_sites(&moved.object, &n_sites);
		moved_close(&moved);
	}
	assert_true(n_sites > 0 && n_split > 0 && n_split < n_sites);
}

TEST(test_other_code_is_told_from_a_baseline)
{
	assert_true(is_same_code("mtx-none", "mtx-none"));
	assert_false(is_same_code("mtx-none", "mtx-none-planted"));
	assert_false(is_same_code("mtx-none", "mtx-delay12-none"));
	assert_false(is_same_code("spin-delay12-none", "spin-delay24-none"));
}

/* By what is asked; a hint is not. */
static const char *const checks[] = { "none", "global", "curthread", "td",
	"readfreq", "hotline", "call", "patch" };

TEST(test_no_check_passes_for_another)
{
	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++)
		for (size_t j = 1; j < sizeof(checks) / sizeof(checks[0]);
		     j++) {
			const struct arm_names names = { "mtx", checks[i],
				i == 0 ? "" : "hard", 0 };
			char name[64];

			snprintf(name, sizeof(name), "mtx-%s-hard", checks[j]);
			assert_int_equal(
			    judge(catalog.folder, name, &names) == 0, i == j);
		}
}

/* clang 14 makes the same hard paths of mtx with the hint and without. */
#ifndef __clang__
static unsigned
count_fake_ahead(const char *check)
{
	const struct arm_names names = { "mtx", check, "hard", 0 };
	char name[64];
	struct moved moved;
	unsigned n;

	snprintf(name, sizeof(name), "mtx-%s-hard", check);
	open_arm(catalog.folder, name, 0, &moved);
	n = rules_count_fake_ahead(&moved.object, &names);
	moved_close(&moved);
	return n;
}

TEST(test_the_hint_keeps_what_is_faked_out_of_the_way)
{
	assert_int_equal(count_fake_ahead("global"), 0);
	assert_int_not_equal(count_fake_ahead("global-nohint"), 0);
}
#endif

static void
assert_breaks(
    const char *name, const char *check, unsigned offset, unsigned rules)
{
	const struct arm_names names = { "mtx", check, "hard", offset };

	assert_int_equal(judge(getenv("BROKEN_ARMS_DIR"), name, &names), rules);
}

TEST(test_an_arm_at_another_offset_than_is_said_is_seen)
{
	const struct arm_names names = { "mtx", "global", "hard", 16 };
	char path[4096];

	snprintf(path, sizeof(path), "%s/mtx-global-hard.so", catalog.folder);
	assert_int_equal(judge_at(path, 12, &names),
	    RULE_LOOPS_AT_OFFSET | RULE_HARD_AT_OFFSET);
}

TEST(test_an_arm_linked_without_its_script_cannot_be_moved)
{
	char path[4096];
	struct moved moved;
	struct reason why;

	snprintf(
	    path, sizeof(path), "%s/unplaced.so", getenv("BROKEN_ARMS_DIR"));
	assert_int_equal(moved_open(path, 16, &moved, &why), -ENOEXEC);
	assert_non_null(strstr(why.text, "unplaced.so"));
	assert_non_null(strstr(why.text, ".text.arm"));
}

TEST(test_a_visible_flag_is_reached_through_the_got)
{
	assert_breaks("visible", "global", 0,
	    RULE_NO_PLT_OR_GOT | RULE_FLAG_IS_ONE | RULE_HARD_IS_CALLED);
}

TEST(test_an_atomic_flag_takes_two_instructions)
{
	assert_breaks("atomic", "global", 0, RULE_FLAG_IS_ONE);
}

TEST(test_a_thread_local_field_is_seen)
{
	assert_breaks("tls", "global", 0, RULE_NO_TLS | RULE_NO_PLT_OR_GOT);
}

TEST(test_a_check_at_the_wrong_place_is_seen)
{
	assert_breaks("entry", "global", 0, RULE_FLAG_IS_ONE);
}

TEST(test_an_inlined_hard_path_is_seen)
{
	assert_breaks("inlined", "global", 0, RULE_HARD_IS_CALLED);
}

TEST(test_thread_locals_of_curthread_excuse_no_others)
{
	assert_breaks("tls-curthread", "curthread", 0, RULE_NO_TLS);
}

TEST(test_a_readfreq_outside_of_its_section_is_seen)
{
	assert_breaks("strayed", "readfreq", 16, RULE_FLAG_LIES);
}

TEST(test_a_write_to_the_line_of_readfreq_is_seen)
{
	assert_breaks("warm", "readfreq", 0, RULE_FLAG_LIES);
}

TEST(test_a_hotline_that_nobody_writes_is_seen)
{
	/* Its hard path is another than mtx's, and stands before it. */
	assert_breaks(
	    "cool", "hotline", 0, RULE_FLAG_LIES | RULE_HARD_IS_CALLED);
}

TEST(test_a_site_of_two_nops_is_seen)
{
	assert_breaks("long-nop", "patch", 0, RULE_FLAG_IS_ONE);
}
