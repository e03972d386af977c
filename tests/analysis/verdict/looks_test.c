/* SPDX-License-Identifier: BSD-2-Clause */
/* Proves that only rising numbers are looks, and which look is reached. */
#include <stddef.h>
#include <stdint.h>

#include "tests/lib/test.h"

#include "analysis/verdict/gate_rules.h"

TEST(rising_counts_are_looks)
{
	struct looks looks;

	assert_true(looks_parse("10;20;40", &looks));
	assert_int_equal(looks.n, 3);
	assert_int_equal(looks.at[0], 10);
	assert_int_equal(looks.at[1], 20);
	assert_int_equal(looks.at[2], 40);
	assert_int_equal(looks_last(&looks), 40);
	assert_true(looks_parse("1", &looks));
	assert_int_equal(looks.n, 1);
	assert_true(looks_parse("1;2;3;4;5;6;7;8", &looks));
	assert_int_equal(looks.n, LOOKS_MOST);
	assert_true(looks_parse("18446744073709551615", &looks));
	assert_int_equal(looks_last(&looks), SIZE_MAX);
}

TEST(all_else_is_refused)
{
	static const char *const BAD[] = {
		"",
		";",
		"0",
		"0;1",
		"10;",
		";10",
		"10;;20",
		"10;10",
		"20;10",
		"10,20",
		"10; 20",
		" 10",
		"-1",
		"+1",
		"1e1",
		"10;20x",
		"1;2;3;4;5;6;7;8;9",
		"18446744073709551616",
	};
	struct looks looks = { .n = 7 };

	for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
		if (looks_parse(BAD[i], &looks))
			fail_msg("took '%s'", BAD[i]);
		assert_int_equal(looks.n, 7);
	}
}

TEST(a_look_is_reached_with_its_last_unit)
{
	const struct looks looks = { .n = 3, .at = { 10, 20, 40 } };
	const struct looks none = { 0 };

	assert_int_equal(looks_reached(&looks, 0), 0);
	assert_int_equal(looks_reached(&looks, 9), 0);
	assert_int_equal(looks_reached(&looks, 10), 1);
	assert_int_equal(looks_reached(&looks, 19), 1);
	assert_int_equal(looks_reached(&looks, 20), 2);
	assert_int_equal(looks_reached(&looks, 39), 2);
	assert_int_equal(looks_reached(&looks, 40), 3);
	assert_int_equal(looks_reached(&looks, 1000), 3);
	assert_int_equal(looks_reached(&none, 1000), 0);
	assert_int_equal(looks_last(&none), 0);
}
