/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Writes audit.csv and audit.txt.  The first has one line for each lock,
 * operation, check, place and state, and one with the state `code` for the code
 * in the files.  The second has the disassemblies behind each line, under the
 * line's name.
 */
#ifndef BENCH_AUDIT_RUN_AUDIT_FILES_H
#define BENCH_AUDIT_RUN_AUDIT_FILES_H

#include "bench/arm/arm.h"
#include "bench/audit/run/code.h"
#include "bench/audit/trace/tracee.h"

struct audit_files;

/*
 * Begins both files, in memory; folder is made if it is not there.  Returns 0,
 * or a negative errno with the reason.
 */
int audit_files_open(
    const char *folder, struct audit_files **ret, struct reason *why);

/* Begins the evidence of a line.  Returns the file to print it to. */
FILE *audit_files_evidence(struct audit_files *files, const struct arm *arm,
    const char *op, const char *state);

/* Adds the line for an operation's code. */
void audit_files_code(struct audit_files *files, const struct arm *arm,
    const char *op, const struct code *code);

/*
 * Adds what an operation did in a state, without the check and with it, and the
 * evidence.  Returns 0, or -ENOMEM with the reason.
 */
int audit_files_trace(struct audit_files *files, const struct arm *arm,
    const char *const op_state[2], const struct trace *without,
    const struct trace *with, struct reason *why);

/*
 * Writes the files, each whole or not at all, and replaces older ones.  Returns
 * 0, or a negative errno with the reason.
 */
int audit_files_write(struct audit_files *files, struct reason *why);

/* Frees *files; leaves no file if they were not written.  Accepts NULL. */
void audit_files_close(struct audit_files *files);

#endif /* BENCH_AUDIT_RUN_AUDIT_FILES_H */
