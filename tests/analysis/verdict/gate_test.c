/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that the gate file of this project can be read, that the first
 * matching line wins, and that a bad line is refused with its place.
 */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

#include "analysis/verdict/gate.h"
#include "tests/lib/scratch.h"

#define HEADER \
	"rows,candidates,margin,alpha,looks,least_units,largest_drop_rate\n"

#define REPORTED                                                            \
	"rows,candidates,margin,alpha,looks,least_units,largest_drop_rate," \
	"reported\n"

/* A margin of 0 stands for "neither judged nor compared". */
static void
assert_margin(const struct gate *gate, const char *row, const char *candidate,
    double margin)
{
	const struct gate_rule *rule = gate_find(gate, row, candidate);

	if (rule == NULL || rule->margin == 0) {
		if (margin != 0)
			fail_msg("%s %s: no margin", row, candidate);
		/* The candidate's line says why. */
		assert_true(rule == NULL || rule->reported[0] != '\0');
		return;
	}
	if (rule->margin != margin)
		fail_msg("%s %s: margin %g, not %g", row, candidate,
		    rule->margin, margin);
	assert_true(rule->alpha == 0.05 && rule->largest_drop_rate == 0.5);
	assert_int_equal(rule->least_units, 8);
	assert_int_equal(rule->looks.n, 3);
	assert_int_equal(rule->looks.at[0], 10);
	assert_int_equal(rule->looks.at[1], 20);
	assert_int_equal(rule->looks.at[2], 40);
}

TEST_GROUP(scratch_create, scratch_destroy);

TEST(the_gate_file_in_the_tree_judges_the_cases_it_should)
{
	static const struct {
		const char *row;
		double hard;
		double revision;
	} CASES[] = {
		{ "mtx/uncontended/1/spread", 0.01, 0.01 },
		{ "sx/read-uncontended/1/spread", 0.01, 0.01 },
		/* A check in a read of rw is at its entry in either place. */
		{ "rw/read-uncontended/1/spread", 0, 0.01 },
		{ "rm/read-uncontended/1/spread", 0, 0.01 },
		{ "mtx/trylock-busy/1/spread", 0.15, 0.15 },
		{ "rw/recurse/1/spread", 0.05, 0.05 },
		{ "mtx/contended/2/same-l3", 0.05, 0.05 },
		{ "lk/handoff/2/same-l3", 0.05, 0.05 },
		{ "sx/read/2/same-l3", 0.05, 0.05 },
		{ "rw/mix-90/2/same-l3", 0.05, 0.05 },
		{ "rw/reader-waits/2/same-l3", 0.05, 0.05 },
		{ "mtx/cold/1/spread", 0, 0.05 },
		{ "lk/upgrade/1/spread", 0, 0.05 },
		/* No lock in the loop; a pass that is faked. */
		{ "mtx/empty/1/spread", 0, 0 },
		{ "mtx/stopped/1/spread", 0, 0 },
		{ "mtx/other/1/spread", 0, 0 },
	};
	struct gate *gate;
	struct reason why;

	if (gate_read(getenv("GATE"), &gate, &why) < 0)
		fail_msg("%s", why.text);
	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		const char *row = CASES[i].row;

		assert_margin(gate, row, "global-hard", CASES[i].hard);
		assert_margin(gate, row, "revision", CASES[i].revision);
		assert_margin(gate, row, "global-entry", 0);
	}
	gate_destroy(gate);
}

/*
 * Returns why this project's gate file only reports a candidate, or NULL.
 */
static const char *
why_reported(const struct gate *gate, const char *row, const char *candidate)
{
	const struct gate_rule *rule = gate_find(gate, row, candidate);

	return rule != NULL && rule->reported[0] != '\0' ? rule->reported
	                                                 : NULL;
}

TEST(a_known_price_is_reported_and_compared)
{
	static const char BUSY[] = "mtx/trylock-busy/1/spread";
	static const char *const ENTRIES[] = {
		"lk/uncontended/1/spread panicstr-entry",
		"rm/read-uncontended/1/spread global-entry",
		"rw/read-uncontended/1/spread global-hard",
		"mtx/contended/2/same-core td-entry",
		"mtx/cold/1/spread global-hard",
		"mtx/empty/1/spread panicstr-hard",
	};
	struct gate *gate;
	struct reason why;

	(void)state;
	assert_int_equal(gate_read(getenv("GATE"), &gate, &why), 0);
	assert_string_equal(why_reported(gate, BUSY, "global-hard"),
	    "a check in a try that fails has a known price");
	assert_true(gate_find(gate, BUSY, "global-hard")->margin == 0.15);
	assert_null(why_reported(gate, BUSY, "revision"));
	assert_null(why_reported(gate, "mtx/recurse/1/spread", "global-hard"));
	for (size_t i = 0; i < sizeof(ENTRIES) / sizeof(ENTRIES[0]); i++) {
		char row[64];
		char candidate[64];

		sscanf(ENTRIES[i], "%63s %63s", row, candidate);
		assert_non_null(why_reported(gate, row, candidate));
		assert_true(gate_find(gate, row, candidate)->margin == 0);
	}
	gate_destroy(gate);
}

TEST(a_gate_file_may_lack_the_column_reported)
{
	static const char TEXT[] = HEADER "mtx/*,*,0.25,0.01,10;20,9,0\n";
	const char *path = scratch_write(*state, "g.csv", TEXT, strlen(TEXT));
	struct gate *gate;
	struct reason why;

	assert_int_equal(gate_read(path, &gate, &why), 0);
	assert_null(why_reported(gate, "mtx/cold/1/x", "td-hard"));
	gate_destroy(gate);
}

TEST(the_first_line_that_matches_wins)
{
	static const char TEXT[] =
	    HEADER "*/contended/*,call-*,0.5,0.05,40,8,1\n"
	           "mtx/*,*,0.25,0.01,10;20,9,0\n";
	const char *path = scratch_write(*state, "g.csv", TEXT, strlen(TEXT));
	struct gate *gate;
	struct reason why;

	assert_int_equal(gate_read(path, &gate, &why), 0);
	assert_true(
	    gate_find(gate, "mtx/contended/2/x", "call-hard")->margin == 0.5);

	const struct gate_rule *rule =
	    gate_find(gate, "mtx/contended/2/x", "td-hard");
	assert_true(rule->margin == 0.25 && rule->alpha == 0.01);
	assert_true(rule->least_units == 9 && rule->largest_drop_rate == 0);
	assert_true(rule->looks.n == 2 && looks_last(&rule->looks) == 20);
	assert_null(gate_find(gate, "sx/contended/2/x", "td-hard"));
	gate_destroy(gate);
}

TEST(a_bad_line_is_refused_with_its_place)
{
	static const struct {
		const char *text;
		const char *expected;
	} CASES[] = {
		{ HEADER "*,*,0,0.05,9,8,0.5\n",
		    "g.csv:2:5: column 'margin' is '0': expected a fraction" },
		{ HEADER "*,*,-1,0.05,9,8,0.5\n", "column 'margin' is '-1'" },
		{ HEADER "*,*,0.1,0.5,9,8,0.5\n",
		    "g.csv:2:9: column 'alpha' is '0.5': expected a prob" },
		{ HEADER "*,*,0.1,0,9,8,0.5\n", "column 'alpha' is '0'" },
		{ HEADER "*,*,0.1,0.05,9,0,0.5\n",
		    "column 'least_units' is '0'" },
		{ HEADER "*,*,0.1,0.05,9,8,1.5\n",
		    "column 'largest_drop_rate' is '1.5'" },
		{ HEADER "*,*,0.1,0.05,9,8,-1\n",
		    "column 'largest_drop_rate' is '-1'" },
		{ HEADER "*,*,0.1,0.05,20;10,8,0.5\n",
		    "g.csv:2:14: column 'looks' is '20;10': expected 1 to 8 "
		    "rising numbers above 0, as in 10;20;40" },
		{ HEADER "*,*,0.1,0.05,5;7,8,0.5\n",
		    "column 'looks' is '5;7': expected a last look at no less "
		    "than the least units" },
		{ "rows,margin\n", "no column named: candidates, alpha" },
		/* No limits without a reason, nor half of them. */
		{ HEADER "*,*,,,,,\n",
		    "g.csv:2:5: column 'margin' is '': expected a value" },
		{ REPORTED "*,*,0.1,0.05,9,8,0.5, \n",
		    "column 'reported' is ' ': expected nothing, or why" },
		{ REPORTED "*,*,,,,,,\n", "column 'margin' is ''" },
		{ REPORTED "*,*,,0.05,9,8,0.5,known\n",
		    "column 'margin' is ''" },
		{ REPORTED "*,*,0.1,0.05,,8,0.5,known\n",
		    "column 'looks' is ''" },
	};

	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		const char *path = scratch_write(
		    *state, "g.csv", CASES[i].text, strlen(CASES[i].text));
		struct gate *gate;
		struct reason why;

		assert_int_equal(gate_read(path, &gate, &why), -EINVAL);
		if (strstr(why.text, CASES[i].expected) == NULL)
			fail_msg(
			    "said: %s\nnot: %s", why.text, CASES[i].expected);
	}
}
