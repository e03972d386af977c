/* SPDX-License-Identifier: BSD-2-Clause */
/* drill_lines: see drill_lines.h. */
#include "tests/analysis/drill/drill_lines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/formats/formats.h"
#include "tests/lib/scratch.h"

static const struct drill_line GOOD = { {
    [PANIC_SCHEMA] = "3",
    [PANIC_RUN_ID] = "r1",
    [PANIC_PANIC] = "0",
    [PANIC_SEED] = "18446744073709551615",
    [PANIC_MODE] = "on",
    [PANIC_CHECK] = "td",
    [PANIC_THREADS] = "4",
    [PANIC_MOMENT] = "section",
    [PANIC_LOCK] = "table",
    [PANIC_SYNC] = "none",
    [PANIC_OUTCOME] = "complete",
    [PANIC_REASON] = "",
    [PANIC_CPUS] = "3",
    [PANIC_STOPPED] = "3",
    [PANIC_UNANSWERED] = "",
    [PANIC_REFUSED] = "",
    [PANIC_PANICS] = "0",
    [PANIC_STOP_NS] = "30000",
    [PANIC_STOP_CPU_NS] = "10000;30000;20000",
    [PANIC_SIGNAL_NS] = "25000",
    [PANIC_DUMP_NS] = "800000",
    [PANIC_DUMP_BYTES] = "65536",
    [PANIC_ACQUIRED] = "pool",
    [PANIC_FAKED] = "table;block 3",
    [PANIC_BLOCK_FILE] = "",
    [PANIC_DAMAGED] = "",
    [PANIC_WALL_NS] = "20000000",
    [PANIC_START_NS] = "1000000",
    [PANIC_MOMENT_NS] = "15000000",
    [PANIC_FLOOR_NS] = "500000",
    [PANIC_PANIC_NS] = "3000000",
    [PANIC_END_NS] = "500000",
} };

const struct drill_line DRILL_LINES_OFF = { {
    [PANIC_MODE] = "off",
    [PANIC_CPUS] = "",
    [PANIC_STOPPED] = "",
    [PANIC_STOP_NS] = "",
    [PANIC_STOP_CPU_NS] = "",
    [PANIC_SIGNAL_NS] = "",
    [PANIC_FAKED] = "",
} };

void
drill_lines_begin(FILE *file)
{
	assert_true(fputs(format_drill.header, file) >= 0);
}

void
drill_lines_add(FILE *file, const struct drill_line *line)
{
	for (size_t i = 0; i < DRILL_LINES_N_COLUMNS; i++) {
		const char *field = line->fields[i];

		fprintf(file, "%s%s", i == 0 ? "" : ",",
		    field != NULL ? field : GOOD.fields[i]);
	}
	assert_true(fputs("\n", file) >= 0);
}

const char *
drill_lines_write(const char *folder, const char *name,
    const struct drill_line *lines, size_t n)
{
	const char *path = scratch_path(folder, name);
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	drill_lines_begin(file);
	for (size_t i = 0; i < n; i++)
		drill_lines_add(file, &lines[i]);
	assert_int_equal(fclose(file), 0);
	return path;
}

struct drill *
drill_lines_read(const char *folder, const struct drill_line *lines, size_t n)
{
	const char *path = drill_lines_write(folder, "drill.csv", lines, n);
	struct drill *drill;
	struct reason why;

	if (drill_read(path, &drill, &why) < 0)
		fail_msg("%s", why.text);
	return drill;
}
