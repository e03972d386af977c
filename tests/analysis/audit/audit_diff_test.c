/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that an audit is compared with an older one in every column: what is
 * worse is a regression and what is better is not; and that one of which
 * something was left out is no success.  And that audits of several compilers
 * are one table, whose status is that of the worst.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/lib/test.h"

#include "analysis/audit/audit_diff.h"
#include "tests/analysis/audit/audit_texts.h"
#include "tests/analysis/program.h"
#include "tests/analysis/synth.h"
#include "tests/lib/scratch.h"

enum contrast {
	NO_MORE,
	MORE,
	PARTIAL
};

/* Compares two audits; what was said is to be freed. */
static enum contrast
compare(
    const char *folder, const char *before, const char *after, char **ret_said)
{
	enum contrast contrast = PARTIAL;
	struct audit_diff diff;
	struct reason why;
	struct audit old;
	struct audit new;
	size_t size;
	FILE *out = open_memstream(ret_said, &size);

	audit_texts_read(folder, before, &old);
	audit_texts_read(folder, after, &new);
	if (audit_diff_is_possible(&old, &new, out)) {
		assert_int_equal(
		    audit_diff_make(&old, &new, out, &diff, &why), 0);
		audit_diff_print(out, &diff);
		contrast = diff.n_worse > 0 ? MORE
		    : diff.n_lines < old.n  ? PARTIAL
		                            : NO_MORE;
		audit_diff_fini(&diff);
	}
	fclose(out);
	audit_fini(&old);
	audit_fini(&new);
	return contrast;
}

static const struct {
	const char *after;
	enum contrast contrast;
	const char *said;
} MORE_OR_NOT[] = {
	{ OLD, NO_MORE, "2 lines compared, 0 with more" },
	{ AUDIT MINE "24,26,9,10,7,7,2,2,5,6,5,5,2,3,2,2,,1\n" CODE, MORE,
	    "REGRESSION mtx/lock/global/hard/mine: instructions 25 -> "
	    "26" },
	{ AUDIT MINE "22,24,9,10,7,7,2,2,5,6,5,5,2,3,2,2,,1\n" CODE, NO_MORE,
	    "fewer      mtx/lock/global/hard/mine: instructions 25 -> "
	    "24" },
	{ AUDIT NAME "mine,,,,,,returned,returned,jumps,cmp,," COUNTS
	             "1\n" CODE,
	    MORE,
	    "REGRESSION mtx/lock/global/hard/mine: branch falls -> "
	    "jumps" },
	{ AUDIT NAME "mine,,,,,,returned,blocked,falls,cmp,," COUNTS "1\n" CODE,
	    MORE,
	    "REGRESSION mtx/lock/global/hard/mine: ending returned -> "
	    "blocked" },
	{ AUDIT MINE COUNTS
	    "1\n" NAME "code,differs,30,30,190,209,,,,,,,,,,,,,,,,,,,,,,,0\n",
	    MORE, "fast path same -> differs" },
	{ AUDIT MINE COUNTS "1\n" NAME
	                    "code,same,30,34,190,210,,,,,,,,,,,,,,,,,,,,,,,0\n",
	    NO_MORE,
	    "bigger     mtx/lock/global/hard/code: fast path's bytes 30 -> "
	    "34\n"
	    "  bigger     mtx/lock/global/hard/code: hard path's bytes 209 -> "
	    "210" },
};

TEST_GROUP(scratch_create, scratch_destroy);

TEST(what_is_more_is_a_regression)
{
	for (size_t i = 0; i < sizeof(MORE_OR_NOT) / sizeof(MORE_OR_NOT[0]);
	     i++) {
		char *said;

		assert_int_equal(
		    compare(*state, OLD, MORE_OR_NOT[i].after, &said),
		    MORE_OR_NOT[i].contrast);
		if (strstr(said, MORE_OR_NOT[i].said) == NULL)
			fail_msg(
			    "said: %s\nnot: %s", said, MORE_OR_NOT[i].said);
		free(said);
	}
}

TEST(what_is_not_all_compared_is_no_success)
{
	static const struct {
		const char *after;
		const char *said;
	} CASES[] = {
		{ AUDIT "2,arm64,gcc 12,mtx,lock,global,hard,code,same,30,30,"
		        "190,209,,,,,,,,,,,,,,,,,,,,,,,0\n",
		    "audits are of x86-64 and of arm64: not compared" },
		{ AUDIT "2,x86-64,gcc 13,mtx,lock,global,hard,code,same,30,30,"
		        "190,209,,,,,,,,,,,,,,,,,,,,,,,0\n",
		    "audits are of gcc 12 and of gcc 13: not compared" },
		{ AUDIT CODE, "1 lines of the old audit have nothing" },
		{ AUDIT "2,x86-64,gcc 12,sx,lock,global,hard,code,same,30,30,"
		        "190,209,,,,,,,,,,,,,,,,,,,,,,,0\n",
		    "2 lines of the old audit have nothing" },
		{ AUDIT NAME
		    "mine,,,,,,,,,,,,,,,,,,,,,,,,,,,it gave up,1\n" CODE,
		    "1 lines of the old audit have nothing" },
	};

	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		char *said;

		assert_int_equal(
		    compare(*state, OLD, CASES[i].after, &said), PARTIAL);
		if (strstr(said, CASES[i].said) == NULL)
			fail_msg("said: %s\nnot: %s", said, CASES[i].said);
		free(said);
	}
}

/* Writes an audit into a folder of the test's. */
static void
write_audit(const char *folder, const char *name, const char *text)
{
	char path[64];

	mkdir(scratch_path(folder, name), 0777);
	snprintf(path, sizeof(path), "%s/audit.csv", name);
	scratch_write(folder, path, text, strlen(text));
}

#define MORE AUDIT MINE "24,26,9,10,7,7,2,2,5,6,5,5,2,3,2,2,,1\n" CODE

/* A report is also the path of its raw.csv; what it has must be compared. */
TEST(reports_are_compared_with_their_audits)
{
	static const char GATE[] =
	    "rows,candidates,margin,alpha,looks,least_units,"
	    "largest_drop_rate\nmtx/*,*,0.01,0.05,40,8,0.5\n";
	static const struct {
		const char *reports;
		int status;
		const char *said; /* on standard error, or not at all */
	} CASES[] = {
		{ "old old", 0, "" },
		{ "old/raw.csv old/raw.csv", 0, "" },
		{ "old/raw.csv new/raw.csv", 1, "" },
		{ "alone alone", 0, "" },
		{ "alone old", 3, "only one report has times" },
		{ "old bare", 3, "the new report has no audit" },
		{ "alone bare", 3, "the new report has no audit" },
		{ "bare old", 0, "the old report has no audit" },
	};

	scratch_write(*state, "gate.csv", GATE, strlen(GATE));
	write_audit(*state, "old", OLD);
	write_audit(*state, "new", MORE);
	write_audit(*state, "alone", OLD);
	assert_int_equal(mkdir(scratch_path(*state, "bare"), 0777), 0);
	synth_report(scratch_path(*state, "old"), &SYNTH_QUIET);
	synth_report(scratch_path(*state, "new"), &SYNTH_QUIET);
	synth_report(scratch_path(*state, "bare"), &SYNTH_QUIET);
	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		char arguments[128];

		snprintf(arguments, sizeof(arguments),
		    "compare --gate gate.csv %s", CASES[i].reports);
		if (program_run(*state, arguments) != CASES[i].status)
			fail_msg("compare %s: not %d", CASES[i].reports,
			    CASES[i].status);
		program_assert_has(*state, "err", CASES[i].said);
	}
}

/* Two compilers: what is claimed holds with one of them. */
TEST(a_matrix_tells_compilers_apart)
{
	static const char RULES[] =
	    CLAIMS "*,*,mtx,lock,global,hard,@(mine|code),claim,same,,2,,,,,,,,"
	           "one load\n";
	static const char OTHER[] = AUDIT
	    "2,x86-64,clang 14,mtx,lock,global,hard,mine,,,,,,returned,"
	    "returned,falls,cmp,,23,26,9,10,7,7,2,2,5,6,5,5,2,3,2,2,,1\n"
	    "2,x86-64,clang 14,mtx,lock,global,hard,code,same,30,30,190,209,"
	    ",,,,,,,,,,,,,,,,,,,,,,0\n";

	scratch_write(*state, "claims.csv", RULES, strlen(RULES));
	write_audit(*state, "gcc", OLD);
	write_audit(*state, "clang", OTHER);
	assert_int_equal(
	    program_run(*state, "matrix --claims claims.csv gcc gcc"), 0);
	program_assert_has(*state, "out", "\n0 claimed lines are not");
	assert_int_equal(
	    program_run(*state, "matrix --claims claims.csv gcc clang"), 1);
	program_assert_has(*state, "out",
	    "mtx-global-hard          +2 +1                  "
	    "+3 +1, not 1 of 2 ");
	program_assert_has(*state, "out",
	    "clang 14: mtx/lock/global/hard/mine: instructions +3, +2 is the "
	    "most\n1 claimed lines are not as claimed");
	assert_int_equal(
	    program_run(*state, "matrix --claims claims.csv gcc none"), 2);
	program_assert_has(*state, "err", "none/audit.csv");
}
