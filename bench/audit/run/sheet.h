/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What an audit writes: audit.csv, one line per lock, operation, check, place
 * and state, and one with the state `code` for what stands in the files; and
 * audit.txt, the disassemblies behind each line, under the line's name.
 */
#ifndef BENCH_AUDIT_RUN_SHEET_H
#define BENCH_AUDIT_RUN_SHEET_H

#include "bench/arm/arm.h"
#include "bench/audit/run/code.h"
#include "bench/audit/trace/tracee.h"

struct sheet;

/*
 * Begins both files, in memory; folder is made if it is not there.  Returns 0,
 * or a negative errno with the reason.
 */
int sheet_open(const char *folder, struct sheet **ret, struct reason *why);

/* Begins the evidence of a line, and returns where it is to be printed. */
FILE *sheet_evidence(struct sheet *sheet, const struct arm *arm, const char *op,
    const char *state);

/* Adds what an operation's code is. */
void sheet_code(struct sheet *sheet, const struct arm *arm, const char *op,
    const struct code *code);

/*
 * Adds what an operation did in a state, without the check and with it, and the
 * evidence.  Returns 0, or -ENOMEM with the reason.
 */
int sheet_trace(struct sheet *sheet, const struct arm *arm,
    const char *const op_state[2], const struct trace *without,
    const struct trace *with, struct reason *why);

/*
 * Writes the files, which appear whole or not at all; what is there of these
 * names is replaced.  Returns 0, or a negative errno with the reason.
 */
int sheet_write(struct sheet *sheet, struct reason *why);

/* Frees it, and leaves nothing if it was not written.  Accepts NULL. */
void sheet_close(struct sheet *sheet);

#endif /* BENCH_AUDIT_RUN_SHEET_H */
