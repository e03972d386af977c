/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that audits are judged as the claims file says: every count at and
 * beyond its limits, the branch, the fast path, the first line that matches;
 * that what the claims name and the audit has not is broken; and that bad lines
 * of either file are refused with their place.
 */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

#include "analysis/audit/claims.h"
#include "analysis/audit/claims_check.h"
#include "tests/analysis/audit/audit_texts.h"
#include "tests/lib/scratch.h"

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
	audit_texts_read_claims(folder, text, &claims);
	snprintf(text, sizeof(text), AUDIT "%s", line);
	audit_texts_read(folder, text, &audit);
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

TEST_GROUP(scratch_create, scratch_destroy);

TEST(each_limit_is_kept)
{
	static const char RULE[] =
	    "*,*,mtx*,@(lock|unlock),global,hard,*,claim,same,falls,..2,1,0,0,"
	    ",,0..1,0,one load\n";

	assert_judged(
	    *state, RULE, MINE "23,25,9,10,7,7,2,2,5,6,5,5,2,3,2,2,,0\n", NULL);
	assert_judged(
	    *state, RULE, MINE "23,20,9,10,7,7,2,2,5,6,5,9,2,2,2,2,,0\n", NULL);
	assert_judged(*state, RULE,
	    MINE "23,26,9,10,7,7,2,2,5,6,5,5,2,3,2,2,,0\n",
	    "instructions +3, +2 is the most");
	assert_judged(*state, RULE,
	    MINE "23,25,9,11,7,7,2,2,5,6,5,5,2,3,2,2,,0\n",
	    "loads +2, +1 is the most; new: cmp; gone: nothing");
	assert_judged(*state, RULE,
	    MINE "23,25,9,9,7,7,2,2,5,6,5,5,2,3,2,2,,0\n",
	    "loads +0, +1 is the least");
	assert_judged(*state, RULE,
	    MINE "23,25,9,10,7,8,2,2,5,6,5,5,2,3,2,2,,0\n",
	    "stores +1, +0 is the most");
	assert_judged(*state, RULE,
	    MINE "23,25,9,10,7,7,2,3,5,6,5,5,2,3,2,2,,0\n",
	    "atomics +1, +0 is the most");
	assert_judged(*state, RULE,
	    MINE "23,25,9,10,7,7,2,2,5,6,5,5,2,4,2,2,,0\n",
	    "lines_read +2, +1 is the most");
	assert_judged(*state, RULE,
	    MINE "23,25,9,10,7,7,2,2,5,6,5,5,2,3,2,3,,0\n",
	    "lines_written +1, +0 is the most");
	assert_judged(*state, RULE,
	    NAME "mine,,,,,,returned,returned,jumps,cmp,,"
	         "23,25,9,10,7,7,2,2,5,6,5,5,2,3,2,2,,0\n",
	    "its hint is turned round");
	assert_judged(*state, RULE, CODE, NULL);
	assert_judged(*state, RULE,
	    NAME "code,differs,30,30,190,209,,,,,,,,,,,,,,,,,,,,,,,0\n",
	    "the inlined fast path is not the same code");
}

TEST(the_first_line_that_matches_wins)
{
	static const char TEXT[] =
	    CLAIMS "*,*,sx,*,*,*,*,claim,,,,,,,,,,,one\n"
	           "*,gcc*,mtx,*,*,*,mine,exception,,,,,,,,,,,two\n"
	           "*,*,*,*,*,*,*,cost,,,,,,,,,,,three\n";
	struct claims claims;
	struct audit audit;

	audit_texts_read_claims(*state, TEXT, &claims);
	audit_texts_read(*state,
	    AUDIT MINE "23,25,9,10,7,7,2,2,5,6,5,5,2,3,2,2,,1\n" CODE, &audit);
	assert_int_equal(audit.n, 2);
	assert_string_equal(
	    claims_find(&claims, &audit.lines[0])->reason, "two");
	assert_string_equal(
	    claims_find(&claims, &audit.lines[1])->reason, "three");
	claims_fini(&claims);
	audit_fini(&audit);
}

/* Judges an audit by claims; what was said is to be freed. */
static struct claims_result
judge(const char *folder, const char *rules, const char *lines, char **ret_said)
{
	struct claims claims;
	struct audit audit;
	size_t size;
	FILE *out = open_memstream(ret_said, &size);

	audit_texts_read_claims(folder, rules, &claims);
	audit_texts_read(folder, lines, &audit);

	const struct claims_result result =
	    claims_check_print(out, &audit, &claims);
	fclose(out);
	claims_fini(&claims);
	audit_fini(&audit);
	return result;
}

/* Each alternative is looked for, of this architecture and compiler. */
TEST(what_no_line_is_for_is_broken)
{
	static const char RULES[] = CLAIMS
	    "*,*,mtx,lock,@(global|td),hard,@(code|mine|held),claim,,,,,,,,,,,"
	    "r\n"
	    "arm64,*,sx,lock,global,hard,mine,claim,,,,,,,,,,,r\n"
	    "*,gcc 13,sx,lock,global,hard,mine,claim,,,,,,,,,,,r\n"
	    "*,*,sx,*,*,*,*,open,,,,,,,,,,,r\n"
	    "*,*,rw,lock,*,,free,cost,,,,,,,,,,,r\n";
	char *said;
	const struct claims_result result =
	    judge(*state, RULES, AUDIT MINE COUNTS "1\n" CODE, &said);

	assert_int_equal(result.n_lines[CLAIM_CLAIM], 2);
	assert_int_equal(result.n_broken, 5);
	assert_non_null(strstr(said,
	    "claims.csv:2: no line of the audit is mtx/lock/global/hard/held"));
	assert_non_null(strstr(said,
	    "claims.csv:2: no line of the audit is mtx/lock/td/hard/mine"));
	assert_non_null(strstr(
	    said, "claims.csv:6: no line of the audit is rw/lock/*//free"));
	assert_null(strstr(said, "is sx/"));
	free(said);
}

TEST(what_was_not_counted_is_not_as_claimed)
{
	static const char LINES[] =
	    AUDIT NAME "mine,,,,,,,,,,,,,,,,,,,,,,,,,,,the arm gave up,0\n";
	char *said;
	struct claims_result result = judge(
	    *state, CLAIMS "*,*,*,*,*,*,*,claim,,,,,,,,,,,r\n", LINES, &said);

	assert_int_equal(result.n_broken, 1);
	assert_non_null(strstr(
	    said, "hard/mine: it could not be counted: the arm gave up"));
	free(said);
	result = judge(
	    *state, CLAIMS "*,*,*,*,*,*,*,cost,,,,,,,,,,,r\n", LINES, &said);
	assert_int_equal(result.n_broken, 0);
	assert_int_equal(result.n_uncounted, 1);
	assert_non_null(strstr(said, ", 1 not counted; 0 not as claimed"));
	free(said);
}

static const struct {
	bool is_audit;
	const char *text;
	const char *expected;
} BAD_LINES[] = {
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
	          ",,,,,,,,,,,,,,0\n",
	    "column 'schema' is '9'" },
	{ true, AUDIT MINE ",25,9,10,7,7,2,2,5,6,5,5,2,3,2,2,,0\n",
	    "f.csv:2:" },
	{ true, AUDIT MINE "23,x,9,10,7,7,2,2,5,6,5,5,2,3,2,2,,0\n",
	    "column 'instructions' is 'x'" },
	{ true, AUDIT NAME "code,,30,30,1,1,,,,,,,,,,,,,,,,,,,,,,,0\n",
	    "column 'fast_path' is ''" },
	{ true, AUDIT MINE "23,25\n", "f.csv:2" },
	{ true, AUDIT MINE "23,25,9,10,7,7,2,2,5,6,5,5,2,3,2,2,,2\n" CODE,
	    "column 'left' is '0': expected one less than" },
	{ true, AUDIT MINE "23,25,9,10,7,7,2,2,5,6,5,5,2,3,2,2,,7\n",
	    "cut short: 7 lines are missing" },
	{ true, AUDIT, "it has no lines" },
	{ true, AUDIT CODE "2,x86", "cut off" },
};

TEST(bad_lines_are_refused_with_their_place)
{
	for (size_t i = 0; i < sizeof(BAD_LINES) / sizeof(BAD_LINES[0]); i++) {
		const char *path = scratch_write(*state, "f.csv",
		    BAD_LINES[i].text, strlen(BAD_LINES[i].text));
		struct claims claims;
		struct audit audit;
		struct reason why;
		const int rc = BAD_LINES[i].is_audit
		    ? audit_read(path, &audit, &why)
		    : claims_read(path, &claims, &why);

		if (rc >= 0 || strstr(why.text, BAD_LINES[i].expected) == NULL)
			fail_msg("said: %s\nnot: %s", why.text,
			    BAD_LINES[i].expected);
	}
}
