/* SPDX-License-Identifier: BSD-2-Clause */
/* commands: see commands.h; the one that says how a run goes on. */
#include "analysis/cmd/commands.h"

#include <stdint.h>
#include <stdio.h>

#include "analysis/cmd/judging.h"
#include "analysis/format/terminal.h"
#include "analysis/report/report.h"
#include "analysis/verdict/sequence.h"

/* The step in one line, and each row that goes on in a line of its own. */
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
		rc = print_end(stdout, 0, why);
	}
	report_destroy(report);
	return rc;
}

int
commands_next(const struct arguments *args, struct reason *why)
{
	return judging_by_gate(args, print_next, why);
}
