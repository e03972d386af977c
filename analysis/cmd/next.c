/* SPDX-License-Identifier: BSD-2-Clause */
/* next: see next.h; and the commands that tell a run when to look. */
#include "analysis/cmd/next.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/cmd/by_gate.h"
#include "analysis/format/terminal.h"
#include "analysis/report/report.h"
#include "analysis/verdict/sequence.h"
#include "base/atomic_file.h"

/* Writes the file at `path`, as atomic_file_write() does. */
static int
write_path(struct atomic_file *file, const char *path, struct reason *why)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return atomic_file_write(file, ".", path, why);

	char *folder = strndup(path, (size_t)(slash - path));
	if (folder == NULL)
		return reason_memory(why);

	const int rc = atomic_file_write(file, folder, slash + 1, why);
	free(folder);
	return rc;
}

int
next_write_rows(
    const char *path, const struct findings *findings, struct reason *why)
{
	const struct row_result *row;
	struct atomic_file file = { 0 };
	size_t i = 0;

	if (!atomic_file_open(&file))
		return reason_memory(why);
	while ((row = sequence_row(findings, &i)) != NULL)
		fprintf(file.file, "%s\n", row->name);

	const int rc = write_path(&file, path, why);
	atomic_file_close(&file);
	return rc;
}

/* Prints each number of units at which some line of the gate looks. */
static int
print_looks(
    const struct arguments *args, const struct gate *gate, struct reason *why)
{
	const int rc = by_gate_check_known(args, gate, NULL, NULL, why);
	size_t look = 0;

	if (rc < 0)
		return rc;
	while ((look = gate_next_look(gate, look)) > 0)
		printf("%zu\n", look);
	return terminal_end(stdout, 0, why);
}

int
commands_gate(const struct arguments *args, struct reason *why)
{
	return by_gate_run(args, print_looks, why);
}

/* Prints the step in one line, and then each row that goes on, one a line. */
static void
print_step(const struct sequence_step *step, const struct findings *findings)
{
	const struct row_result *row;
	size_t i = 0;

	printf("%zu", step->n_units);
	if (step->max_units != SIZE_MAX)
		printf(" %zu", step->max_units);
	putchar('\n');
	while (step->n_units > 0 && (row = sequence_row(findings, &i)) != NULL)
		puts(row->name);
}

static int
print_next(
    const struct arguments *args, const struct gate *gate, struct reason *why)
{
	const struct sequence_time time = {
		.is_limited = args->seconds_left != ARGUMENT_MISSING,
		.spent_s = (uint32_t)args->seconds_spent,
		.left_s = (uint32_t)args->seconds_left,
	};
	struct sequence_step step;
	struct findings findings;
	struct report *report;
	int rc = report_read(args->reports[0], stderr, &report, why);

	if (rc < 0)
		return rc;
	rc = sequence_next(report, gate, &time, &step, &findings, why);
	if (rc == 0) {
		print_step(&step, &findings);
		findings_fini(&findings);
		rc = terminal_end(stdout, 0, why);
	}
	report_destroy(report);
	return rc;
}

int
commands_next(const struct arguments *args, struct reason *why)
{
	return by_gate_run(args, print_next, why);
}
