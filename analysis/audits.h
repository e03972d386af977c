/* SPDX-License-Identifier: BSD-2-Clause */
/* audits: the audit.csv that a report's folder may have. */
#ifndef ANALYSIS_AUDITS_H
#define ANALYSIS_AUDITS_H

#include <stdbool.h>

#include "analysis/failure.h"

/* Returns whether the folder at `path` has an audit and no raw.csv. */
bool audits_are_alone(const char *path);

/*
 * Compares the audits of two folders exactly, where both have one, and prints
 * what differs.  Returns 1 if something is more, 0 if not, or a negative errno
 * with the reason in `why`.
 */
int audits_compare(const char *before, const char *after, struct failure *why);

#endif
