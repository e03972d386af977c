/* SPDX-License-Identifier: BSD-2-Clause */
/* Writes the dump of a world from inside of it, as dump.h says. */
#ifndef BENCH_DRILL_DUMP_DUMP_WRITE_H
#define BENCH_DRILL_DUMP_DUMP_WRITE_H

#include "bench/drill/world/world.h"

struct dump_request {
	int fd;            /* opened before: a panic opens nothing */
	atomic_word *asks; /* kept at the lock that it asks for, or DUMP_NONE */
	const char *check;
	const char *message;
	const char *console;   /* what was printed so far */
	uint64_t signalled_ns; /* of the stop: the verdict's */
	bool is_stopped;

	/* Called once in the middle, if not NULL: where a dump may go wrong. */
	void (*midway)(struct world_cpu *me);
};

struct dump_result {
	int err;
	uint64_t n_bytes;
	uint64_t dump_ns;
	uint32_t take[DUMP_LOCKS_MAX]; /* enum dump_take */
};

/*
 * Dumps on *me, which runs the panic: one part of the world after the other
 * under its locks and through the disk's driver, which are taken as anybody
 * takes them.  Returns 0 or the first error; *ret is filled as far as it came.
 * Allocates nothing.
 */
int dump_write(struct world_cpu *me, const struct dump_request *request,
    struct dump_result *ret);

#endif /* BENCH_DRILL_DUMP_DUMP_WRITE_H */
