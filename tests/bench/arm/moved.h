/* SPDX-License-Identifier: BSD-2-Clause */
/* moved: an arm's file as the loader moves it, to be looked at. */
#ifndef TESTS_BENCH_ARM_MOVED_H
#define TESTS_BENCH_ARM_MOVED_H

#include "bench/elf/move.h"
#include "bench/elf/object.h"

struct moved {
	struct move_copy copy;
	struct object object;
};

/*
 * Moves the file at path to an offset.  Returns 0, or a negative errno with the
 * reason.  The path must stay until moved_close().
 */
int moved_open(
    const char *path, unsigned offset, struct moved *ret, struct reason *why);

void moved_close(struct moved *moved);

#endif /* TESTS_BENCH_ARM_MOVED_H */
