/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * An arm to be moved: a lock with a table of functions.  MOVABLE names its
 * file.
 */
#ifndef TESTS_BENCH_ELF_MOVABLE_H
#define TESTS_BENCH_ELF_MOVABLE_H

#include "bench/elf/move.h"
#include "bench/elf/object.h"

#include "tests/lib/test.h"

#define MOVABLE_BYTES_MAX (1u << 20)

extern struct movable {
	unsigned char bytes[MOVABLE_BYTES_MAX]; /* of the file, to be changed */
	unsigned char as_linked[MOVABLE_BYTES_MAX]; /* before any change */
	size_t n_bytes;
	struct object object; /* as it was linked */
	struct reason why;
	struct move_copy copy;
} movable;

/*
 * Set up and tear down a test: read the file, and free all that was made of it.
 */
int movable_begin(void **state);
int movable_end(void **state);

#define MOVE_TEST(name) TEST_WITH(name, movable_begin, movable_end)

/* Moves the bytes, and returns as move_block() does. */
int movable_move_by(unsigned offset, bool is_whole);

/* What the file has; but for a section as it was linked, to be changed. */
Elf64_Ehdr *movable_head(void);
const Elf64_Shdr *movable_section(const char *name);
Elf64_Shdr *movable_header(const char *name);
void *movable_contents(const char *name);

#endif /* TESTS_BENCH_ELF_MOVABLE_H */
