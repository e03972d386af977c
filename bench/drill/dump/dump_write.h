/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Writes the dump of a world from inside that world, in the format of dump.h.
 */
#ifndef BENCH_DRILL_DUMP_DUMP_WRITE_H
#define BENCH_DRILL_DUMP_DUMP_WRITE_H

#include "bench/drill/world/world.h"

struct dump_request {
	int fd;            /* opened before: a panic opens nothing */
	atomic_word *asks; /* the lock now asked for, or DUMP_NONE */
	const char *check;
	const char *message;
	const char *console;   /* what was printed so far */
	uint64_t signalled_ns; /* when the stop was signalled, by the verdict */
	bool is_stopped;

	/*
	 * If not NULL, called once in the middle of the dump, where it may go
	 * wrong.
	 */
	void (*midway)(struct world_cpu *me);
};

struct dump_result {
	int err;
	uint64_t n_bytes;
	uint64_t dump_ns;
	uint32_t take[DUMP_LOCKS_MAX]; /* enum dump_take */
};

/*
 * Dumps the world on *me, the thread that panics.  Each part is written under
 * its locks and through the disk's driver, which are taken as every thread
 * takes them.  Returns 0 or the first error; *ret is filled up to there.
 * Allocates nothing.
 */
int dump_write(struct world_cpu *me, const struct dump_request *request,
    struct dump_result *ret);

#endif /* BENCH_DRILL_DUMP_DUMP_WRITE_H */
