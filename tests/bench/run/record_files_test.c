/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves which files a record is made in: new ones alone, or those of a run
 * that is gone on with, whole and of this version; and that a full disk and a
 * kill leave whole units.
 */
#include "recorded.h"
#include "sheet.h"

#include "tests/lib/scratch.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "tests/lib/test.h"

static off_t
size_of(const char *folder)
{
	struct stat about;

	assert_int_equal(stat(scratch_path(folder, "raw.csv.gz"), &about), 0);
	return about.st_size;
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

TEST_WITH(test_a_folder_that_has_a_record_is_refused, recorded_set_up,
    recorded_tear_down)
{
	struct record *second = NULL;

	assert_int_equal(
	    record_open(*state, "run-2", false, &second, &recorded_why),
	    -EEXIST);
	assert_null(second);
	assert_non_null(strstr(recorded_why.text, "raw.csv.gz: File exists"));
	assert_non_null(strstr(recorded_why.text, "--out"));
}

TEST_WITH(test_a_folder_that_has_a_plain_record_is_refused, recorded_set_up,
    recorded_tear_down)
{
	struct record *second = NULL;

	record_close(recorded);
	recorded = NULL;
	remove(scratch_path(*state, "raw.csv.gz"));
	remove(scratch_path(*state, "counters.csv.gz"));
	scratch_write(*state, "raw.csv", "schema\n", 7);
	assert_int_equal(
	    record_open(*state, "run-2", false, &second, &recorded_why),
	    -EEXIST);
	assert_null(second);
	assert_non_null(
	    strstr(recorded_why.text, "/raw.csv already; choose another"));
}

TEST_WITH(test_a_unit_that_is_not_ended_is_not_there, recorded_set_up,
    recorded_tear_down)
{
	static const uint32_t offsets[RECORDED_ARMS] = { 0 };
	const struct record_unit open_unit = {
		.row = &recorded_row,
		.offsets = offsets,
	};
	char *before = recorded_write_one(state);
	char *after;

	assert_int_equal(record_block(recorded, &open_unit, 10, recorded_slices,
	                     &recorded_why),
	    0);
	after = recorded_read(*state);
	assert_string_equal(after, before);
	free(after);
	record_close(recorded);
	recorded = NULL;
	after = recorded_read(*state);
	assert_string_equal(after, before);
	free(after);
	free(before);
}

/* Wherever a file is cut off, the units before are there. */
TEST_WITH(test_a_file_that_is_cut_off_has_its_whole_units, recorded_set_up,
    recorded_tear_down)
{
	char *before = recorded_write_one(state);
	const off_t whole = size_of(*state);
	const char *path = scratch_path(*state, "raw.csv.gz");
	char *after;
	bool is_whole;

	assert_int_equal(recorded_write(10), 0);
	for (off_t size = size_of(*state) - 1; size > whole; size--) {
		assert_int_equal(truncate(path, size), 0);
		after = sheet_unpack(path, &is_whole);
		/* To zlib, a byte or two are no beginning of a unit. */
		if (is_whole)
			assert_string_equal(after, before);
		assert_int_equal(strncmp(after, before, strlen(before)), 0);
		free(after);
	}
	record_close(recorded);
	recorded = NULL;
	assert_int_equal(
	    record_open(*state, "run-1", true, &recorded, &recorded_why),
	    -EINVAL);
	assert_non_null(
	    strstr(recorded_why.text, "raw.csv.gz: its last unit is cut off"));
	assert_int_equal(size_of(*state), whole + 1);
	free(before);
}

TEST_WITH(
    test_a_report_can_be_gone_on_with, recorded_set_up, recorded_tear_down)
{
	char *before = recorded_write_one(state);
	char *after;

	record_close(recorded);
	recorded = NULL;
	assert_int_equal(
	    record_open(*state, "run-1", true, &recorded, &recorded_why), 0);
	assert_int_equal(recorded_write(10), 0);
	after = recorded_read(*state);
	assert_int_equal(strncmp(after, before, strlen(before)), 0);
	sheet_assert_field(after, RECORDED_SLICES + 1, "block", "10");
	assert_string_equal(sheet_line(after, 2 * RECORDED_SLICES + 1), "");
	free(after);
	free(before);
}

/* Goes on with a file of other bytes, which must stay as they are. */
static void
assert_not_gone_on_with(
    const char *folder, const void *bytes, size_t n, const char *complaint)
{
	const char *path = scratch_path(folder, "raw.csv.gz");
	FILE *f = fopen(path, "we");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(
	    record_open(folder, "run-1", true, &recorded, &recorded_why),
	    -EINVAL);
	assert_null(recorded);
	assert_non_null(strstr(recorded_why.text, complaint));
	assert_int_equal(size_of(folder), n);
}

TEST_WITH(test_only_a_report_of_this_version_is_gone_on_with, recorded_set_up,
    recorded_tear_down)
{
	static const char other[] = "schema,run_id\n2,run-1\n";
	const char *path = scratch_path(*state, "raw.csv.gz");
	char packed[128];
	size_t n;

	record_close(recorded);
	recorded = NULL;
	gzFile file = gzopen(path, "we");
	assert_non_null(file);
	assert_int_equal(gzputs(file, other), sizeof(other) - 1);
	assert_int_equal(gzclose(file), Z_OK);
	FILE *f = fopen(path, "re");
	assert_non_null(f);
	n = fread(packed, 1, sizeof(packed), f);
	fclose(f);
	assert_not_gone_on_with(
	    *state, packed, n, "raw.csv.gz: another version wrote it");
	assert_not_gone_on_with(
	    *state, "", 0, "raw.csv.gz: another version wrote it");
	assert_not_gone_on_with(
	    *state, other, sizeof(other) - 1, "raw.csv.gz: it is damaged");
	packed[n / 2] ^= 1;
	assert_not_gone_on_with(*state, packed, n, "raw.csv.gz: it is damaged");

	remove(path);
	assert_int_equal(
	    record_open(*state, "run-1", true, &recorded, &recorded_why),
	    -ENOENT);
	assert_non_null(strstr(recorded_why.text, "cannot go on with"));
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

TEST_WITH(
    test_a_full_disk_leaves_whole_units, recorded_set_up, recorded_tear_down)
{
	char *before = recorded_write_one(state);
	char *after;
	int err;

	/* Room for the beginning of a unit. */
	limit_files((rlim_t)size_of(*state) + 20);
	err = recorded_write(10);
	limit_files(RLIM_INFINITY);
	assert_int_equal(err, -EFBIG);
	assert_non_null(
	    strstr(recorded_why.text, "raw.csv.gz: File too large"));
	assert_non_null(
	    strstr(recorded_why.text, "what was measured before is in it"));
	after = recorded_read(*state);
	assert_string_equal(after, before);
	free(after);

	/* Once there is room again, nothing of the lost unit comes back. */
	assert_int_equal(recorded_write(11), 0);
	record_close(recorded);
	recorded = NULL;
	after = recorded_read(*state);
	assert_int_equal(strncmp(after, before, strlen(before)), 0);
	sheet_assert_field(after, RECORDED_SLICES + 1, "block", "11");
	assert_string_equal(sheet_line(after, 2 * RECORDED_SLICES + 1), "");
	free(after);
	free(before);
}
