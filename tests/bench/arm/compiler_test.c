/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves what is taken from an arm on what made it, that an unknown compiler is
 * like no other, not even another unknown one, and that the arms of a lock
 * which were made by two are refused, with what is different.
 */
#include "bench/arm/compiler.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "bench/arm/provenance.h"
#include "tests/lib/test.h"

static const struct compiler gcc = { "gcc", "12.2.0", "-O2 -g -DX" };
static const struct compiler clang = { "clang", "14.0.6", "-O2 -g -DX" };
static const struct compiler other = { "gcc", "12.2.0", "-O2 -g -fno-plt" };
static const struct compiler unknown = { "", "", "" };

static struct catalog_arm arms[8];
static struct catalog catalog;
static struct reason why;

static int
set_up(void **state)
{
	(void)state;
	memset(arms, 0, sizeof(arms));
	catalog = (struct catalog){ .arms = arms };
	why.text[0] = '\0';
	return 0;
}

static void
add(const char *lock, const char *name, enum arm_role role,
    const struct compiler *compiler)
{
	struct catalog_arm *arm = &arms[catalog.n_arms++];

	snprintf(arm->lock, sizeof(arm->lock), "%s", lock);
	snprintf(arm->name, sizeof(arm->name), "%s", name);
	arm->role = role;
	arm->compiler = *compiler;
}

TEST(what_an_arm_says_is_taken)
{
	const struct arm arm = { .abi = 4,
		.compiler = "clang",
		.compiler_version = "14.0.6 ",
		.flags = "-O3 -g" };
	struct compiler compiler;

	compiler_copy(&arm, &compiler);
	assert_string_equal(compiler.name, "clang");
	assert_string_equal(compiler.version, "14.0.6");
	assert_string_equal(compiler.flags, "-O3 -g");
}

TEST(an_arm_of_an_older_abi_says_nothing)
{
	const struct arm arm = { .abi = 3,
		.compiler = "beyond its end",
		.compiler_version = "beyond its end",
		.flags = "beyond its end" };
	struct compiler compiler;

	compiler_copy(&arm, &compiler);
	assert_false(compiler_is_known(&compiler));
}

TEST(flags_too_long_to_keep_are_unknown)
{
	static char flags[COMPILER_FLAGS_BYTES + 1];
	const struct arm arm = { .abi = 4,
		.compiler = "c",
		.compiler_version = "1",
		.flags = flags };
	struct compiler compiler;

	memset(flags, 'f', COMPILER_FLAGS_BYTES - 1);
	compiler_copy(&arm, &compiler);
	assert_true(compiler_is_known(&compiler));
	flags[COMPILER_FLAGS_BYTES - 1] = 'f';
	compiler_copy(&arm, &compiler);
	assert_false(compiler_is_known(&compiler));
}

TEST(an_unknown_compiler_is_like_no_other)
{
	assert_false(compiler_is_same(&unknown, &unknown));
	assert_false(compiler_is_same(&gcc, &unknown));
	assert_false(compiler_differs(&gcc, &unknown));
	assert_true(compiler_is_same(&gcc, &gcc));
	assert_true(compiler_differs(&gcc, &clang));
	assert_true(compiler_differs(&gcc, &other));
}

TEST(the_name_has_the_last_level)
{
	const struct compiler two = { "gcc", "12.2.0", "-O2 -g -O3 -Ofoo=" };
	char name[COMPILER_TEXT_BYTES];

	compiler_name(&gcc, name, sizeof(name));
	assert_string_equal(name, "gcc 12.2.0 -O2");
	compiler_name(&two, name, sizeof(name));
	assert_string_equal(name, "gcc 12.2.0 -Ofoo=");
	compiler_name(&unknown, name, sizeof(name));
	assert_string_equal(name, "unknown");
}

TEST(a_difference_is_told_by_what_is_different)
{
	char text[COMPILER_TEXT_BYTES];

	compiler_difference(&gcc, &clang, text, sizeof(text));
	assert_string_equal(text, "gcc 12.2.0 against clang 14.0.6");
	compiler_difference(&gcc, &other, text, sizeof(text));
	assert_string_equal(text,
	    "gcc 12.2.0; flags only of the first: -DX; only of the second: "
	    "-fno-plt");
	compiler_difference(&gcc, &other, text, 36);
	assert_string_equal(text, "gcc 12.2.0; flags only of the first");
}

TEST(a_side_without_flags_of_its_own_has_none)
{
	const struct compiler less = { "gcc", "12.2.0", "-O2 -g" };
	char text[COMPILER_TEXT_BYTES];

	compiler_difference(&less, &gcc, text, sizeof(text));
	assert_string_equal(text,
	    "gcc 12.2.0; flags only of the first: none; only of the second: "
	    "-DX");
}

TEST_WITH(arms_of_a_lock_that_are_made_alike_pass, set_up, NULL)
{
	add("mtx", "mtx-none", ARM_ROLE_BASE, &gcc);
	add("mtx", "mtx-global-hard", ARM_ROLE_CAND, &gcc);
	add("rw", "rw-none", ARM_ROLE_BASE, &clang);
	add("pthread", "pthread", ARM_ROLE_REF, &other);
	assert_int_equal(provenance_check(&catalog, &why), 0);
}

TEST_WITH(a_candidate_of_another_compiler_is_refused, set_up, NULL)
{
	add("mtx", "mtx-none@base", ARM_ROLE_BASE, &gcc);
	add("mtx", "mtx-none", ARM_ROLE_CAND, &clang);
	assert_int_equal(provenance_check(&catalog, &why), -EINVAL);
	assert_string_equal(why.text,
	    "mtx-none@base and mtx-none were not made alike: gcc 12.2.0 "
	    "against clang 14.0.6: build both with one CC and the same "
	    "--arm-flags");
}

TEST_WITH(so_is_a_control_with_other_flags, set_up, NULL)
{
	add("mtx", "mtx-none", ARM_ROLE_BASE, &unknown);
	add("mtx", "mtx-none-null", ARM_ROLE_NULL, &gcc);
	add("mtx", "mtx-none-planted", ARM_ROLE_PLANTED, &other);
	assert_int_equal(provenance_check(&catalog, &why), -EINVAL);
	assert_non_null(strstr(
	    why.text, "first: -DX; only of the second: -fno-plt: build"));
}

TEST_WITH(arms_that_do_not_say_are_counted, set_up, NULL)
{
	const char *first = "nobody";

	add("mtx", "mtx-none", ARM_ROLE_BASE, &gcc);
	add("pthread", "pthread", ARM_ROLE_REF, &unknown);
	assert_int_equal(provenance_count_unknown(&catalog, &first), 0);
	assert_string_equal(first, "nobody");
	add("mtx", "mtx-td-hard", ARM_ROLE_CAND, &unknown);
	add("rw", "rw-none", ARM_ROLE_BASE, &unknown);
	assert_int_equal(provenance_count_unknown(&catalog, &first), 2);
	assert_string_equal(first, "mtx-td-hard");
	assert_int_equal(provenance_check(&catalog, &why), 0);
}
