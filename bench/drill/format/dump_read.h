/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads a dump (dump.h), and believes nothing of it: all that leads anywhere,
 * as offsets, counts, indices and texts, is looked at before it is followed, so
 * that who gets a struct dump need not look again.
 *
 * The world is not looked into: any bytes will do for world_check().
 */
#ifndef BENCH_DRILL_FORMAT_DUMP_READ_H
#define BENCH_DRILL_FORMAT_DUMP_READ_H

#include "base/reason.h"
#include "bench/drill/format/dump.h"
#include "bench/drill/format/world_data.h"

#include <stdbool.h>
#include <stddef.h>

/* No dump is longer. */
#define DUMP_READ_BYTES_MAX ((size_t)64 << 20)

/* A copy of a whole and sound dump. */
struct dump {
	struct dump_header header;
	struct dump_trailer trailer;
	struct dump_cpu *cpus;                  /* header.n_cpus */
	struct dump_lock locks[DUMP_LOCKS_MAX]; /* header.n_locks are set */
	struct world_data *world;
	char *console; /* text as it was written: anything */
	size_t n_console_bytes;
};

/*
 * Reads the file at path.  Returns 0, with *ret to be closed by dump_close();
 * or the negative errno of what the system refused, -EISDIR, -EFBIG, or -EINVAL
 * if it is no dump or not whole, with *why saying at which byte and what to do.
 */
int dump_open(const char *path, struct dump *ret, struct reason *why);

/* Does the same with the n_bytes at bytes, which may be freed then. */
int dump_parse(
    const void *bytes, size_t n_bytes, struct dump *ret, struct reason *why);

/* Frees what *dump holds. */
void dump_close(struct dump *dump);

/*
 * True if the world changed while it was written: its sum before, of what was
 * written, and after are not all the same.
 */
bool dump_moved(const struct dump *dump);

#endif /* BENCH_DRILL_FORMAT_DUMP_READ_H */
