/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads a dump (dump.h) that may be damaged.  Offsets, counts, indices and
 * texts are checked before they are used, so that users of a struct dump need
 * not check them again.  The world is not checked: world_check() takes any
 * bytes.
 */
#ifndef BENCH_DRILL_FORMAT_DUMP_READ_H
#define BENCH_DRILL_FORMAT_DUMP_READ_H

#include "base/reason.h"
#include "bench/drill/format/dump.h"
#include "bench/drill/format/world_data.h"

#include <stdbool.h>
#include <stddef.h>

/* A copy of a whole and sound dump. */
struct dump {
	struct dump_header header;
	struct dump_trailer trailer;
	struct dump_cpu *cpus;                  /* header.n_cpus */
	struct dump_lock locks[DUMP_LOCKS_MAX]; /* header.n_locks are set */
	struct world_data *world;
	char *console; /* any bytes: text as it was written */
	size_t n_console_bytes;
};

/*
 * Reads the file at path.  Returns 0, with *ret to be closed by dump_close().
 * Else returns a negative errno, with the reason: what the system said,
 * -EISDIR, -EFBIG, or -EINVAL if the file is not a whole dump.  The reason then
 * names the byte and says what to do.
 */
int dump_open(const char *path, struct dump *ret, struct reason *why);

/*
 * Does the same with the n_bytes at bytes, which may be freed after the call.
 */
int dump_parse(
    const void *bytes, size_t n_bytes, struct dump *ret, struct reason *why);

/* Frees what *dump holds. */
void dump_close(struct dump *dump);

/*
 * True if the world changed while it was written: its sums before, after, and
 * of what was written are not all the same.
 */
bool dump_moved(const struct dump *dump);

#endif /* BENCH_DRILL_FORMAT_DUMP_READ_H */
