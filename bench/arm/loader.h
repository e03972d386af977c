/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Loads arms at offsets: copies the arm's file, moves its block of code
 * (bench/elf/move.h), and gives the copy to the dynamic linker as a file in
 * memory.
 *
 * The file in memory stays open while its copy is loaded.  The dynamic linker
 * knows objects by name, and a copy is named /proc/self/fd/N.  If N were closed
 * and reused, the next dlopen() would return the old arm.  For the same reason
 * nothing here looks up a loaded arm by name.
 */
#ifndef BENCH_ARM_LOADER_H
#define BENCH_ARM_LOADER_H

#include "base/reason.h"

struct loader_order {
	const char *path; /* the arm's file, as it was linked */
	const char *name; /* of the copy, in profiles and maps */
	unsigned offset;  /* of the arm's block, in bytes modulo 64 */

	/*
	 * Folder to write the copy to, as NAME+OFFSET.so with all that
	 * debuggers read, and to load it from.  NULL: the copy is in memory,
	 * and nothing remains.
	 */
	const char *keep;
};

/* A copy that is loaded. */
struct loader_copy {
	void *handle; /* dlopen()'s */
	int fd;       /* its memory's file; -1 if it has none */
};

/*
 * Loads a copy of its own, even of the same arm at the same offset.  If a file
 * in memory cannot be made or executed, tries a file beside the arm, then one
 * in TMPDIR or /tmp; neither remains.
 *
 * Returns 0 and fills *ret.  Returns -ENOSPC if the thread-local storage of the
 * arm does not fit: the C library keeps little room for objects that are loaded
 * late, so load fewer copies.  Otherwise returns another negative errno.  The
 * reason names the arm and says what to do.
 */
int loader_open(const struct loader_order *order, struct loader_copy *ret,
    struct reason *why);

/* Unloads a copy.  Nothing may refer to it any more. */
void loader_close(struct loader_copy *copy);

/*
 * Raises the limit of open files as far as the system allows: each copy has
 * one.  If that fails, fewer copies can be loaded, and loader_open() says so.
 */
void loader_allow_files(void);

#endif /* BENCH_ARM_LOADER_H */
