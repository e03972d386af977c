/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What users are told: lists on standard output, warnings and the progress line
 * on standard error.
 *
 * The progress line is shown only on a terminal that may get escape sequences:
 * not with TERM=dumb or NO_COLOR.  Work is measured in nanoseconds of planned
 * slices, so that long rows weigh more.
 */
#ifndef BENCH_RUN_NOTICES_H
#define BENCH_RUN_NOTICES_H

#include "bench/run/manifest.h"

#include <stdbool.h>
#include <stdint.h>

/* Lists the rows, each with what it does or why it cannot run. */
void notices_list_rows(const struct plan *plan);

/* Lists the arms, each with its role. */
void notices_list_arms(const struct catalog *catalog);

/* Warns of the rows that cannot run, grouped by reason. */
void notices_skipped(const struct plan *plan);

/* Warns of arms that do not record their compiler. */
void notices_unknown(const struct catalog *catalog);

/* Warns of what may spoil the measurement. */
void notices_findings(const struct environment *environment);

/* Checks the environment again, and warns of what happened since. */
void notices_again(struct environment *environment);

/* Warns of the events that cannot be counted, once for each reason. */
void notices_uncounted(const struct manifest *manifest);

/*
 * Warns of events that some readings did not count, or that read 0 in all; the
 * manifest must have the tally.
 */
void notices_miscounted(const struct manifest *manifest);

/* Reports a lost unit, and why it is lost. */
void notices_lost(const char *row, unsigned unit, const struct reason *why);

/* Reports what the units of a row found. */
void notices_note(const char *row, const struct reason *what);

/* Reports how many units --seconds left no time for, if any. */
void notices_late(unsigned n_units);

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

#endif /* BENCH_RUN_NOTICES_H */
