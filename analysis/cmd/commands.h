/* SPDX-License-Identifier: BSD-2-Clause */
/* commands: the commands of slowpath-analysis. */
#ifndef ANALYSIS_CMD_COMMANDS_H
#define ANALYSIS_CMD_COMMANDS_H

#include "analysis/format/format.h"
#include "base/reason.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ARGUMENT_MISSING UINT64_MAX

/* The command line.  An option that is not given is NULL, or as said here. */
struct arguments {
	const char *gate;
	const char *claims;
	const char *out;
	const char *add;     /* the row of a self-test, TRUTH/REPEAT */
	double plant;        /* its slowdown, as a fraction; 0 if not given */
	const char *rewrite; /* the report whose audit has the new costs */
	const char *known;   /* the list of known rows and arms */
	const char *undecided;
	size_t max_units;       /* SIZE_MAX: up to the last look */
	uint64_t seconds_spent; /* ARGUMENT_MISSING if not given, as below */
	uint64_t seconds_left;
	const struct format *format;
	bool wants_help;
	char **reports;
	int n_reports;
};

#define COMMAND_MANY (-1)

struct command {
	const char *name;
	const char *call;    /* the line of usage */
	int n_reports;       /* COMMAND_MANY: one or more */
	char needed;         /* letter of an option; '\0': none is needed */
	const char *options; /* letters of all options that it takes */
	int (*run)(const struct arguments *args, struct reason *why);
	const char *does;  /* one line, which follows the name */
	const char *about; /* the whole text, with what it reads */
	const char *exits; /* the exit status */
};

/* Sorted as in the help; the last has no name. */
extern const struct command commands_all[];

/* Returns the command called `name`, or NULL. */
const struct command *command_find(const char *name);

/*
 * Each prints its result to standard output and warnings to standard error.
 * They return an exit status, or a negative errno with the reason in `why`.
 */
int commands_audit(const struct arguments *args, struct reason *why);
int commands_claims(const struct arguments *args, struct reason *why);
int commands_columns(const struct arguments *args, struct reason *why);
int commands_compare(const struct arguments *args, struct reason *why);
int commands_drill(const struct arguments *args, struct reason *why);
int commands_gate(const struct arguments *args, struct reason *why);
int commands_judge(const struct arguments *args, struct reason *why);
int commands_matrix(const struct arguments *args, struct reason *why);
int commands_next(const struct arguments *args, struct reason *why);
int commands_selftest(const struct arguments *args, struct reason *why);

#endif
