/* SPDX-License-Identifier: BSD-2-Clause */
/* evidence: audit.txt, the disassemblies behind the lines of audit.csv. */
#ifndef ANALYSIS_AUDIT_EVIDENCE_H
#define ANALYSIS_AUDIT_EVIDENCE_H

#include <stdio.h>

/*
 * Prints to `out` what audit.txt in the folder of the file at `path` has under
 * `name`; that it has nothing, if so.
 */
void evidence_print(FILE *out, const char *path, const char *name);

#endif
