/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that a claims file is written anew as its audit counts: what is no
 * cost stays as it was typed, each other line of the audit has a cost with its
 * true figures, and lines are joined only where that names no other line.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

#include "tests/analysis/audit/audit_texts.h"
#include "tests/analysis/program.h"
#include "tests/lib/scratch.h"

/* Lines that stay before the costs, and behind them. */
#define BASE  "*,*,*,*,none,,*,base,,,0,0,0,0,0,0,0,0,\"itself, again\"\r\n"
#define STAY  "*,*,mtx,lock,global,hard,mine,claim,,falls,2,1,0,0,1,0,0,0,free\n"
#define STALE "*,*,mtx,trylock,*,*,*,cost,,,99,,,,,,,,of an old tree\n"
#define OPEN  "!(x86-64),*,*,*,*,*,*,open,,,,,,,,,,,nothing is known\n"

/* 22 fields that are empty, and the comma behind them. */
#define NOTHING ",,,,,,,,,,,,,,,,,,,,,,"

/*
 * A line of the audit: what it is of, how many instructions and loads there
 * are with the check, of 20 and 4 without, and how many lines follow.
 */
#define LINE(name, instructions, loads, left)                                 \
	"2,x86-64,gcc 12 -O2," name ",,,,,,returned,returned,falls,\"a, b\"," \
	",20," instructions ",4," loads ",1,1,1,1,2,2,1,1,3,3,1,1,," left "\n"
#define COST(names, figures, reason) \
	"x86-64,gcc 12 -O2," names ",cost,,," figures "," reason "\n"

static const char *const CLAIMED[] = { CLAIMS, BASE, STALE, STAY, OPEN, NULL };

static const char *const AUDITED[] = {
	AUDIT,
	"2,x86-64,gcc 12 -O2,mtx,trylock,global,hard,code,outline,30,30,9,9,",
	NOTHING "9\n",
	LINE("mtx,lock,none,,free", "20", "4", "8"),
	LINE("mtx,lock,global,hard,mine", "23", "5", "7"),
	LINE("mtx,unlock,global,entry,mine", "23", "5", "6"),
	LINE("mtx,unlock,global,entry,free", "23", "5", "5"),
	LINE("mtx,unlock,td,entry,mine", "23", "5", "4"),
	LINE("mtx,unlock,td,entry,free", "23", "5", "3"),
	LINE("mtx,unlock,patch,entry,free", "23", "5", "2"),
	LINE("mtx,unlock,td,entry,stopped", "19", "4", "1"),
	"2,x86-64,gcc 12 -O2,mtx,lock,global,hard,held,,,,," NOTHING,
	"\"it, was not\",0\n",
	NULL,
};

static const char *const EXPECTED[] = {
	CLAIMS,
	BASE,
	STAY,
	"x86-64,gcc 12 -O2,mtx,trylock,global,hard,code,cost,outline,,,,,,,,,,",
	"the code of what is inlined\n",
	COST("mtx,unlock,@(global|td),entry,@(mine|free)", "3,1,0,0,0,0,0,0",
	    "tested before the compare-and-swap"),
	COST("mtx,unlock,patch,entry,free", "3,1,0,0,0,0,0,0",
	    "tested before the compare-and-swap"),
	COST("mtx,unlock,td,entry,stopped", "-1,0,0,0,0,0,0,0",
	    "faked: against the operation that nothing is in the way of"),
	COST("mtx,lock,global,hard,held", ",,,,,,,",
	    "tested in the hard path or in what is out of line as a whole"),
	OPEN,
	NULL,
};

/* Writes the parts, one behind the other, to a file. */
static void
write_parts(const char *folder, const char *name, const char *const *parts)
{
	char text[4096] = "";

	for (size_t i = 0; parts[i] != NULL; i++) {
		assert_true(strlen(text) + strlen(parts[i]) < sizeof(text));
		strcat(text, parts[i]);
	}
	scratch_write(folder, name, text, strlen(text));
}

/* Checks that what the program printed is these parts. */
static void
assert_printed(const char *folder, const char *const *parts)
{
	write_parts(folder, "expected", parts);
	program_assert_same(
	    scratch_read(folder, "out"), scratch_read(folder, "expected"));
}

static int
set_up(void **state)
{
	scratch_create(state);
	write_parts(*state, "claims.csv", CLAIMED);
	write_parts(*state, "audit.csv", AUDITED);
	return 0;
}

TEST_GROUP(set_up, scratch_destroy);

TEST(costs_are_written_anew_and_the_rest_stays)
{
	assert_int_equal(
	    program_run(*state, "claims --claims claims.csv --rewrite ."), 0);
	assert_printed(*state, EXPECTED);
}

TEST(what_was_rewritten_holds_and_stays_the_same)
{
	assert_int_equal(program_run(*state, "audit --claims claims.csv ."), 1);
	program_assert_has(
	    *state, "out", "no line of the claims file is for it");
	write_parts(*state, "new.csv", EXPECTED);
	assert_int_equal(program_run(*state, "audit --claims new.csv ."), 1);
	/* All but the claim, whose instruction more is no cost. */
	program_assert_has(*state, "out", "instructions +3, +2 is the most");
	program_assert_has(*state, "out", "1 not counted; 1 not as claimed");
	assert_int_equal(
	    program_run(*state, "claims --claims new.csv --rewrite ."), 0);
	assert_printed(*state, EXPECTED);
}

TEST(what_cannot_be_rewritten_is_refused)
{
	static const struct {
		const char *arguments;
		const char *expected;
	} CASES[] = {
		{ "claims --rewrite .", "--claims FILE is needed" },
		{ "claims --claims claims.csv --rewrite none", "none" },
		{ "claims --claims none --rewrite .", "cannot open none" },
		{ "audit --claims claims.csv --rewrite . .",
		    "--rewrite is for claims" },
	};

	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		assert_int_equal(program_run(*state, CASES[i].arguments), 2);
		program_assert_has(*state, "err", CASES[i].expected);
		program_assert_same(scratch_read(*state, "out"), strdup(""));
	}
	assert_int_equal(program_run_after(*state, "exec >/dev/full",
	                     "claims --claims claims.csv --rewrite ."),
	    2);
	program_assert_has(*state, "err", "No space left");
}
