/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Writes drill.csv: one line for each panic, flushed when it is written.  A
 * field that is not known is empty, never 0.
 */
#ifndef BENCH_DRILL_RUN_RECORD_H
#define BENCH_DRILL_RUN_RECORD_H

#include "bench/drill/run/watchdog.h"

struct drill_record;

/*
 * Makes drill.csv in folder, which must not have it yet.  Returns 0, or a
 * negative errno with the reason.
 */
int drill_record_open(const char *folder, const char *run_id,
    struct drill_record **ret, struct reason *why);

/* Appends one panic. */
int drill_record_panic(struct drill_record *record,
    const struct plan_panic *plan, const struct panic_result *result,
    const struct panic_report *report, struct reason *why);

/* Accepts NULL.  All that was recorded is in the file already. */
void drill_record_close(struct drill_record *record);

#endif /* BENCH_DRILL_RUN_RECORD_H */
