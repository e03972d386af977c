/* SPDX-License-Identifier: BSD-2-Clause */
/* by_gate: what the commands that judge by a gate file share. */
#ifndef ANALYSIS_CMD_BY_GATE_H
#define ANALYSIS_CMD_BY_GATE_H

#include "analysis/cmd/commands.h"
#include "analysis/report/report.h"
#include "analysis/verdict/gate.h"

/*
 * Reads the gate file of `args`, and calls `run` with it.  Returns what `run`
 * does, or a negative errno with the reason in `why`.
 */
int by_gate_run(const struct arguments *args,
    int (*run)(const struct arguments *, const struct gate *, struct reason *),
    struct reason *why);

/*
 * Checks that each line of `gate` is for something that is known, or that one
 * of the reports has, which may be NULL; where `args` name no list of what is
 * known, all is.  Returns 0, or a negative errno with the reason in `why`.
 */
int by_gate_check_known(const struct arguments *args, const struct gate *gate,
    const struct report *before, const struct report *after,
    struct reason *why);

/*
 * Returns the exit status of verdicts counted; tells standard error where
 * nothing was judged.
 */
int by_gate_status(const size_t counts[N_VERDICTS]);

/*
 * Returns the exit status of audits beside `status`, the one of times.  One
 * instruction more is a regression, whatever the clock says; what was not
 * compared is no success.
 */
int by_gate_status_with(const struct audit_pair *audits, int status);

#endif
