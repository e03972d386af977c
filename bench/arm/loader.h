/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Loads arms at offsets: a copy of the arm's file, its block of code moved
 * (bench/elf/move.h), is handed to the dynamic linker as a file in memory.
 *
 * The memory's file stays open while its copy is loaded.  The dynamic linker
 * knows objects by name, and a copy's name is /proc/self/fd/N: were N closed
 * and used again, the next dlopen() would return the old arm.  For the same
 * reason nothing here looks up what it loaded by a name.
 */
#ifndef BENCH_ARM_LOADER_H
#define BENCH_ARM_LOADER_H

#include "base/reason.h"

struct loader_order {
	const char *path; /* the arm's file, as it was linked */
	const char *name; /* of the copy, for who reads a profile or a map */
	unsigned offset;  /* of the arm's block, in bytes modulo 64 */

	/*
	 * Folder where the copy is written, as NAME+OFFSET.so, with all that
	 * debuggers read, and loaded from; NULL: in memory, and nothing is
	 * left.
	 */
	const char *keep;
};

/* A copy that is loaded. */
struct loader_copy {
	void *handle; /* dlopen()'s */
	int fd;       /* its memory's file; -1 if it has none */
};

/*
 * Loads a copy that no other handle stands for, even of the same arm at the
 * same offset.  Where a file in memory cannot be had or executed, one beside
 * the arm is tried, then one in TMPDIR or /tmp; neither is left behind.
 *
 * Returns 0 and fills *ret; -ENOSPC if the arm's thread-local storage does not
 * fit any more, since the C library keeps little room for objects that are
 * loaded late: fewer copies do; or another negative errno.  The reason names
 * the arm and what to do.
 */
int loader_open(const struct loader_order *order, struct loader_copy *ret,
    struct reason *why);

/* Unloads a copy to which nothing refers any more. */
void loader_close(struct loader_copy *copy);

/*
 * Lets the process have as many files open as the system allows it at all: each
 * copy has one.  Where that fails, fewer are loaded, and loader_open() says so.
 */
void loader_allow_files(void);

#endif /* BENCH_ARM_LOADER_H */
