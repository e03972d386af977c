/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * slowpath-analysis: judges reports.
 *
 * Arguments in, files out, a table for people or another format for programs,
 * and an exit status for scripts.  Each command has its file in cmd/.
 */
#include <stdio.h>

#include "analysis/cmd/commands.h"
#include "analysis/cmd/options.h"
#include "analysis/format/terminal.h"

#define EXIT_USAGE 2

/* Runs `command`; it prints help if that is wanted.  Returns as commands do. */
static int
run(const struct command *command, const struct arguments *args,
    struct reason *why)
{
	if (!args->wants_help)
		return command->run(args, why);
	options_print_help(stdout, command);
	return terminal_end(stdout, 0, why);
}

int
main(int argc, char **argv)
{
	const struct command *command;
	struct arguments args;
	struct reason why;
	int status;

	if (options_parse(argc, argv, &args, &command, &why) < 0) {
		fprintf(stderr, "slowpath: %s; see slowpath-analysis --help\n",
		    why.text);
		return EXIT_USAGE;
	}
	status = run(command, &args, &why);
	if (status >= 0)
		return status;
	fprintf(stderr, "slowpath: %s\n", why.text);
	return EXIT_USAGE;
}
