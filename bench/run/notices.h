/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What people are told: lists on standard output, warnings on standard error.
 */
#ifndef BENCH_RUN_NOTICES_H
#define BENCH_RUN_NOTICES_H

#include "bench/run/manifest.h"

/* Lists the rows, each with what it does or why it cannot run. */
void notices_list_rows(const struct plan *plan);

/* Lists the arms, each with its role. */
void notices_list_arms(const struct catalog *catalog);

/* Warns of the rows that cannot run, together where the reason is the same. */
void notices_skipped(const struct plan *plan);

/* Warns of the arms that do not say what made them. */
void notices_unknown(const struct catalog *catalog);

/* Warns of what may spoil the measurement. */
void notices_findings(const struct environment *environment);

/* Looks again at what may have spoiled it, and warns of that. */
void notices_again(struct environment *environment);

/* Warns of the events that cannot be counted, once for each reason. */
void notices_uncounted(const struct manifest *manifest);

/*
 * Warns of the events that were not counted in all of a run's readings, or read
 * 0 in all; the manifest has the tally.
 */
void notices_miscounted(const struct manifest *manifest);

/* Tells of a unit that is lost, and why. */
void notices_lost(const char *row, unsigned unit, const struct reason *why);

/* Tells what the units of a row found. */
void notices_note(const char *row, const struct reason *what);

/* Tells of the units, if any, for which the time of --seconds was too short. */
void notices_late(unsigned n_units);

#endif /* BENCH_RUN_NOTICES_H */
