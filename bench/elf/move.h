/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Gives an arm at an offset: a copy of its file in which the block of code lies
 * some bytes further on, as if the linker had put it there.
 *
 * The block is the section .text.arm (bench/arm/block.ld.in): it begins a page
 * and has MOVE_SLACK bytes of filler at its end.  It moves as a whole, and what
 * is outside of it stays.  So each relocation that the linker kept (-Wl,-q)
 * changes by what its place and its target move:
 *
 *	relative to the place	+ offset if the target is in the block,
 *				- offset if the place is
 *	an address		+ offset if the target is in the block
 *	a slot of the GOT	- offset if the place is in the block
 *
 * The section of its symbol says whether a target is in the block.  Its address
 * does not: an addend has the length of an instruction's rest in it, or a place
 * in a table, and the sum can lie on the other side of the block's end.
 *
 * A relocation of an unknown kind that touches the block is refused, and so is
 * a field that is not what its relocation says.
 */
#ifndef BENCH_ELF_MOVE_H
#define BENCH_ELF_MOVE_H

#include "base/reason.h"

#include <stdbool.h>
#include <stddef.h>

#define MOVE_SLACK 64u

struct move {
	const char *name;           /* of the file, for reasons */
	const unsigned char *bytes; /* the file as it was linked */
	size_t n_bytes;
	unsigned offset; /* in bytes, below MOVE_SLACK */

	/*
	 * The whole file is copied, with its debugging sections.  Else the copy
	 * has only what is loaded, and the symbols.
	 */
	bool is_whole;
};

/* A file in memory, for free(). */
struct move_copy {
	unsigned char *bytes;
	size_t n_bytes;
};

/*
 * Copies an arm's file with its block moved.  Symbols of the block and what
 * unwinders and debuggers read move with it; of a build id the last byte grows
 * by the offset, so that no tool takes one copy for another.  A copy has no
 * relocations and cannot be moved again.
 *
 * Returns 0 and fills *ret; or a negative errno, with the reason, and leaves
 * *ret as it was: -EINVAL if the architecture has no code at that offset,
 * -ENOEXEC if the file cannot be moved, -ENOMEM.  The reason names the file
 * and, where one is at fault, the relocation's kind, its place and its symbol.
 */
int move_block(
    const struct move *move, struct move_copy *ret, struct reason *why);

#endif /* BENCH_ELF_MOVE_H */
