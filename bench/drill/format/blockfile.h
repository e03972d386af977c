/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The block file: what the world's blocks are on the disk.
 *
 * A head, two journal places for each block, then the blocks.  An update is
 * written to the journal place of its generation's parity first, so that the
 * other keeps the generation before; the block itself may follow much later.
 * So a file that was left unclean is whole: the newest valid copy of a block
 * counts.
 *
 * A file that its head calls clean is taken as it is, without the journal: so
 * says who synced it, and that is where a sync in a panic does its harm.
 */
#ifndef BENCH_DRILL_FORMAT_BLOCKFILE_H
#define BENCH_DRILL_FORMAT_BLOCKFILE_H

#include "base/reason.h"
#include "bench/drill/format/world_data.h"

#include <stdbool.h>

#define BLOCKFILE_MAGIC "slowblok"
#define BLOCKFILE_BYTES 512

struct blockfile_head {
	char magic[8]; /* BLOCKFILE_MAGIC, without its end */
	uint64_t is_clean;
	uint64_t unused[62];
};

/* A copy of a block: the start of struct world_block. */
struct blockfile_block {
	uint64_t generation;
	uint64_t words[WORLD_WORDS];
	uint64_t sum;
	uint64_t unused[2];
};

_Static_assert(sizeof(struct blockfile_head) == BLOCKFILE_BYTES, "one sector");
_Static_assert(sizeof(struct blockfile_block) == BLOCKFILE_BYTES, "one sector");
_Static_assert(offsetof(struct world_block, is_dirty) ==
        offsetof(struct blockfile_block, unused),
    "copied as it is");

/* The sectors of a block's journal place and of the block itself. */
static inline uint64_t
blockfile_journal(unsigned block, uint64_t generation)
{
	return (1 + 2 * block + generation % 2) * BLOCKFILE_BYTES;
}

static inline uint64_t
blockfile_place(unsigned block)
{
	return (1 + 2 * WORLD_BLOCKS + block) * BLOCKFILE_BYTES;
}

enum blockfile_state {
#define BLOCK_FILE(id, word, meaning) BLOCKFILE_##id,
#include "base/formats/words.def"
	BLOCKFILE_STATES
};

/*
 * Checks an open file as it was left, as fsck would.  Returns 0 with the number
 * of damaged blocks, or a negative errno with the reason.
 */
int blockfile_check(int fd, enum blockfile_state *ret_state,
    unsigned *ret_damaged, struct reason *why);

/* "clean", "recovered", "damaged". */
const char *blockfile_state_name(enum blockfile_state state);

#endif /* BENCH_DRILL_FORMAT_BLOCKFILE_H */
