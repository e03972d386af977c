/* SPDX-License-Identifier: BSD-2-Clause */
/* commands: what slowpath-analysis does, by the name of the command. */
#ifndef ANALYSIS_CMD_COMMANDS_H
#define ANALYSIS_CMD_COMMANDS_H

#include "analysis/format/format.h"
#include "base/reason.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ARGUMENT_MISSING UINT64_MAX

/* The command line.  What was not given is NULL, or as said here. */
struct arguments {
	const char *gate;
	const char *claims;
	const char *out;
	const char *add;     /* the row of a self-test, TRUTH/REPEAT */
	double plant;        /* its slowdown, as a fraction; 0 if not given */
	const char *rewrite; /* the audit that costs are written from */
	const char *known;   /* a list of what may be in the gate file */
	const char *undecided;
	size_t max_units;       /* SIZE_MAX: as many as the last look takes */
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
	const char *call;    /* how it is called, without its options */
	int n_reports;       /* COMMAND_MANY: one or more */
	char needed;         /* the letter of an option; '\0': none is needed */
	const char *options; /* the letters of all that it takes */
	int (*run)(const struct arguments *args, struct reason *why);
	const char *does;  /* in a line that its name begins */
	const char *about; /* in full, with what it reads */
	const char *exits; /* the exit status */
};

/* In the order of the help; the last has no name. */
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
