/* SPDX-License-Identifier: BSD-2-Clause */
/* Proves what is read through the door to /proc and /sys, and what is not. */
#include "bench/machine/probe.h"

#include <string.h>

#include "tests/bench/machine/fake_root.h"
#include "tests/lib/scratch.h"
#include "tests/lib/test.h"

#define PROBE_TEST(name) TEST_WITH(name, scratch_create, scratch_destroy)

PROBE_TEST(the_first_line_is_read)
{
	char line[PROBE_LINE_BYTES] = "before";

	fake_root_put(*state, "one\ntwo\n", "/proc/x/4");
	assert_true(probe_line(*state, line, "/proc/%s/%d", "x", 4));
	assert_string_equal(line, "one");
	fake_root_put(*state, "\n", "/proc/x/4");
	assert_true(probe_line(*state, line, "/proc/x/4"));
	assert_string_equal(line, "");
}

PROBE_TEST(what_is_not_there_leaves_what_was)
{
	char line[PROBE_LINE_BYTES] = "before";
	int64_t number = 7;

	fake_root_put(*state, "", "/proc/empty");
	assert_false(probe_line(*state, line, "/proc/none"));
	assert_false(probe_line(*state, line, "/proc/empty"));
	assert_false(probe_number(*state, &number, "/proc/none"));
	assert_false(probe_key(*state, "key", &number, "/proc/none"));
	assert_string_equal(line, "before");
	assert_int_equal(number, 7);
}

PROBE_TEST(a_long_line_is_cut)
{
	char text[2 * PROBE_LINE_BYTES];
	char line[PROBE_LINE_BYTES];

	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	fake_root_put(*state, text, "/long");
	assert_true(probe_line(*state, line, "/long"));
	assert_int_equal(strlen(line), PROBE_LINE_BYTES - 1);
}

PROBE_TEST(a_number_is_nothing_else)
{
	int64_t number = 7;

	fake_root_put(*state, "12 kHz\n", "/words");
	assert_false(probe_number(*state, &number, "/words"));
	fake_root_put(*state, "99999999999999999999\n", "/large");
	assert_false(probe_number(*state, &number, "/large"));
	assert_int_equal(number, 7);
	fake_root_put(*state, "-1\n", "/number");
	assert_true(probe_number(*state, &number, "/number"));
	assert_int_equal(number, -1);
}

PROBE_TEST(a_key_is_a_whole_word)
{
	int64_t number = 7;

	fake_root_put(*state, "usage 1\nusage_us 2\nend x\n", "/stat");
	assert_true(probe_key(*state, "usage_us", &number, "/stat"));
	assert_int_equal(number, 2);
	assert_true(probe_key(*state, "usage", &number, "/stat"));
	assert_int_equal(number, 1);
	assert_false(probe_key(*state, "us", &number, "/stat"));
	assert_false(probe_key(*state, "end", &number, "/stat"));
	assert_int_equal(number, 1);
}

TEST(without_a_root_it_is_this_machine)
{
	char line[PROBE_LINE_BYTES];

	assert_true(probe_line("", line, "/proc/self/stat"));
	assert_non_null(strchr(line, ')'));
}
