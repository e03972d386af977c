/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that a sound dump is read as it was written, from memory and from a
 * file, and that other files are refused with their names.
 */
#include "filed.h"

#include "bench/drill/format/dump_check.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/lib/test.h"

static struct dump
parsed(void)
{
	struct dump dump = { 0 };

	if (filed_parse(filed.n_bytes, &dump) != 0)
		fail_msg("refused: %s", filed_why.text);
	return dump;
}

TEST(test_a_sound_dump_is_read_as_it_was_written)
{
	struct dump dump;

	filed_make();
	assert_int_equal(filed.n_bytes, FILE_BYTES);
	dump = parsed();
	assert_memory_equal(&dump.header, filed.bytes, sizeof(dump.header));
	assert_memory_equal(dump.cpus, filed_synth.cpus,
	    FILED_CPUS * sizeof(filed_synth.cpus[0]));
	assert_memory_equal(
	    dump.locks, filed_synth.locks, sizeof(filed_synth.locks));
	assert_memory_equal(
	    dump.world, &filed_synth.world, sizeof(filed_synth.world));
	assert_int_equal(dump.n_console_bytes, strlen(SYNTH_CONSOLE));
	assert_memory_equal(dump.console, SYNTH_CONSOLE, strlen(SYNTH_CONSOLE));
	assert_memory_equal(&dump.trailer, filed.bytes + IN_TRAILER(magic),
	    sizeof(dump.trailer));
	assert_false(dump_moved(&dump));
	dump_close(&dump);
	assert_null(dump.cpus);
}

TEST(test_a_dump_may_have_no_lock_and_one_cpu)
{
	struct dump dump;

	synth_init(&filed_synth, 1);
	filed_synth.header.n_locks = 0;
	synth_write(&filed_synth, &filed);
	dump = parsed();
	dump_close(&dump);
}

/* Sets a sum, wherever it is, and makes the file's own sums right. */
static void
assert_moved_by(size_t offset)
{
	struct dump dump;

	filed_make();
	filed.bytes[offset] ^= 1;
	synth_sum(filed.bytes, filed.n_bytes);
	dump = parsed();
	assert_true(dump_moved(&dump));
	dump_close(&dump);
}

TEST(test_a_world_that_moved_is_told_but_read)
{
	assert_moved_by(IN_HEADER(world_sum));
	assert_moved_by(WORLD_AT);
	assert_moved_by(IN_TRAILER(world_sum));
}

/* Asserts that a file is refused with a reason that names it. */
static void
assert_not_opened(const char *path, int err, const char *told)
{
	struct dump dump = { 0 };

	filed_why.text[0] = '\0';
	assert_int_equal(dump_open(path, &dump, &filed_why), err);
	if (strncmp(filed_why.text, path, strlen(path)) != 0 ||
	    strstr(filed_why.text, told) == NULL)
		fail_msg("%s: %s", path, filed_why.text);
}

/* Writes n_bytes of the file to path. */
static void
save(const char *path, size_t n_bytes)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(filed.bytes, 1, n_bytes, f), n_bytes);
	assert_int_equal(fclose(f), 0);
}

static int
enter_scratch(void **state)
{
	static char folder[] = "/tmp/dump-read-XXXXXX";

	*state = folder;
	return mkdtemp(folder) == NULL ? -1 : chdir(folder);
}

static int
leave_scratch(void **state)
{
	unlink("dump");
	unlink("pipe");
	return chdir("/") == 0 ? rmdir(*state) : -1;
}

TEST_WITH(test_files_are_read_and_others_refused_by_name, enter_scratch,
    leave_scratch)
{
	struct dump dump;

	filed_make();
	save("dump", filed.n_bytes);
	assert_int_equal(dump_open("dump", &dump, &filed_why), 0);
	assert_memory_equal(
	    dump.world, &filed_synth.world, sizeof(filed_synth.world));
	dump_close(&dump);
	save("dump", 1000);
	assert_not_opened("dump", -EINVAL, ": byte 1000: ");
	save("dump", 0);
	assert_not_opened("dump", -EINVAL, ": byte 0: the file is empty");
	assert_not_opened("none", -ENOENT, "cannot be opened");
	assert_not_opened(".", -EISDIR, "it is a folder");
	assert_int_equal(mkfifo("pipe", 0600), 0);
	assert_not_opened("pipe", -EINVAL, "no plain file");
	assert_int_equal(truncate("dump", DUMP_READ_BYTES_MAX + 1), 0);
	assert_not_opened("dump", -EFBIG, "more than any dump");
	assert_int_equal(chmod("dump", 0), 0);
	/* Root may read all. */
	assert_true(geteuid() != 0 || seteuid(65534) == 0);
	assert_not_opened("dump", -EACCES, "cannot be opened");
	assert_true(getuid() != 0 || seteuid(0) == 0);
}
