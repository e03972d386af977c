/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The progress line, on standard error.  It is shown only on a terminal that
 * may get escape sequences: not with TERM=dumb or NO_COLOR.  Work is measured
 * in nanoseconds of planned slices, so that long rows weigh more.
 */
#ifndef BENCH_RUN_PROGRESS_H
#define BENCH_RUN_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
	bool is_shown;
	uint64_t planned;
	uint64_t done;
	uint64_t from_ns;
	uint64_t shown_ns; /* when it was last drawn */
};

void progress_start(struct progress *progress, uint64_t planned);

/* Adds work done for a unit of a row; redraws the line now and then. */
void progress_add(struct progress *progress, uint64_t work, const char *row,
    unsigned unit, unsigned n_units);

/* Erases the line, so that something else can be written. */
void progress_clear(struct progress *progress);

#endif /* BENCH_RUN_PROGRESS_H */
