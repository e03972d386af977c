/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * command: what slowpath-analysis can be told to do.
 *
 * Tables go to standard output, warnings to standard error.
 */
#ifndef ANALYSIS_COMMAND_H
#define ANALYSIS_COMMAND_H

#include "analysis/failure.h"

/* `gate` and `out` are NULL where not given. */
struct arguments {
	const char *gate;
	const char *out;
	char **reports;
	int n_reports;
};

struct command;

/* Returns the command of this name, or NULL. */
const struct command *command_find(const char *name);

/* Returns what is wrong with `args` for `command`, or NULL. */
const char *command_complaint(
    const struct command *command, const struct arguments *args);

/*
 * Runs `command` with `args` that it has no complaint of.  Returns its exit
 * status, or a negative errno with the reason in `why`.
 */
int command_run(const struct command *command, const struct arguments *args,
    struct failure *why);

#endif
