/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves what is written into raw.csv: a field for every column, nothing where
 * nothing is known, a block dropped as a whole; and that a full disk leaves
 * whole blocks alone.
 */
#include "bench/record.h"

#include "sheet.h"

#include "tests/analysis/scratch.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "tests/lib/test.h"

#define N_ARMS   2
#define N_SLICES (2 * N_ARMS)

static const struct case_kind contended = { .name = "contended" };
static const struct armory_arm base = {
	.name = "mtx-none",
	.lock = "mtx",
	.check = "none",
	.role = ARM_ROLE_BASE,
};
static const struct armory_arm count = {
	.name = "mtx-none-count",
	.lock = "mtx",
	.check = "none",
	.role = ARM_ROLE_COUNT,
};

static struct plan_row row;
static struct slice slices[N_SLICES];
static const uint32_t pads[N_ARMS] = { 16, 48 };
static const struct record_unit unit = {
	.row = &row,
	.unit = 4,
	.pid = 1234,
	.pads = pads,
};

static struct record *record;
static struct reason why;

static int
set_up(void **state)
{
	row = (struct plan_row){
		.name = "mtx/contended/2/spread",
		.lock = "mtx",
		.kind = &contended,
		.slow_path = ARM_SLOW_SOME,
		.placement = "spread",
		.n_threads = 2,
		.cpus = { 3, 5 },
		.crit_ns = 100,
		.par_ns = 200,
		.arms = { &base, &count },
		.n_arms = N_ARMS,
	};
	for (unsigned i = 0; i < N_SLICES; i++)
		slices[i] = (struct slice){
			.arm = i == 1 || i == 2,
			.ops = 1000 + i,
			.wall_ns = UINT64_MAX,
			.handoffs = 0,
			.hard_entries = 7,
		};
	why.text[0] = '\0';
	scratch_create(state);
	return record_open(*state, "run-1", false, &record, &why);
}

static int
tear_down(void **state)
{
	record_close(record);
	record = NULL;
	return scratch_destroy(state);
}

static char *
write_block(void **state)
{
	assert_int_equal(record_block(record, &unit, 9, slices, &why), 0);
	return scratch_read(*state, "raw.csv");
}

static int
hear_no_signal_of_full_disks(int argc, char *argv[])
{
	(void)argc;
	(void)argv;
	signal(SIGXFSZ, SIG_IGN);
	return TEST_GO_ON;
}

TEST_PROLOGUE(hear_no_signal_of_full_disks);

TEST_WITH(test_a_line_has_a_field_for_each_column, set_up, tear_down)
{
	char *text = write_block(state);

	assert_int_equal(strncmp(text, "schema,run_id,row,", 18), 0);
	for (unsigned i = 1; i <= N_SLICES; i++)
		assert_int_equal(sheet_count(sheet_line(text, i), ','),
		    sheet_count(text, ','));
	assert_string_equal(sheet_line(text, N_SLICES + 1), "");
	free(text);
}

TEST_WITH(test_a_slice_is_written_under_its_columns, set_up, tear_down)
{
	static const char *const wanted[][2] = { { "schema", "1" },
		{ "run_id", "run-1" }, { "row", "mtx/contended/2/spread" },
		{ "unit", "4" }, { "pid", "1234" }, { "pad", "48" },
		{ "block", "9" }, { "slot", "1" }, { "arm", "mtx-none-count" },
		{ "place", "" }, { "case", "contended" }, { "role", "count" },
		{ "threads", "2" }, { "placement", "spread" },
		{ "cpus", "3;5" }, { "crit", "100" }, { "par", "200" },
		{ "ops", "1001" }, { "wall_ns", "18446744073709551615" },
		{ "handoffs", "0" }, { "valid", "1" }, { "drop_reason", "" },
		{ "slow_path", "some" }, { "hard_entries", "7" } };
	char *text = write_block(state);

	for (unsigned i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		sheet_assert_field(text, 2, wanted[i][0], wanted[i][1]);
	sheet_assert_field(text, 1, "pad", "16");
	sheet_assert_field(text, 1, "slot", "0");
	free(text);
}

TEST_WITH(test_what_cannot_be_known_is_empty, set_up, tear_down)
{
	char *text;

	row.n_threads = 1;
	text = write_block(state);
	sheet_assert_field(text, 1, "cpus", "3");
	sheet_assert_field(text, 1, "handoffs", "");
	sheet_assert_field(text, 1, "hard_entries", "");
	sheet_assert_field(text, 2, "hard_entries", "7");
	free(text);
}

TEST_WITH(test_one_bad_slice_drops_the_block_for_the_gravest_reason, set_up,
    tear_down)
{
	char *text;

	slices[0].drop = SLICE_DROP_OVERLAP;
	slices[3].drop = SLICE_DROP_PREEMPTED;
	text = write_block(state);
	for (unsigned i = 1; i <= N_SLICES; i++) {
		sheet_assert_field(text, i, "valid", "0");
		sheet_assert_field(text, i, "drop_reason", "preempted");
	}
	free(text);
}

TEST_WITH(test_a_folder_that_has_a_record_is_refused, set_up, tear_down)
{
	struct record *second = NULL;

	assert_int_equal(
	    record_open(*state, "run-2", false, &second, &why), -EEXIST);
	assert_null(second);
	assert_non_null(strstr(why.text, "raw.csv: File exists"));
	assert_non_null(strstr(why.text, "--out"));
}

TEST_WITH(test_a_report_can_be_gone_on_with, set_up, tear_down)
{
	char *before = write_block(state);
	char *after;

	record_close(record);
	record = NULL;
	assert_int_equal(record_open(*state, "run-1", true, &record, &why), 0);
	assert_int_equal(record_block(record, &unit, 10, slices, &why), 0);
	after = scratch_read(*state, "raw.csv");
	assert_int_equal(strncmp(after, before, strlen(before)), 0);
	sheet_assert_field(after, N_SLICES + 1, "block", "10");
	assert_string_equal(sheet_line(after, 2 * N_SLICES + 1), "");
	free(after);
	free(before);
}

TEST_WITH(test_only_a_report_of_this_version_is_gone_on_with, set_up, tear_down)
{
	static const char other[] = "schema,run_id\n2,run-1\n";
	char *after;

	record_close(record);
	record = NULL;
	scratch_write(*state, "raw.csv", other, sizeof(other) - 1);
	assert_int_equal(
	    record_open(*state, "run-1", true, &record, &why), -EINVAL);
	assert_non_null(strstr(why.text, "raw.csv: another version wrote it"));
	assert_null(record);
	after = scratch_read(*state, "raw.csv");
	assert_string_equal(after, other);
	free(after);

	remove(scratch_path(*state, "raw.csv"));
	assert_int_equal(
	    record_open(*state, "run-1", true, &record, &why), -ENOENT);
	assert_non_null(strstr(why.text, "cannot go on with"));
}

/* Lets files grow to so many bytes, as a full disk would. */
static void
limit_files(rlim_t bytes)
{
	struct rlimit limit;

	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	limit.rlim_cur = bytes < limit.rlim_max ? bytes : limit.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

TEST_WITH(test_a_full_disk_leaves_whole_blocks, set_up, tear_down)
{
	char *before = write_block(state);
	char *after;
	int err;

	/* Room for half a line. */
	limit_files(strlen(before) + 40);
	err = record_block(record, &unit, 10, slices, &why);
	limit_files(RLIM_INFINITY);
	assert_int_equal(err, -EFBIG);
	assert_non_null(strstr(why.text, "raw.csv: File too large"));
	assert_non_null(strstr(why.text, "what was measured before is in it"));
	after = scratch_read(*state, "raw.csv");
	assert_string_equal(after, before);
	free(after);

	/* Once there is room again, nothing of the lost block comes back. */
	assert_int_equal(record_block(record, &unit, 11, slices, &why), 0);
	record_close(record);
	record = NULL;
	after = scratch_read(*state, "raw.csv");
	assert_int_equal(strncmp(after, before, strlen(before)), 0);
	sheet_assert_field(after, N_SLICES + 1, "block", "11");
	assert_string_equal(sheet_line(after, 2 * N_SLICES + 1), "");
	free(after);
	free(before);
}

TEST_WITH(test_a_runs_name_is_one_field_whatever_it_is, set_up, tear_down)
{
	static const char wanted[] = "1,\"run,\"\"1\"\"\",";
	char *text;

	record_close(record);
	assert_int_equal(
	    record_open(*state, "run,\"1\"", true, &record, &why), 0);
	text = write_block(state);
	assert_int_equal(
	    strncmp(sheet_line(text, 1), wanted, strlen(wanted)), 0);
	free(text);
}
