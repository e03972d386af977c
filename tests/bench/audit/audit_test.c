/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of the built arms that two audits are the same, byte for byte; that
 * claims fail, with their cause, for locks whose check is broken on purpose;
 * and that damaged arms are refused.
 */
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "tests/lib/test.h"

#include "tests/lib/scratch.h"

/* Runs a shell command in the folder; returns its exit status. */
static int __attribute__((format(printf, 2, 3)))
run(const char *folder, const char *format, ...)
{
	char command[4096];
	int used = snprintf(
	    command, sizeof(command), "cd '%s' && exec >out 2>err && ", folder);
	va_list args;
	int status;

	va_start(args, format);
	vsnprintf(command + used, sizeof(command) - (size_t)used, format, args);
	va_end(args);
	status = system(command);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void
assert_has(const char *folder, const char *name, const char *expected)
{
	char *text = scratch_read(folder, name);

	assert_non_null(text);
	if (strstr(text, expected) == NULL)
		fail_msg(
		    "%s is:\n%.4000s\nand lacks: %s", name, text, expected);
	free(text);
}

static void
audit_broken(const char *folder, const char *out)
{
	assert_int_equal(
	    run(folder, "%s --arms '%s' --out %s", getenv("SLOWPATH_AUDIT"),
	        getenv("BROKEN_AUDIT_DIR"), out),
	    0);
}

TEST_GROUP(scratch_create, scratch_destroy);

TEST(an_audit_is_the_same_twice)
{
	audit_broken(*state, "one");
	audit_broken(*state, "two");
	assert_int_equal(run(*state,
	                     "cmp one/audit.csv two/audit.csv && "
	                     "cmp one/audit.txt two/audit.txt"),
	    0);
	assert_int_equal(run(*state, "%s compare --gate '%s' one two",
	                     getenv("SLOWPATH_ANALYSIS"), getenv("GATE")),
	    0);
	assert_has(*state, "out", " 0 with more\n");
}

/* clang 14 cannot show it: it saves a register on every fast path. */
#ifdef __clang__
#define FOLLOWS_HINTS false
#else
#define FOLLOWS_HINTS true
#endif

static void
assert_sound_passes(const char *folder)
{
	char *text = scratch_read(folder, "out");

	assert_non_null(strstr(text, "mtx-spilled/lock/global/hard/free: "));
	assert_null(strstr(text, "NOT AS CLAIMED: mtx-sound"));
	free(text);
}

/* The message that names the cause, for each broken lock. */
TEST(broken_checks_are_found_and_the_cause_is_named)
{
	static const char *const CAUSES[] = {
		"mtx-second_load/lock/global/hard/mine: ",
		"loads +2, +1 is the most; ",
		"byte ptr [stop_readfreq]",
		"mtx-fast_path/lock/global/hard/code: the inlined fast path is "
		"not the same code",
		"mtx-fast_path/lock/global/hard/free: instructions +2, +0 is "
		"the most; loads +1, +0 is the most; ",
		"mtx-spilled/lock/global/hard/code: the inlined fast path is "
		"not the same code",
		"a register is saved; new: push rbx",
		"mtx-turned_hint/lock/global/hard/mine: the check's branch "
		"jumps on the likely way: its hint is turned round",
		"mtx-store/lock/global/hard/mine: ",
		"stores +1, +0 is the most; lines_written +1, +0 is the most; "
		"new: mov qword ptr [stop_hotline_asker], 1",
		"    + cmp byte ptr [stop_scheduler], 0",
	};

	audit_broken(*state, "one");
	/* No claim says what these locks do when the world stops. */
	assert_int_equal(
	    run(*state,
	        "{ cat '%s' && echo '*,*,mtx-*,*,global,hard,stopped,open,,,,,"
	        ",,,,,,none'; } >claims.csv && %s audit --claims claims.csv "
	        "one",
	        getenv("CLAIMS"), getenv("SLOWPATH_ANALYSIS")),
	    1);
	for (size_t i = 0; i < sizeof(CAUSES) / sizeof(CAUSES[0]); i++)
		assert_has(*state, "out", CAUSES[i]);
	if (FOLLOWS_HINTS)
		assert_sound_passes(*state);
}

TEST(damaged_arms_are_refused)
{
	static const struct {
		const char *damage; /* of a.so */
		const char *said;
	} EXAMPLES[] = {
		{ "truncate -s 3000 a.so", "a.so" },
		{ "truncate -s 0 a.so", "a.so" },
		{ "echo nothing >a.so", "a.so" },
		{ "strip -s a.so", "a.so: it has no symbols: stripped?" },
		{ "cp /lib/x86_64-linux-gnu/libm.so.6 a.so",
		    "a.so: it has no symbols" },
		{ "printf '\\377' | dd of=a.so bs=1 seek=60 "
		  "conv=notrunc 2>/dev/null",
		    "no table of sections" },
	};

	for (size_t i = 0; i < sizeof(EXAMPLES) / sizeof(EXAMPLES[0]); i++) {
		assert_int_equal(
		    run(*state, "cp '%s/mtx-sound-none.so' a.so && %s",
		        getenv("BROKEN_AUDIT_DIR"), EXAMPLES[i].damage),
		    0);
		assert_int_equal(run(*state, "%s --arms . --out three",
		                     getenv("SLOWPATH_AUDIT")),
		    2);
		assert_has(*state, "err", EXAMPLES[i].said);
	}
}

/* A lock that recurses has states that another does not have. */
TEST(other_states_than_the_base_has_are_refused)
{
	static const char *const SAID[][2] = {
		{ "more", "more-td-hard: lock: its base has no state mine" },
		{ "less",
		    "less-td-hard: its base has 10 states of operations, it "
		    "has 8" },
	};

	for (size_t i = 0; i < sizeof(SAID) / sizeof(SAID[0]); i++) {
		assert_int_equal(
		    run(*state, "mkdir %s && cp '%s'/%s-*.so %s", SAID[i][0],
		        getenv("BY_HAND_DIR"), SAID[i][0], SAID[i][0]),
		    0);
		assert_int_equal(run(*state, "%s --arms %s --out four",
		                     getenv("SLOWPATH_AUDIT"), SAID[i][0]),
		    2);
		assert_has(*state, "err", SAID[i][1]);
	}
}
