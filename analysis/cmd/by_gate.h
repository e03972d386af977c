/* SPDX-License-Identifier: BSD-2-Clause */
/* by_gate: what the commands that need a gate file share. */
#ifndef ANALYSIS_CMD_BY_GATE_H
#define ANALYSIS_CMD_BY_GATE_H

#include "analysis/cmd/commands.h"
#include "analysis/report/report.h"
#include "analysis/verdict/gate.h"

/*
 * Reads the gate file of `args` and calls `run` with it.  Returns what `run`
 * returns, or a negative errno with the reason in `why`.
 */
int by_gate_run(const struct arguments *args,
    int (*run)(const struct arguments *, const struct gate *, struct reason *),
    struct reason *why);

/*
 * Checks that each line of `gate` is for a row and a candidate that are in the
 * list of --known or in a report.  Without --known, it checks nothing.
 * `before` and `after` may be NULL.  Returns 0, or a negative errno with the
 * reason in `why`.
 */
int by_gate_check_known(const struct arguments *args, const struct gate *gate,
    const struct report *before, const struct report *after,
    struct reason *why);

/*
 * Returns the exit status for these counts of verdicts.  Warns on standard
 * error if nothing was judged.
 */
int by_gate_status(const size_t counts[N_VERDICTS]);

/*
 * Returns the exit status of the audits and of the times together; `status` is
 * that of the times.  One more instruction is a regression, whatever the clock
 * says.  An audit that was not compared is INCONCLUSIVE.
 */
int by_gate_status_with(const struct audit_pair *audits, int status);

#endif
