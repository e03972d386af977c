/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves which ABIs are loaded: the one before ours as it was, with what made
 * it unknown; none that is older, nor one that we cannot know yet.  And that
 * our own arms say what made them.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/arm/catalog.h"
#include "tests/lib/test.h"

static int
load(const char *folder, const char *name, struct catalog_loaded *ret,
    struct reason *why)
{
	char path[4096];
	const struct loader_order order = { .path = path, .name = name };

	assert_non_null(getenv(folder));
	snprintf(path, sizeof(path), "%s/%s.so", getenv(folder), name);
	return catalog_load(&order, ret, why);
}

TEST(an_arm_of_the_abi_before_runs)
{
	struct reason why = { "" };
	struct compiler compiler;
	struct catalog_loaded loaded;
	uint64_t lock = 1;

	assert_int_equal(load("BROKEN_ARMS_DIR", "abi3", &loaded, &why), 0);
	loaded.arm->lock_init(&lock);
	loaded.arm->cases[0]->run(&lock, NULL, 7);
	assert_int_equal(lock, 7);
	compiler_copy(loaded.arm, &compiler);
	assert_false(compiler_is_known(&compiler));
	catalog_unload(&loaded);
}

TEST(one_that_is_older_is_refused)
{
	struct reason why = { "" };
	struct catalog_loaded loaded;

	assert_int_equal(
	    load("BROKEN_ARMS_DIR", "abi2", &loaded, &why), -ENOEXEC);
	assert_non_null(strstr(
	    why.text, "abi2.so has arm ABI 2, this engine 3 to 4: build"));
}

TEST(one_that_is_newer_is_refused)
{
	struct reason why = { "" };
	struct catalog_loaded loaded;

	assert_int_equal(
	    load("BROKEN_ARMS_DIR", "abi5", &loaded, &why), -ENOEXEC);
	assert_non_null(strstr(why.text, "has arm ABI 5, this engine 3 to 4"));
}

TEST(our_arms_say_what_made_them)
{
	struct reason why = { "" };
	struct compiler compiler;
	struct catalog_loaded loaded;
	char version[32];

#if defined(__clang__)
	snprintf(version, sizeof(version), "%d.%d.%d", __clang_major__,
	    __clang_minor__, __clang_patchlevel__);
#else
	snprintf(version, sizeof(version), "%d.%d.%d", __GNUC__, __GNUC_MINOR__,
	    __GNUC_PATCHLEVEL__);
#endif
	assert_int_equal(load("ARMS_DIR", "mtx-none", &loaded, &why), 0);
	compiler_copy(loaded.arm, &compiler);
	/* The test's compiler is that of the arms. */
	assert_ptr_equal(strstr(compiler.version, version), compiler.version);
	assert_non_null(strstr(compiler.flags, "-O2 "));
	assert_non_null(strstr(compiler.flags, "-falign-loops=64"));
	catalog_unload(&loaded);
}
