/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * slowpath-analysis: judges reports.
 *
 * Arguments in, files out, a table for people and an exit status for scripts;
 * everything in between is in the other files of this folder.
 */
#include <errno.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "analysis/compare.h"
#include "analysis/findings.h"
#include "analysis/gate.h"
#include "analysis/print.h"
#include "analysis/report.h"
#include "analysis/summary.h"

#define EXIT_USAGE 2

static const char USAGE[] =
    "Usage: ./run.sh judge [--gate FILE] [--out DIR] REPORT\n"
    "       ./run.sh compare [--gate FILE] [--out DIR] OLD NEW\n"
    "\n"
    "judge    judges each candidate of a report against its baseline, and\n"
    "         writes summary.csv to DIR (default: the report's folder)\n"
    "compare  judges each candidate of NEW against the same one of OLD, and\n"
    "         writes compare.csv to DIR if it is given\n"
    "\n"
    "A report is a folder with raw.csv and run.json, or the path of a "
    "raw.csv.\n"
    "The gate file says which rows are judged and how much slower they may "
    "be.\n"
    "\n"
    "Exit status: 0 all PASS, 1 a REGRESSION, 2 usage, bad input or internal\n"
    "error, 3 INCONCLUSIVE or nothing judged, 4 UNFIT\n";

struct arguments {
	const char *gate;
	const char *out;
	char **reports;
	int n_reports;
};

struct command {
	const char *name;
	int n_reports;
	int (*run)(const struct arguments *args, const struct gate *gate,
	    struct failure *why);
};

/* Returns `status`, or a negative errno if the table could not be written. */
static int
end_table(int status, struct failure *why)
{
	if (fflush(stdout) != 0 || ferror(stdout))
		return failure_set(why, EIO,
		    "cannot write the table to standard output: %s",
		    strerror(errno));
	return status;
}

static int
status_of(const size_t counts[N_VERDICTS])
{
	size_t n_judged = 0;

	for (enum verdict v = VERDICT_PASS; v < N_VERDICTS; v++)
		n_judged += counts[v];
	if (n_judged == 0)
		fputs("warning: nothing was judged: no line of the gate file "
		      "is for a row and candidate of the report\n",
		    stderr);
	return judge_exit_status(counts);
}

static int
judge_findings(const struct arguments *args, const struct findings *findings,
    struct failure *why)
{
	const char *folder =
	    args->out != NULL ? args->out : findings->report->folder;
	size_t counts[N_VERDICTS];
	const int rc = summary_write_findings(folder, findings, why);

	if (rc < 0)
		return rc;
	print_findings(stdout, findings, isatty(STDOUT_FILENO) == 1);
	findings_count(findings, counts);
	return end_table(status_of(counts), why);
}

static int
run_judge(
    const struct arguments *args, const struct gate *gate, struct failure *why)
{
	struct report *report;
	struct findings findings;
	int rc = report_read(args->reports[0], stderr, &report, why);

	if (rc < 0)
		return rc;
	rc = findings_make(report, gate, &findings, why);
	if (rc == 0) {
		rc = judge_findings(args, &findings, why);
		findings_fini(&findings);
	}
	report_destroy(report);
	return rc;
}

static int
compare_findings(const struct arguments *args, const struct findings *before,
    const struct findings *after, struct failure *why)
{
	struct comparisons comparisons;
	size_t counts[N_VERDICTS];
	int rc = compare_make(before, after, stderr, &comparisons, why);

	if (rc < 0)
		return rc;
	if (args->out != NULL)
		rc = summary_write_comparisons(args->out, &comparisons,
		    before->report->run_id, after->report->run_id, why);
	if (rc == 0) {
		print_comparisons(
		    stdout, &comparisons, isatty(STDOUT_FILENO) == 1);
		compare_count(&comparisons, counts);
		rc = end_table(status_of(counts), why);
	}
	compare_fini(&comparisons);
	return rc;
}

static int
compare_reports(const struct arguments *args, const struct gate *gate,
    const struct report *before, const struct report *after,
    struct failure *why)
{
	struct findings old_findings;
	struct findings new_findings;
	int rc = findings_make(before, gate, &old_findings, why);

	if (rc < 0)
		return rc;
	rc = findings_make(after, gate, &new_findings, why);
	if (rc == 0) {
		rc = compare_findings(args, &old_findings, &new_findings, why);
		findings_fini(&new_findings);
	}
	findings_fini(&old_findings);
	return rc;
}

static int
run_compare(
    const struct arguments *args, const struct gate *gate, struct failure *why)
{
	struct report *before;
	struct report *after;
	int rc = report_read(args->reports[0], stderr, &before, why);

	if (rc < 0)
		return rc;
	rc = report_read(args->reports[1], stderr, &after, why);
	if (rc == 0) {
		rc = compare_reports(args, gate, before, after, why);
		report_destroy(after);
	}
	report_destroy(before);
	return rc;
}

static const struct command COMMANDS[] = {
	{ "judge", 1, run_judge },
	{ "compare", 2, run_compare },
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

static int
fail_usage(const char *complaint)
{
	fprintf(stderr, "slowpath: %s\n\n%s", complaint, USAGE);
	return EXIT_USAGE;
}

/* Runs `command`.  Returns the exit status. */
static int
run(const struct command *command, const struct arguments *args)
{
	struct failure why;
	struct gate *gate;
	int rc = gate_read(args->gate, &gate, &why);

	if (rc == 0) {
		rc = command->run(args, gate, &why);
		gate_destroy(gate);
	}
	if (rc < 0) {
		fprintf(stderr, "slowpath: %s\n", why.text);
		return EXIT_USAGE;
	}
	return rc;
}

static int
print_help(void)
{
	struct failure why;

	fputs(USAGE, stdout);
	if (end_table(0, &why) == 0)
		return 0;
	fprintf(stderr, "slowpath: %s\n", why.text);
	return EXIT_USAGE;
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

	const struct command *command = find_command(argv[optind]);
	if (command == NULL)
		return fail_usage("no such command");
	args.reports = argv + optind + 1;
	args.n_reports = argc - optind - 1;
	if (args.n_reports != command->n_reports)
		return fail_usage(command->n_reports == 1
		        ? "one report is needed"
		        : "two reports are needed");
	if (args.gate == NULL)
		return fail_usage("--gate FILE is needed");
	return run(command, &args);
}
