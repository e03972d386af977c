/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * slowpath-analysis: judges reports.
 *
 * Arguments in, an exit status for scripts out; everything in between is in
 * the other files of this folder.
 */
#include <getopt.h>
#include <stdio.h>

#include "analysis/command.h"
#include "analysis/print.h"

#define EXIT_USAGE 2

static const char USAGE[] =
    "Usage: ./run.sh judge [--gate FILE] [--out DIR] REPORT\n"
    "       ./run.sh compare [--gate FILE] [--out DIR] OLD NEW\n"
    "       slowpath-analysis drill REPORT\n"
    "\n"
    "judge    judges each candidate of a report against its baseline, and\n"
    "         writes summary.csv to DIR (default: the report's folder)\n"
    "compare  judges each candidate of NEW against the same one of OLD, and\n"
    "         writes compare.csv to DIR if it is given\n"
    "drill    says what became of the panics of a drill, and whether they\n"
    "         kept what is promised\n"
    "\n"
    "A report is a folder with raw.csv and run.json, or the path of a "
    "raw.csv;\n"
    "for drill it is a folder with drill.csv, or the path of a drill.csv.\n"
    "The gate file says which rows are judged and how much slower they may "
    "be.\n"
    "\n"
    "Exit status: 0 all PASS, 1 a REGRESSION, 2 usage, bad input or internal\n"
    "error, 3 INCONCLUSIVE or nothing judged, 4 UNFIT; of drill: 0 all "
    "promises\n"
    "hold, 1 one is BROKEN, 2 as above\n";

static int
fail_usage(const char *complaint)
{
	fprintf(stderr, "slowpath: %s\n\n%s", complaint, USAGE);
	return EXIT_USAGE;
}

/* Returns `status`, or that of a failure, which it tells. */
static int
exit_status(int status, const struct failure *why)
{
	if (status >= 0)
		return status;
	fprintf(stderr, "slowpath: %s\n", why->text);
	return EXIT_USAGE;
}

static int
print_help(void)
{
	struct failure why;

	fputs(USAGE, stdout);
	return exit_status(print_end(stdout, 0, &why), &why);
}

int
main(int argc, char **argv)
{
	static const struct option OPTIONS[] = {
		{ "gate", required_argument, NULL, 'g' },
		{ "help", no_argument, NULL, 'h' },
		{ "out", required_argument, NULL, 'o' },
		{ 0 },
	};
	struct arguments args = { 0 };
	struct failure why;
	int option;

	while ((option = getopt_long(argc, argv, "", OPTIONS, NULL)) != -1) {
		switch (option) {
		case 'g':
			args.gate = optarg;
			break;
		case 'h':
			return print_help();
		case 'o':
			args.out = optarg;
			break;
		default:
			fputs(USAGE, stderr);
			return EXIT_USAGE;
		}
	}
	if (optind == argc)
		return fail_usage("a command is needed");

	const struct command *command = command_find(argv[optind]);
	if (command == NULL)
		return fail_usage("no such command");
	args.reports = argv + optind + 1;
	args.n_reports = argc - optind - 1;

	const char *complaint = command_complaint(command, &args);
	if (complaint != NULL)
		return fail_usage(complaint);
	return exit_status(command_run(command, &args, &why), &why);
}
