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

#include "analysis/cmd/commands.h"
#include "analysis/cmd/usage.h"
#include "analysis/format/format.h"
#include "analysis/format/terminal.h"
#include "base/csv/field.h"
#include "base/option.h"
#include "base/text.h"

#define EXIT_USAGE 2

#define MANY (-1)

/* A hundred years: less than what overflows when units are counted. */
#define SECONDS_MAX UINT32_MAX

/* By what a command judges. */
enum rule {
	RULE_GATE,   /* a gate file */
	RULE_CLAIMS, /* a claims file */
	RULE_OWN,    /* what it knows itself: it takes reports alone */
};

struct command {
	const char *name;
	int n_reports; /* MANY: one or more */
	int (*run)(const struct arguments *args, struct reason *why);
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
	{ "next", 1, commands_next, RULE_GATE },
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

static const char *
find_time_complaint(const struct command *command, const struct arguments *args)
{
	const bool has_spent = args->seconds_spent != ARGUMENT_MISSING;
	const bool has_left = args->seconds_left != ARGUMENT_MISSING;

	if (command->run != commands_next &&
	    (has_left || (has_spent && args->add == NULL)))
		return "--seconds-spent and --seconds-left are for next";
	if (args->add != NULL)
		return has_spent ? NULL : "--add needs --seconds-spent";
	return has_spent == has_left
	    ? NULL
	    : "--seconds-spent and --seconds-left go together";
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
	for (int i = 0; i < args->n_reports; i++) {
		if (args->reports[i][0] == '\0')
			return "the path of a report is empty";
	}
	if (command->rule == RULE_CLAIMS && args->claims == NULL)
		return "--claims FILE is needed";
	if (command->rule == RULE_GATE && args->gate == NULL)
		return "--gate FILE is needed";
	if (command->run != commands_selftest && args->add != NULL)
		return "--add is for selftest";
	if (args->add == NULL && args->plant != 0)
		return "--plant goes with --add";
	if (command->run != commands_claims && args->rewrite != NULL)
		return "--rewrite is for claims";
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
	return find_time_complaint(command, args);
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
	const struct csv_column column = { "units", CSV_COUNT, CSV_NEEDED };
	struct csv_field field = { .text = text };

	if (!csv_field_parse(&column, &field) || field.count == 0)
		return false;
	*ret_units = field.count;
	return true;
}

/* Runs `command`.  Returns the exit status. */
static int
run(const struct command *command, const struct arguments *args)
{
	struct reason why;
	const int rc = command->run(args, &why);

	if (rc >= 0)
		return rc;
	fprintf(stderr, "slowpath: %s\n", why.text);
	return EXIT_USAGE;
}

static int
print_help(void)
{
	struct reason why;

	fputs(usage_text, stdout);
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

/* A variable of the caller's that is not set is no wish for the default. */
static int
fail_empty(const char *name)
{
	char complaint[64];

	snprintf(complaint, sizeof(complaint), "--%s needs a value", name);
	return fail_usage(complaint);
}

/* Takes a whole number.  Returns -1, or the exit status. */
static int
take_number(const char *name, uint64_t most, uint64_t *ret_number)
{
	struct reason why;

	return text_parse_number(name, optarg, 0, most, ret_number, &why) == 0
	    ? -1
	    : fail_usage(why.text);
}

/* Takes a slowdown, 0 or more.  Returns -1, or the exit status. */
static int
take_plant(double *ret_plant)
{
	struct reason why;

	if (strcmp(optarg, "0") == 0)
		return -1;
	return text_parse_fraction("plant", optarg, 1, ret_plant, &why) == 0
	    ? -1
	    : fail_usage(why.text);
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
	case 'l':
		return take_number(
		    "seconds-left", SECONDS_MAX, &args->seconds_left);
	case 'a':
		args->add = optarg;
		return -1;
	case 'p':
		return take_plant(&args->plant);
	case 'w':
		args->rewrite = optarg;
		return -1;
	case 's':
		return take_number(
		    "seconds-spent", SECONDS_MAX, &args->seconds_spent);
	case ':':
		return fail_option(argv, "needs a value");
	default:
		return fail_option(argv, "is no option");
	}
}

/* An option cut short is another for who reads the arguments before us. */
static bool
is_spelt_out(char **argv, const char *name)
{
	const char *word = argv[optind - 1];

	if (word == optarg)
		word = argv[optind - 2];
	return strlen(name) + 2 == strcspn(word, "=");
}

/* Reads the options.  Returns -1, or the exit status where that is all. */
static int
read_options(int argc, char **argv, struct arguments *args)
{
	static const struct option OPTIONS[] = {
#define OPTION(name, value, val) { name, value, NULL, val },
#include "analysis/cmd/options.def"
#undef OPTION
		{ 0 },
	};
	int status = -1;

	while (status < 0) {
		int which = 0;
		const int option =
		    getopt_long(argc, argv, ":", OPTIONS, &which);

		if (option == -1)
			break;
		if (option != '?' && option != ':' &&
		    !is_spelt_out(argv, OPTIONS[which].name))
			status =
			    fail_usage("an option is cut short: spell it out");
		else if (optarg != NULL && optarg[0] == '\0')
			status = fail_empty(OPTIONS[which].name);
		else
			status = take_option(option, argv, args);
	}
	return status;
}

int
main(int argc, char **argv)
{
	struct arguments args = {
		.most_units = SIZE_MAX,
		.seconds_spent = ARGUMENT_MISSING,
		.seconds_left = ARGUMENT_MISSING,
	};
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
