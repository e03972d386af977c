/* SPDX-License-Identifier: BSD-2-Clause */
/* options: the command line of slowpath-analysis, and the help on it. */
#ifndef ANALYSIS_CMD_OPTIONS_H
#define ANALYSIS_CMD_OPTIONS_H

#include "analysis/cmd/commands.h"
#include "base/reason.h"

#include <stdio.h>

/*
 * Reads a command line into `ret_args` and `ret_command`, which is NULL where
 * help is wanted on all commands.  Whether the command may have its arguments
 * is checked, unless help is wanted.  Returns 0, or -EINVAL with the reason in
 * `why`.
 */
int options_parse(int argc, char **argv, struct arguments *ret_args,
    const struct command **ret_command, struct reason *why);

/* Prints to `out` the help on `command`; on all, where it is NULL. */
void options_print_help(FILE *out, const struct command *command);

#endif
