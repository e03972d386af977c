/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that a half-written block is harmless if the journal counts, and is
 * damage if the head of the block file says clean.
 */
#include "bench/drill/format/blockfile.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tests/lib/test.h"

static int fd;
static enum blockfile_state state_seen;
static unsigned n_damaged;
static struct reason why;

static void
write_at(uint64_t offset, const void *data, size_t n)
{
	assert_int_equal(pwrite(fd, data, n, (off_t)offset), n);
}

static void
write_head(bool is_clean)
{
	struct blockfile_head head = { .is_clean = is_clean };

	memcpy(head.magic, BLOCKFILE_MAGIC, sizeof(head.magic));
	write_at(0, &head, sizeof(head));
}

static struct blockfile_block
make_block(uint64_t generation)
{
	struct blockfile_block block = { .generation = generation };

	for (unsigned i = 0; i < WORLD_WORDS; i++)
		block.words[i] = world_word(generation, i);
	block.sum = world_sum(generation, block.words);
	return block;
}

/* Half of one generation and half of the next: what a stopped thread leaves. */
static struct blockfile_block
make_half(uint64_t generation)
{
	struct blockfile_block block = make_block(generation);
	const struct blockfile_block next = make_block(generation + 1);

	block.generation = next.generation;
	memcpy(block.words, next.words, sizeof(block.words) / 2);
	return block;
}

static int
set_up(void **state)
{
	(void)state;
	fd = memfd_create("blocks", MFD_CLOEXEC);
	if (fd < 0)
		return -1;
	write_head(false);
	for (unsigned i = 0; i < WORLD_BLOCKS; i++) {
		const struct blockfile_block even = make_block(4);
		const struct blockfile_block odd = make_block(5);

		write_at(blockfile_journal(i, 4), &even, sizeof(even));
		write_at(blockfile_journal(i, 5), &odd, sizeof(odd));
		write_at(blockfile_place(i), &even, sizeof(even));
	}
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	return close(fd);
}

static void
assert_state(enum blockfile_state expected, unsigned damaged)
{
	assert_int_equal(blockfile_check(fd, &state_seen, &n_damaged, &why), 0);
	assert_string_equal(
	    blockfile_state_name(state_seen), blockfile_state_name(expected));
	assert_int_equal(n_damaged, damaged);
}

TEST_WITH(
    test_a_whole_file_is_clean_or_recovered_by_its_head, set_up, tear_down)
{
	assert_state(BLOCKFILE_RECOVERED, 0);
	write_head(true);
	assert_state(BLOCKFILE_CLEAN, 0);
}

TEST_WITH(test_a_half_written_block_is_damage_only_where_it_is_called_clean,
    set_up, tear_down)
{
	const struct blockfile_block half = make_half(4);

	write_at(blockfile_place(2), &half, sizeof(half));
	write_at(blockfile_place(3), &half, sizeof(half));
	assert_state(BLOCKFILE_RECOVERED, 0);
	write_head(true);
	assert_state(BLOCKFILE_DAMAGED, 2);
}

TEST_WITH(test_a_block_without_any_whole_copy_is_damage, set_up, tear_down)
{
	const struct blockfile_block half = make_half(4);

	write_at(blockfile_place(0), &half, sizeof(half));
	write_at(blockfile_journal(0, 0), &half, sizeof(half));
	assert_state(BLOCKFILE_RECOVERED, 0);
	write_at(blockfile_journal(0, 1), &half, sizeof(half));
	assert_state(BLOCKFILE_DAMAGED, 1);
}

TEST_WITH(
    test_what_is_no_block_file_is_refused_by_its_offset, set_up, tear_down)
{
	assert_int_equal(
	    ftruncate(fd, (off_t)blockfile_place(WORLD_BLOCKS - 1)), 0);
	write_head(true);
	assert_int_equal(
	    blockfile_check(fd, &state_seen, &n_damaged, &why), -EINVAL);
	assert_non_null(strstr(why.text, "cut off"));
	write_at(0, "x", 1);
	assert_int_equal(
	    blockfile_check(fd, &state_seen, &n_damaged, &why), -EINVAL);
	assert_non_null(strstr(why.text, "offset 0"));
}
