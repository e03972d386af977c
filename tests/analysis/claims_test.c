/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that audits are judged as the claims file says: every count at and
 * beyond its limits, the branch, the fast path, the first line that matches;
 * that the file in the tree claims what it should; and that bad lines of either
 * file are refused with their place.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/claims.h"
#include "analysis/print_audit.h"
#include "analysis/ruling.h"
#include "tests/analysis/scratch.h"

#define CLAIMS                                                           \
	"arch,compiler,lock,op,check,place,state,kind,fast_path,branch," \
	"instructions,loads,stores,atomics,branches,taken,lines_read,"   \
	"lines_written,reason\n"
#define AUDIT                                                                \
	"schema,arch,compiler,lock,op,check,place,state,fast_path,"          \
	"fast_bytes_base,fast_bytes,hard_bytes_base,hard_bytes,"             \
	"ending_base,ending,branch,new,gone,instructions_base,instructions," \
	"loads_base,loads,stores_base,stores,atomics_base,atomics,"          \
	"branches_base,branches,taken_base,taken,lines_read_base,"           \
	"lines_read,lines_written_base,lines_written\n"
#define NAME "1,x86-64,gcc 12,mtx,lock,global,hard,"
#define CODE NAME "code,same,30,30,190,209,,,,,,,,,,,,,,,,,,,,,\n"
#define MINE NAME "mine,,,,,,returned,returned,falls,cmp,,"

static void
read_claims(const char *folder, const char *text, struct claims *ret)
{
	const char *path =
	    scratch_write(folder, "claims.csv", text, strlen(text));
	struct failure why;

	if (claims_read(path, ret, &why) < 0)
		fail_msg("%s", why.text);
}

static void
read_audit(const char *folder, const char *text, struct audit *ret)
{
	const char *path =
	    scratch_write(folder, "audit.csv", text, strlen(text));
	struct failure why;

	if (audit_read(path, ret, &why) < 0)
		fail_msg("%s", why.text);
}

/* Judges one line by one claim; the cause of its failing must have `cause`. */
static void
assert_judged(
    const char *folder, const char *claim, const char *line, const char *cause)
{
	char text[4096];
	char said[1024];
	struct claims claims;
	struct audit audit;

	snprintf(text, sizeof(text), CLAIMS "%s", claim);
	read_claims(folder, text, &claims);
	snprintf(text, sizeof(text), AUDIT "%s", line);
	read_audit(folder, text, &audit);
	assert_int_equal(claims.n, 1);
	assert_ptr_equal(
	    claims_find(&claims, &audit.lines[0]), &claims.list[0]);
	if (claims_hold(&claims.list[0], &audit.lines[0], said, sizeof(said)) !=
	    (cause == NULL))
		fail_msg("%s\n%s\nis judged: %s", claim, line, said);
	if (cause != NULL && strstr(said, cause) == NULL)
		fail_msg("said: %s\nnot: %s", said, cause);
	claims_fini(&claims);
	audit_fini(&audit);
}

static void
each_limit_is_kept(void **state)
{
	static const char RULE[] =
	    "*,*,mtx*,@(lock|unlock),global,hard,*,claim,same,falls,..2,1,0,0,"
	    ",,0..1,0,one load\n";

	assert_judged(
	    *state, RULE, MINE "23,25,9,10,7,7,2,2,5,6,5,5,2,3,2,2\n", NULL);
	assert_judged(
	    *state, RULE, MINE "23,20,9,10,7,7,2,2,5,6,5,9,2,2,2,2\n", NULL);
	assert_judged(*state, RULE, MINE "23,26,9,10,7,7,2,2,5,6,5,5,2,3,2,2\n",
	    "instructions +3, +2 is the most");
	assert_judged(*state, RULE, MINE "23,25,9,11,7,7,2,2,5,6,5,5,2,3,2,2\n",
	    "loads +2, +1 is the most; new: cmp; gone: nothing");
	assert_judged(*state, RULE, MINE "23,25,9,9,7,7,2,2,5,6,5,5,2,3,2,2\n",
	    "loads +0, +1 is the least");
	assert_judged(*state, RULE, MINE "23,25,9,10,7,8,2,2,5,6,5,5,2,3,2,2\n",
	    "stores +1, +0 is the most");
	assert_judged(*state, RULE, MINE "23,25,9,10,7,7,2,3,5,6,5,5,2,3,2,2\n",
	    "atomics +1, +0 is the most");
	assert_judged(*state, RULE, MINE "23,25,9,10,7,7,2,2,5,6,5,5,2,4,2,2\n",
	    "lines_read +2, +1 is the most");
	assert_judged(*state, RULE, MINE "23,25,9,10,7,7,2,2,5,6,5,5,2,3,2,3\n",
	    "lines_written +1, +0 is the most");
	assert_judged(*state, RULE,
	    NAME "mine,,,,,,returned,returned,jumps,cmp,,"
	         "23,25,9,10,7,7,2,2,5,6,5,5,2,3,2,2\n",
	    "its hint is turned round");
	assert_judged(*state, RULE, CODE, NULL);
	assert_judged(*state, RULE,
	    NAME "code,differs,30,30,190,209,,,,,,,,,,,,,,,,,,,,,\n",
	    "the inlined fast path is not the same code");
}

static void
the_first_line_that_matches_wins(void **state)
{
	static const char TEXT[] =
	    CLAIMS "*,*,sx,*,*,*,*,claim,,,,,,,,,,,one\n"
	           "*,gcc*,mtx,*,*,*,mine,exception,,,,,,,,,,,two\n"
	           "*,*,*,*,*,*,*,cost,,,,,,,,,,,three\n";
	struct claims claims;
	struct audit audit;

	read_claims(*state, TEXT, &claims);
	read_audit(*state,
	    AUDIT MINE "23,25,9,10,7,7,2,2,5,6,5,5,2,3,2,2\n" CODE, &audit);
	assert_int_equal(audit.n, 2);
	assert_string_equal(
	    claims_find(&claims, &audit.lines[0])->reason, "two");
	assert_string_equal(
	    claims_find(&claims, &audit.lines[1])->reason, "three");
	claims_fini(&claims);
	audit_fini(&audit);
}

/* What the project is about must not be weakened by a line before. */
static void
the_file_in_the_tree_claims_what_it_should(void **state)
{
	static const char *const CHECKS[] = { "global", "td" };
	struct claims claims;
	struct failure why;

	(void)state;
	assert_int_equal(claims_read(getenv("CLAIMS"), &claims, &why), 0);
	for (size_t i = 0; i < 2; i++) {
		const struct audit_line line = {
			.texts = { "x86-64", "gcc 12.2.0 -O2", "mtx", "lock",
			    (char *)(uintptr_t)CHECKS[i], "hard", "mine" },
		};
		const struct claim *claim = claims_find(&claims, &line);

		assert_int_equal(claim->kind, CLAIM_CLAIM);
		assert_true(claim->must_fall);
		assert_true(claim->ranges[AUDIT_INSTRUCTIONS].most == 2);
		assert_true(claim->ranges[AUDIT_LOADS].least == 1);
		assert_true(claim->ranges[AUDIT_LOADS].most == 1);
		assert_true(claim->ranges[AUDIT_STORES].most == 0);
		assert_true(claim->ranges[AUDIT_ATOMICS].most == 0);
		assert_true(claim->ranges[AUDIT_LINES_READ].most == 1);
		assert_true(claim->ranges[AUDIT_LINES_WRITTEN].most == 0);
	}
	claims_fini(&claims);
}

/* Checks how many lines are worse, and prints the changes. */
static void
assert_worse(FILE *out, const struct audit *before, const struct audit *after,
    size_t n_worse)
{
	struct changes changes;
	struct failure why;

	assert_true(changes_are_possible(before, after, out));
	assert_int_equal(changes_find(before, after, out, &changes, &why), 0);
	assert_int_equal(changes.n_worse, n_worse);
	print_changes(out, &changes);
	changes_fini(&changes);
}

static void
one_more_is_a_regression_and_one_less_is_not(void **state)
{
	static const char OLD[] =
	    AUDIT MINE "23,25,9,10,7,7,2,2,5,6,5,5,2,3,2,2\n" CODE;
	static const char MORE[] =
	    AUDIT MINE "24,26,9,10,7,7,2,2,5,6,5,5,2,3,2,2\n" CODE;
	static const char OTHER[] =
	    AUDIT "1,arm64,gcc 12,mtx,lock,global,hard,code,same,30,30,190,"
	          "209,,,,,,,,,,,,,,,,,,,,,\n";
	struct audit old;
	struct audit more;
	struct audit other;
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	read_audit(*state, OLD, &old);
	read_audit(*state, MORE, &more);
	read_audit(*state, OTHER, &other);
	assert_worse(out, &old, &old, 0);
	assert_worse(out, &more, &old, 0);
	assert_worse(out, &old, &more, 1);
	assert_false(changes_are_possible(&old, &other, out));
	fclose(out);
	assert_non_null(strstr(text,
	    "REGRESSION mtx/lock/global/hard/mine: instructions 25 -> 26"));
	assert_non_null(strstr(text,
	    "fewer      mtx/lock/global/hard/mine: instructions 26 -> 25"));
	assert_non_null(
	    strstr(text, "audits are of x86-64 and of arm64: not compared"));
	free(text);
	audit_fini(&old);
	audit_fini(&more);
	audit_fini(&other);
}

static void
bad_lines_are_refused_with_their_place(void **state)
{
	static const struct {
		bool is_audit;
		const char *text;
		const char *expected;
	} CASES[] = {
		{ false, CLAIMS "*,*,*,*,*,*,*,wish,,,,,,,,,,,r\n",
		    "f.csv:2:15: column 'kind' is 'wish': expected claim" },
		{ false, CLAIMS "*,*,*,*,*,*,*,cost,,sinks,,,,,,,,,r\n",
		    "column 'branch' is 'sinks'" },
		{ false, CLAIMS "*,*,*,*,*,*,*,cost,,,two,,,,,,,,r\n",
		    "column 'instructions' is 'two'" },
		{ false, CLAIMS "*,*,*,*,*,*,*,cost,,,,2..1,,,,,,,r\n",
		    "column 'loads' is '2..1'" },
		{ false, CLAIMS "*,*,*,*,*,*,*,cost,,,,,1..,,,,,,r\n",
		    "column 'stores' is '1..'" },
		{ false, "arch,lock\n", "no column named: compiler, op" },
		{ true,
		    AUDIT "9,x,g,mtx,lock,none,,code,same,1,1,1,1,,,,,,,,,"
		          ",,,,,,,,,,,,\n",
		    "column 'schema' is '9'" },
		{ true, AUDIT MINE ",25,9,10,7,7,2,2,5,6,5,5,2,3,2,2\n",
		    "f.csv:2:" },
		{ true, AUDIT MINE "23,x,9,10,7,7,2,2,5,6,5,5,2,3,2,2\n",
		    "column 'instructions' is 'x'" },
		{ true, AUDIT NAME "code,,30,30,1,1,,,,,,,,,,,,,,,,,,,,,\n",
		    "column 'fast_path' is ''" },
		{ true, AUDIT MINE "23,25\n", "f.csv:2" },
		{ true, AUDIT, "it has no lines" },
		{ true, AUDIT CODE "1,x86", "cut off" },
	};

	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		const char *path = scratch_write(
		    *state, "f.csv", CASES[i].text, strlen(CASES[i].text));
		struct claims claims;
		struct audit audit;
		struct failure why;
		const int rc = CASES[i].is_audit
		    ? audit_read(path, &audit, &why)
		    : claims_read(path, &claims, &why);

		if (rc >= 0 || strstr(why.text, CASES[i].expected) == NULL)
			fail_msg(
			    "said: %s\nnot: %s", why.text, CASES[i].expected);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_limit_is_kept),
		cmocka_unit_test(the_first_line_that_matches_wins),
		cmocka_unit_test(the_file_in_the_tree_claims_what_it_should),
		cmocka_unit_test(one_more_is_a_regression_and_one_less_is_not),
		cmocka_unit_test(bad_lines_are_refused_with_their_place),
	};

	return cmocka_run_group_tests_name(
	    "claims", tests, scratch_create, scratch_destroy);
}
