/* SPDX-License-Identifier: BSD-2-Clause */
/* options: the command line of slowpath-analysis, and its help. */
#ifndef ANALYSIS_CMD_OPTIONS_H
#define ANALYSIS_CMD_OPTIONS_H

#include "analysis/cmd/commands.h"
#include "base/reason.h"

#include <stdio.h>

/*
 * Reads a command line into `ret_args` and `ret_command`.  The command is NULL
 * if help on all commands is wanted.  Unless help is wanted, checks that the
 * command may have these arguments.  Returns 0, or -EINVAL with the reason in
 * `why`.
 */
int options_parse(int argc, char **argv, struct arguments *ret_args,
    const struct command **ret_command, struct reason *why);

/* Prints the help on `command` to `out`; on all commands if it is NULL. */
void options_print_help(FILE *out, const struct command *command);

#endif
