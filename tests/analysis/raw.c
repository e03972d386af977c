/* SPDX-License-Identifier: BSD-2-Clause */
/* raw: see raw.h. */
#include "tests/analysis/raw.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/analysis/row_text.h"
#include "tests/lib/scratch.h"

static const char *
or_else(const char *text, const char *otherwise)
{
	return text != NULL ? text : otherwise;
}

void
raw_add(char *text, const struct slice_words *w)
{
	const char *const fields[N_RAW_CSV] = {
		[RAW_CSV_SCHEMA] = or_else(w->schema, "2"),
		[RAW_CSV_RUN_ID] = or_else(w->run_id, "r1"),
		[RAW_CSV_ROW] = or_else(w->row, "mtx/contended/2/same-l3"),
		[RAW_CSV_UNIT] = or_else(w->unit, "0"),
		[RAW_CSV_PID] = "1",
		[RAW_CSV_OFFSET] = or_else(w->offset, "0"),
		[RAW_CSV_BLOCK] = or_else(w->block, "0"),
		[RAW_CSV_SLOT] = "0",
		[RAW_CSV_ARM] = or_else(w->arm, "mtx-none"),
		[RAW_CSV_LOCK] = or_else(w->lock, "mtx"),
		[RAW_CSV_CHECK] = or_else(w->check, "none"),
		[RAW_CSV_CASE] = or_else(w->op_case, "contended"),
		[RAW_CSV_ROLE] = or_else(w->role, "base"),
		[RAW_CSV_THREADS] = or_else(w->threads, "2"),
		[RAW_CSV_PLACEMENT] = "same-l3",
		[RAW_CSV_CPUS] = "0;1",
		[RAW_CSV_OPS] = or_else(w->ops, "10"),
		[RAW_CSV_WALL_NS] = or_else(w->wall_ns, "200"),
		[RAW_CSV_OPS_MIN_THREAD] = "1",
		[RAW_CSV_OPS_MAX_THREAD] = "2",
		[RAW_CSV_HANDOFFS] = "3",
		[RAW_CSV_VALID] = or_else(w->valid, "1"),
		[RAW_CSV_DROP_REASON] = or_else(w->drop_reason, ""),
		[RAW_CSV_SLOW_PATH] = or_else(w->slow_path, "every"),
		[RAW_CSV_HARD_ENTRIES] = or_else(w->hard_entries, ""),
	};

	row_text_add(text, &format_raw, fields);
}

int
raw_read(const char *folder, const char *text, char **ret_warnings,
    struct report **ret_report, struct reason *why)
{
	size_t len;
	FILE *warnings = open_memstream(ret_warnings, &len);
	const char *path = scratch_write(folder, "raw.csv", text, strlen(text));
	const int rc = report_read(path, warnings, ret_report, why);

	assert_int_equal(fclose(warnings), 0);
	return rc;
}

void
raw_assert_refused(const char *folder, const struct slice_words *w, size_t n,
    const char *expected)
{
	char text[8192];
	char *warnings = NULL;
	struct report *report = NULL;
	struct reason why = { "" };

	strcpy(text, format_raw.header);
	for (size_t i = 0; i < n; i++)
		raw_add(text, &w[i]);
	assert_int_equal(
	    raw_read(folder, text, &warnings, &report, &why), -EINVAL);
	free(warnings);
	if (strstr(why.text, expected) == NULL)
		fail_msg("said: %s\nnot: %s", why.text, expected);
}
