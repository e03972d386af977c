/* SPDX-License-Identifier: BSD-2-Clause */
/* next: the rows with which a run goes on. */
#ifndef ANALYSIS_CMD_NEXT_H
#define ANALYSIS_CMD_NEXT_H

#include "analysis/verdict/findings.h"
#include "base/reason.h"

/*
 * Writes the names of the rows that more units may yet decide to the file at
 * `path`, one a line.  A row that is decided or unfit is left out.  Returns 0,
 * or a negative errno with the reason in `why`; an older file then stays as it
 * was.
 */
int next_write_rows(
    const char *path, const struct findings *findings, struct reason *why);

#endif
