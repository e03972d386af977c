/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * slowpath-analysis: judges reports.
 *
 * Arguments in, files out, a table for people or another format for programs,
 * and an exit status for scripts; everything in between is in the other files
 * of this folder.
 */
#include <getopt.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "analysis/cell.h"
#include "analysis/commands.h"
#include "analysis/format.h"
#include "analysis/print.h"

#define EXIT_USAGE 2

static const char USAGE[] =
    "Usage: ./run.sh judge [--gate FILE] [--out DIR] [--format NAME]\n"
    "           [--undecided FILE] [--most-units N] [--known LIST] REPORT\n"
    "       ./run.sh compare [--gate FILE] [--out DIR] [--format NAME] OLD "
    "NEW\n"
    "       slowpath-analysis gate --gate FILE [--known LIST]\n"
    "       ./run.sh audit [--claims FILE] [--out DIR] [--matrix]\n"
    "       slowpath-analysis drill REPORT\n"
    "       slowpath-analysis selftest DIR\n"
    "\n"
    "judge    judges each candidate of a report against its baseline, and\n"
    "         writes summary.csv to DIR (default: the report's folder);\n"
    "         to the file of --undecided, names of rows that more units may\n"
    "         yet decide, up to N or the gate's last look\n"
    "compare  judges each candidate of NEW against the same one of OLD, and\n"
    "         writes compare.csv to DIR if it is given; audits are compared\n"
    "         exactly, and what only OLD has makes it INCONCLUSIVE\n"
    "gate     checks the gate file, and prints at how many units it looks\n"
    "audit    counts what each operation executes, judges it by the claims\n"
    "         file, and writes audit.csv and audit.txt to DIR (default: a new\n"
    "         folder in results); --matrix: with gcc and clang, -O2 and -O3,\n"
    "         which ends with 1 where clang does not make what is claimed\n"
    "drill    says what became of the panics of a drill, and whether they\n"
    "         kept what is promised\n"
    "selftest counts by truth how often the rows of DIR/selftest.csv were\n"
    "         judged wrongly, and whether that is as often as promised\n"
    "\n"
    "A report is a folder with raw.csv and run.json, or the path of a "
    "raw.csv;\n"
    "for drill it is a folder with drill.csv, or the path of a drill.csv.\n"
    "The gate file says which rows are judged and how much slower they may "
    "be,\n"
    "the claims file what a check may cost in instructions and accesses.\n"
    "\n"
    "With --known, what slowpath-bench --list prints, a line of the gate file\n"
    "that is for no row or candidate in it, nor in the report, is an error.\n"
    "\n"
    "--format is text (the default), csv, json, markdown, junit, or benchfmt,\n"
    "which Go's benchstat reads.  Verdicts, exit status and files are the "
    "same\n"
    "in all.\n"
    "\n"
    "Exit status: 0 all PASS, 1 a REGRESSION, 2 usage, bad input or internal\n"
    "error, 3 INCONCLUSIVE or nothing judged, 4 UNFIT; of audit: 0 the claims\n"
    "hold, 1 not; of drill: 0 the promises hold, 1 one is BROKEN; of selftest: "
    "0\n"
    "no target is missed, 1 one is\n";

#define MANY (-1)

/* By what a command judges. */
enum rule {
	RULE_GATE,   /* a gate file */
	RULE_CLAIMS, /* a claims file */
	RULE_OWN,    /* what it knows itself: it takes reports alone */
};

struct command {
	const char *name;
	int n_reports; /* MANY: one or more */
	int (*run)(const struct arguments *args, struct failure *why);
	enum rule rule;
};

static const struct command COMMANDS[] = {
	{ "audit", 1, commands_audit, RULE_CLAIMS },
	{ "claims", 0, commands_claims, RULE_CLAIMS },
	{ "compare", 2, commands_compare, RULE_GATE },
	{ "drill", 1, commands_drill, RULE_OWN },
	{ "gate", 0, commands_gate, RULE_GATE },
	{ "judge", 1, commands_judge, RULE_GATE },
	{ "matrix", MANY, commands_matrix, RULE_CLAIMS },
	{ "selftest", 1, commands_selftest, RULE_OWN },
};

#define N_COMMANDS (sizeof(COMMANDS) / sizeof(COMMANDS[0]))

static const struct command *
find_command(const char *name)
{
	for (size_t i = 0; i < N_COMMANDS; i++) {
		if (strcmp(COMMANDS[i].name, name) == 0)
			return &COMMANDS[i];
	}
	return NULL;
}

/* Returns what is wrong with `args` for `command`, or NULL. */
static const char *
find_complaint(const struct command *command, const struct arguments *args)
{
	if (command->n_reports == MANY ? args->n_reports == 0
	                               : args->n_reports != command->n_reports)
		return command->n_reports == 2 ? "two reports are needed"
		    : command->n_reports == 0  ? "no report is taken"
		                               : "one report is needed";
	if (command->rule == RULE_CLAIMS && args->claims == NULL)
		return "--claims FILE is needed";
	if (command->rule == RULE_GATE && args->gate == NULL)
		return "--gate FILE is needed";
	if (command->run != commands_judge &&
	    (args->undecided != NULL || args->most_units != SIZE_MAX))
		return "--undecided and --most-units are for judge";
	if (command->rule != RULE_GATE && args->known != NULL)
		return "--known is for gate, judge and compare";
	if (command->rule == RULE_OWN &&
	    (args->gate != NULL || args->claims != NULL || args->out != NULL))
		return "this command takes a report and nothing else";
	if (command->rule != RULE_GATE && args->format != NULL)
		return "--format is for judge and compare";
	return NULL;
}

static int
fail_usage(const char *complaint)
{
	fprintf(
	    stderr, "slowpath: %s; see slowpath-analysis --help\n", complaint);
	return EXIT_USAGE;
}

static int
fail_command(const char *name)
{
	char complaint[256];

	snprintf(
	    complaint, sizeof(complaint), "there is no command '%s'", name);
	return fail_usage(complaint);
}

static bool
parse_units(const char *text, size_t *ret_units)
{
	const struct cell_column column = { "units", CELL_COUNT, CELL_NEEDED };
	struct cell cell = { .text = text };

	if (!cell_parse(&column, &cell) || cell.count == 0)
		return false;
	*ret_units = cell.count;
	return true;
}

/* Runs `command`.  Returns the exit status. */
static int
run(const struct command *command, const struct arguments *args)
{
	struct failure why;
	const int rc = command->run(args, &why);

	if (rc >= 0)
		return rc;
	fprintf(stderr, "slowpath: %s\n", why.text);
	return EXIT_USAGE;
}

static int
print_help(void)
{
	struct failure why;

	fputs(USAGE, stdout);
	if (print_end(stdout, 0, &why) == 0)
		return 0;
	fprintf(stderr, "slowpath: %s\n", why.text);
	return EXIT_USAGE;
}

static int
fail_format(const char *name)
{
	fprintf(stderr, "slowpath: --format '%s' is none of ", name);
	format_print_names(stderr, ", ");
	fputs("; see slowpath-analysis --help\n", stderr);
	return EXIT_USAGE;
}

/* Names the option that getopt_long() stopped at. */
static int
fail_option(char **argv, const char *what)
{
	char complaint[256];

	snprintf(complaint, sizeof(complaint), "%s %s", argv[optind - 1], what);
	return fail_usage(complaint);
}

/* Takes an option.  Returns -1, or the exit status where that is all. */
static int
take_option(int option, char **argv, struct arguments *args)
{
	switch (option) {
	case 'c':
		args->claims = optarg;
		return -1;
	case 'f':
		args->format = format_find(optarg);
		return args->format != NULL ? -1 : fail_format(optarg);
	case 'g':
		args->gate = optarg;
		return -1;
	case 'h':
		return print_help();
	case 'm':
		return parse_units(optarg, &args->most_units)
		    ? -1
		    : fail_usage("--most-units takes a number above 0");
	case 'o':
		args->out = optarg;
		return -1;
	case 'u':
		args->undecided = optarg;
		return -1;
	case 'k':
		args->known = optarg;
		return -1;
	case ':':
		return fail_option(argv, "needs a value");
	default:
		return fail_option(argv, "is no option");
	}
}

/* Reads the options.  Returns -1, or the exit status where that is all. */
static int
read_options(int argc, char **argv, struct arguments *args)
{
	static const struct option OPTIONS[] = {
		{ "claims", required_argument, NULL, 'c' },
		{ "format", required_argument, NULL, 'f' },
		{ "gate", required_argument, NULL, 'g' },
		{ "help", no_argument, NULL, 'h' },
		{ "known", required_argument, NULL, 'k' },
		{ "most-units", required_argument, NULL, 'm' },
		{ "out", required_argument, NULL, 'o' },
		{ "undecided", required_argument, NULL, 'u' },
		{ 0 },
	};
	int status = -1;

	while (status < 0) {
		const int option = getopt_long(argc, argv, ":", OPTIONS, NULL);

		if (option == -1)
			break;
		status = take_option(option, argv, args);
	}
	return status;
}

int
main(int argc, char **argv)
{
	struct arguments args = { .most_units = SIZE_MAX };
	const int status = read_options(argc, argv, &args);

	if (status >= 0)
		return status;
	if (optind == argc)
		return fail_usage("a command is needed");

	const struct command *command = find_command(argv[optind]);
	if (command == NULL)
		return fail_command(argv[optind]);
	args.reports = argv + optind + 1;
	args.n_reports = argc - optind - 1;

	const char *complaint = find_complaint(command, &args);
	if (complaint != NULL)
		return fail_usage(complaint);
	if (args.format == NULL)
		args.format = format_find(FORMAT_DEFAULT);
	return run(command, &args);
}
