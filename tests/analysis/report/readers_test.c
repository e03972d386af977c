/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that files are read as users have them: compressed, through a pipe,
 * from a folder that nothing can be written to, and as editors leave them; and
 * that what cannot be read is named with what to do.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/analysis/program.h"
#include "tests/analysis/synth.h"
#include "tests/lib/scratch.h"
#include "tests/lib/test.h"

#define HEADER                                            \
	"rows,candidates,margin,alpha,looks,least_units," \
	"largest_drop_rate\n"
#define RULE "mtx/*,*,0.01,0.05,40,8,0.5"

static int
set_up(void **state)
{
	scratch_create(state);
	scratch_write(
	    *state, "gate.csv", HEADER RULE "\n", strlen(HEADER RULE "\n"));
	synth_report_in(*state, "pass", &SYNTH_QUIET);
	return 0;
}

TEST_GROUP(set_up, scratch_destroy);

/* Judges the report `report` after `before`, and expects `status`. */
static void
judge_after(void **state, const char *before, const char *report, int status)
{
	char arguments[256];

	snprintf(
	    arguments, sizeof(arguments), "judge --gate gate.csv %s", report);
	if (program_run_after(*state, before, arguments) != status)
		fail_msg("%s, then %s: not %d: %s", before, report, status,
		    scratch_read(*state, "err"));
}

TEST(gzip_is_read_whatever_its_name)
{
	judge_after(
	    state, "rm -rf z && cp -r pass z && gzip z/raw.csv", "z", 0);
	program_assert_has(*state, "out", "\n1 PASS; gate ");
	judge_after(state, "true", "z/raw.csv.gz --out .", 0);
	judge_after(state, "mv z/raw.csv.gz z/raw.csv", "z", 0);
	/* Each look at a run that goes on appends a stream of its own. */
	judge_after(state,
	    "head -n 100 pass/raw.csv | gzip >z/raw.csv.gz && tail -n +101 "
	    "pass/raw.csv | gzip >>z/raw.csv.gz && rm z/raw.csv",
	    "z", 0);
	judge_after(state, "cp pass/raw.csv z", "z", 0);
	program_assert_has(
	    *state, "err", "z/raw.csv is read, and not z/raw.csv.gz");
}

TEST(a_compressed_file_gives_the_same_bytes)
{
	judge_after(state, "true", "pass", 0);
	judge_after(
	    state, "rm -rf z && cp -r pass z && gzip z/raw.csv", "z", 0);
	program_assert_same(scratch_read(*state, "pass/summary.csv"),
	    scratch_read(*state, "z/summary.csv"));
}

TEST(a_damaged_file_is_named)
{
	judge_after(state,
	    "rm -rf z && cp -r pass z && gzip z/raw.csv && printf xxxxxxxx | "
	    "dd of=z/raw.csv.gz bs=1 seek=5000 conv=notrunc 2>/dev/null",
	    "z", 2);
	program_assert_has(*state, "err", "cannot read z/raw.csv.gz: ");
	program_assert_has(*state, "err", "compressed bytes are damaged");
}

TEST(a_pipe_is_a_report)
{
	judge_after(state, "true", "/dev/stdin <pass/raw.csv", 0);
	program_assert_has(*state, "out", "\n1 PASS; gate ");
	program_assert_has(*state, "err", "summary.csv is not written");
	judge_after(state, "gzip -c pass/raw.csv >raw.gz",
	    "/dev/stdin --out piped <raw.gz", 0);
	program_assert_has(*state, "piped/summary.csv", ",PASS,");
	judge_after(
	    state, "mkfifo fifo && { cat pass/raw.csv >fifo & }", "fifo", 0);
	assert_int_not_equal(access("/dev/summary.csv", F_OK), 0);
}

/* Root may write to any folder: then this test proves nothing. */
TEST(a_folder_that_is_read_only_has_a_verdict)
{
	if (geteuid() == 0)
		skip();
	judge_after(state,
	    "rm -rf ro && cp -r pass ro && rm -f ro/summary.csv && chmod 555 "
	    "ro",
	    "ro", 0);
	program_assert_has(*state, "out", "\n1 PASS; gate ");
	program_assert_has(*state, "err", "cannot write ro/summary.csv: ");
	judge_after(state, "mkdir -p no && chmod 555 no", "pass --out no", 2);
	program_assert_has(*state, "out", "\n1 PASS; gate ");
}

TEST(out_makes_its_folder)
{
	judge_after(state, "true", "pass --out a/b/c", 0);
	program_assert_has(*state, "a/b/c/summary.csv", ",PASS,");
	assert_int_equal(
	    program_run(*state, "compare --gate gate.csv pass pass --out d/e/"),
	    0);
	program_assert_has(*state, "d/e/compare.csv", ",PASS,");
}

/* Judges by a gate file with these bytes; expects `status` and `said`. */
static void
gate_gives(
    void **state, const char *text, size_t len, int status, const char *said)
{
	scratch_write(*state, "edited.csv", text, len);

	const int got =
	    program_run(*state, "judge --gate edited.csv pass --out .");
	if (got != status)
		fail_msg("%.60s: %d, not %d", text, got, status);
	if (said != NULL)
		program_assert_has(*state, "err", said);
}

TEST(files_are_read_as_editors_leave_them)
{
	static const char MARKED[] = "\xef\xbb\xbf" HEADER RULE;
	static const char WIDE[] = "\xff\xfer\0o\0w\0s\0\n\0";
	static const char DOS[] =
	    "rows,candidates,margin,alpha,looks,least_units,"
	    "largest_drop_rate\r\n" RULE "\r\n";
	static const char SEMI[] =
	    "rows;candidates;margin;alpha;looks;least_units;"
	    "largest_drop_rate\n";
	static const char TABS[] = HEADER "mtx/*\t*\t0.01\t0.05\t40\t8\t0.5\n";
	static const char SHORT[] = HEADER "mtx/*,*,0.01,0.05,40,8";

	gate_gives(state, MARKED, strlen(MARKED), 0, NULL);
	gate_gives(state, DOS, strlen(DOS), 0, NULL);
	gate_gives(state, WIDE, sizeof(WIDE) - 1, 2,
	    "edited.csv:1:1: the file is in UTF-16: save it as UTF-8");
	gate_gives(state, SEMI, strlen(SEMI), 2,
	    "edited.csv:1:5: the fields are separated by semicolons: ");
	gate_gives(state, TABS, strlen(TABS), 2,
	    "edited.csv:2:6: the fields are separated by tabs: ");
	gate_gives(state, SHORT, strlen(SHORT), 2,
	    "edited.csv:2:24: the line has 6 fields: expected 7");
}

TEST(a_sorted_file_is_called_out_of_order)
{
	static const char *const KEYS[] = { "-k5,5n", "-k9,9", "-k21,21n",
		"-k7,7n" };
	char before[256];

	for (size_t i = 0; i < sizeof(KEYS) / sizeof(KEYS[0]); i++) {
		snprintf(before, sizeof(before),
		    "{ head -n 1 pass/raw.csv && tail -n +2 pass/raw.csv | "
		    "LC_ALL=C sort -s -t, %s; } >sorted",
		    KEYS[i]);
		/* By process, which stands in the order of units. */
		judge_after(state, before, "sorted", i == 0 ? 0 : 2);
		if (i > 0)
			program_assert_has(*state, "err", "out of order");
	}
	judge_after(state, "LC_ALL=C sort pass/raw.csv >sorted", "sorted", 2);
	program_assert_has(*state, "err", "sorted:1:1: the first line is no ");
}
