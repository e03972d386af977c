/* SPDX-License-Identifier: BSD-2-Clause */
/* planned: see planned.h. */
#include "tests/analysis/planned.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/analysis/reports.h"
#include "tests/lib/scratch.h"
#include "tests/lib/test.h"

static const char GATE[] = "rows,candidates,margin,alpha,looks,least_units,"
                           "largest_drop_rate\n*,*,0.01,0.05,40,8,0.5\n";

int
planned_set_up(void **state)
{
	scratch_create(state);
	scratch_write(*state, "gate.csv", GATE, strlen(GATE));
	return 0;
}

void
planned_make(const char *folder, const char *name, const struct synth_row *s,
    const char *rows, const char *members)
{
	char path[64];
	char run[2048];

	synth_report_in(folder, name, s);
	snprintf(run, sizeof(run),
	    "{\"run_id\": \"" SYNTH_RUN_ID "\", \"host\": \"h\", \"machine\": "
	    "{\"cpu_model\": \"A\"}, \"clock\": {\"quantum_ns\": 20}, "
	    "\"plan\": {\"rows\": [%s]}, %s}",
	    rows, members);
	snprintf(path, sizeof(path), "%s/run.json", name);
	scratch_write(folder, path, run, strlen(run));
}

static bool
has(const char *folder, const char *name, const char *text)
{
	char *whole = scratch_read(folder, name);
	const bool is_there = whole != NULL && strstr(whole, text) != NULL;

	free(whole);
	return is_there;
}

void
planned_assert_told(const char *folder, const char *command, int status,
    const char *row, const char *reason)
{
	for (size_t i = 0; i < REPORTS_N_FORMATS; i++) {
		const char *format = REPORTS_FORMATS[i];
		const int got = reports_run(folder, format, command);

		if (got != status)
			fail_msg("%s --format %s: %d, not %d", command, format,
			    got, status);
		if (!has(folder, "out", row) || !has(folder, "out", reason))
			fail_msg("%s --format %s lacks %s or %s", command,
			    format, row, reason);
	}
}

void
planned_assert_cell(const char *folder, const char *file, const char *row,
    const char *column, const char *expected)
{
	size_t line = 1;
	char *name;

	while ((name = reports_cell(folder, file, line, "row")) != NULL &&
	    strcmp(name, row) != 0) {
		free(name);
		line++;
	}
	if (name == NULL)
		fail_msg("%s has no line on %s", file, row);
	free(name);

	char *field = reports_cell(folder, file, line, column);
	assert_string_equal(field, expected);
	free(field);
}
