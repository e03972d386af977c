/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/format/blockfile.h"

#include "base/formats/words.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* The content of a sector. */
static bool
is_whole(const struct blockfile_block *block)
{
	for (unsigned i = 0; i < WORLD_WORDS; i++)
		if (block->words[i] != world_word(block->generation, i))
			return false;
	return block->sum == world_sum(block->generation, block->words);
}

static int
read_sector(int fd, uint64_t offset, void *ret, struct reason *why)
{
	const ssize_t n = pread(fd, ret, BLOCKFILE_BYTES, (off_t)offset);

	if (n == BLOCKFILE_BYTES)
		return 0;
	return reason_set(why, n < 0 ? -errno : -EINVAL,
	    "block file, offset %llu: %s", (unsigned long long)offset,
	    n < 0 ? strerror(errno) : "it is cut off");
}

/* Returns 1 if the block is whole, 0 if it is not. */
static int
check_block(int fd, unsigned block, bool has_journal, struct reason *why)
{
	const uint64_t offsets[] = { blockfile_place(block),
		blockfile_journal(block, 0), blockfile_journal(block, 1) };
	const unsigned n = has_journal ? 3 : 1;

	for (unsigned i = 0; i < n; i++) {
		struct blockfile_block copy;
		const int err = read_sector(fd, offsets[i], &copy, why);

		if (err < 0)
			return err;
		if (is_whole(&copy))
			return 1;
	}
	return 0;
}

int
blockfile_check(int fd, enum blockfile_state *ret_state, unsigned *ret_damaged,
    struct reason *why)
{
	struct blockfile_head head;
	unsigned n_damaged = 0;
	int rc = read_sector(fd, 0, &head, why);

	if (rc < 0)
		return rc;
	if (memcmp(head.magic, BLOCKFILE_MAGIC, sizeof(head.magic)) != 0)
		return reason_set(why, -EINVAL,
		    "block file, offset 0: no " BLOCKFILE_MAGIC
		    ": this is no block file");
	for (unsigned i = 0; i < WORLD_BLOCKS; i++) {
		rc = check_block(fd, i, !head.is_clean, why);
		if (rc < 0)
			return rc;
		n_damaged += rc == 0;
	}
	*ret_damaged = n_damaged;
	*ret_state = n_damaged > 0 ? BLOCKFILE_DAMAGED
	    : head.is_clean        ? BLOCKFILE_CLEAN
	                           : BLOCKFILE_RECOVERED;
	return 0;
}

const char *
blockfile_state_name(enum blockfile_state state)
{
	return words_block_file.words[state].text;
}
