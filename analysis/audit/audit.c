/* SPDX-License-Identifier: BSD-2-Clause */
/* audit: see audit.h. */
#include "analysis/audit/audit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv/reader.h"

/* The version of audit.csv that is understood. */
#define SCHEMA 2

#define COLUMN_FAST_BYTES (1 + N_AUDIT_TEXTS)
#define COLUMN_HARD_BYTES (COLUMN_FAST_BYTES + 2)
#define COLUMN_COUNTS     (COLUMN_HARD_BYTES + 2)
#define COLUMN_LEFT       (COLUMN_COUNTS + 2 * N_AUDIT_COUNTS)

static const struct csv_column COLUMNS[] = {
	{ "schema", CSV_COUNT, CSV_NEEDED },
	{ "arch", CSV_TEXT, CSV_NEEDED },
	{ "compiler", CSV_TEXT, CSV_NEEDED },
	{ "lock", CSV_TEXT, CSV_NEEDED },
	{ "op", CSV_TEXT, CSV_NEEDED },
	{ "check", CSV_TEXT, CSV_NEEDED },
	{ "place", CSV_TEXT, CSV_MAY_BE_EMPTY },
	{ "state", CSV_TEXT, CSV_NEEDED },
	{ "fast_path", CSV_TEXT, CSV_MAY_BE_EMPTY },
	{ "ending", CSV_TEXT, CSV_MAY_BE_EMPTY },
	{ "branch", CSV_TEXT, CSV_MAY_BE_EMPTY },
	{ "new", CSV_TEXT, CSV_MAY_BE_EMPTY },
	{ "gone", CSV_TEXT, CSV_MAY_BE_EMPTY },
	{ "uncounted", CSV_TEXT, CSV_MAY_BE_EMPTY },
	{ "flags", CSV_TEXT, CSV_OPTIONAL },
	{ "fast_bytes_base", CSV_COUNT, CSV_MAY_BE_EMPTY },
	{ "fast_bytes", CSV_COUNT, CSV_MAY_BE_EMPTY },
	{ "hard_bytes_base", CSV_COUNT, CSV_MAY_BE_EMPTY },
	{ "hard_bytes", CSV_COUNT, CSV_MAY_BE_EMPTY },
	{ "instructions_base", CSV_COUNT, CSV_MAY_BE_EMPTY },
	{ "instructions", CSV_COUNT, CSV_MAY_BE_EMPTY },
	{ "loads_base", CSV_COUNT, CSV_MAY_BE_EMPTY },
	{ "loads", CSV_COUNT, CSV_MAY_BE_EMPTY },
	{ "stores_base", CSV_COUNT, CSV_MAY_BE_EMPTY },
	{ "stores", CSV_COUNT, CSV_MAY_BE_EMPTY },
	{ "atomics_base", CSV_COUNT, CSV_MAY_BE_EMPTY },
	{ "atomics", CSV_COUNT, CSV_MAY_BE_EMPTY },
	{ "branches_base", CSV_COUNT, CSV_MAY_BE_EMPTY },
	{ "branches", CSV_COUNT, CSV_MAY_BE_EMPTY },
	{ "taken_base", CSV_COUNT, CSV_MAY_BE_EMPTY },
	{ "taken", CSV_COUNT, CSV_MAY_BE_EMPTY },
	{ "lines_read_base", CSV_COUNT, CSV_MAY_BE_EMPTY },
	{ "lines_read", CSV_COUNT, CSV_MAY_BE_EMPTY },
	{ "lines_written_base", CSV_COUNT, CSV_MAY_BE_EMPTY },
	{ "lines_written", CSV_COUNT, CSV_MAY_BE_EMPTY },
	{ "left", CSV_COUNT, CSV_NEEDED },
};

static const struct csv_format FORMAT = {
	.columns = COLUMNS,
	.n_columns = sizeof(COLUMNS) / sizeof(COLUMNS[0]),
	.end_rule = CSV_RECORDED,
};

const char *
audit_count_name(enum audit_count count)
{
	return COLUMNS[COLUMN_COUNTS + 2 * count + 1].name;
}

int64_t
audit_difference(const struct audit_line *line, enum audit_count count)
{
	return (int64_t)line->counts[1][count] -
	    (int64_t)line->counts[0][count];
}

/* A line has sizes and a fast path, or counts, whole, or why it has none. */
static int
check_line(const struct csv_reader *t, const struct csv_field *fields,
    bool is_code, struct reason *why)
{
	const bool is_counted = fields[1 + AUDIT_UNCOUNTED].text[0] == '\0';

	if (fields[0].count != SCHEMA)
		return csv_reader_fail(t, 0, why, "the schema %d", SCHEMA);
	if (is_code == (fields[1 + AUDIT_FAST_PATH].text[0] == '\0'))
		return csv_reader_fail(t, 1 + AUDIT_FAST_PATH, why,
		    is_code ? "same, outline or differs" : "nothing");
	for (size_t c = COLUMN_FAST_BYTES; c < COLUMN_LEFT; c++) {
		const bool is_wanted =
		    c < COLUMN_COUNTS ? is_code : !is_code && is_counted;

		if (is_wanted != (fields[c].text[0] != '\0'))
			return csv_reader_fail(t, c, why,
			    is_wanted ? "a whole number" : "nothing");
	}
	return 0;
}

static int
fill_line(struct audit_line *line, const struct csv_field *fields)
{
	for (size_t i = 0; i < N_AUDIT_TEXTS; i++) {
		line->texts[i] = strdup(fields[1 + i].text);
		if (line->texts[i] == NULL)
			return -ENOMEM;
	}
	for (size_t i = 0; i < 2; i++) {
		line->fast_bytes[i] = fields[COLUMN_FAST_BYTES + i].count;
		line->hard_bytes[i] = fields[COLUMN_HARD_BYTES + i].count;
		for (size_t c = 0; c < N_AUDIT_COUNTS; c++)
			line->counts[i][c] =
			    fields[COLUMN_COUNTS + 2 * c + i].count;
	}
	return 0;
}

/* Adds a line; a csv_take_row() of `data`, a struct audit. */
static int
add_line(void *data, const struct csv_reader *t, const struct csv_field *fields,
    struct reason *why)
{
	struct audit *audit = data;
	const bool is_code = strcmp(fields[1 + AUDIT_STATE].text, "code") == 0;
	const uint64_t n_left = fields[COLUMN_LEFT].count;
	const int rc = check_line(t, fields, is_code, why);

	if (rc < 0)
		return rc;
	if (audit->n > 0 && n_left + 1 != audit->n_left)
		return csv_reader_fail(t, COLUMN_LEFT, why,
		    "one less than in the line before: lines are missing");
	audit->n_left = n_left;
	if (audit->n % 256 == 0) {
		struct audit_line *lines =
		    reallocarray(audit->lines, audit->n + 256, sizeof(*lines));

		if (lines == NULL)
			return reason_memory(why);
		audit->lines = lines;
	}

	struct audit_line *line = &audit->lines[audit->n++];
	*line = (struct audit_line){
		.is_code = is_code,
		.is_counted =
		    !is_code && fields[1 + AUDIT_UNCOUNTED].text[0] == '\0',
		.number = csv_reader_line(t),
	};
	return fill_line(line, fields) == 0 ? 0 : reason_memory(why);
}

int
audit_read(const char *path, struct audit *ret_audit, struct reason *why)
{
	struct audit audit = { .path = strdup(path) };
	int rc = audit.path != NULL
	    ? csv_for_each(path, &FORMAT, add_line, &audit, why)
	    : reason_memory(why);

	if (rc == 0 && audit.n == 0)
		rc = reason_set(why, -EINVAL, "%s: it has no lines", path);
	if (rc == 0 && audit.n_left != 0)
		rc = reason_set(why, -EINVAL,
		    "%s: it is cut short: %llu lines are missing", path,
		    (unsigned long long)audit.n_left);
	if (rc < 0) {
		audit_fini(&audit);
		return rc;
	}
	*ret_audit = audit;
	return 0;
}

static bool
is_same(const struct audit_line *a, const struct audit_line *b)
{
	for (size_t i = AUDIT_LOCK; i <= AUDIT_STATE; i++) {
		if (strcmp(a->texts[i], b->texts[i]) != 0)
			return false;
	}
	return true;
}

const struct audit_line *
audit_find(const struct audit *audit, const struct audit_line *like)
{
	for (size_t i = 0; i < audit->n; i++) {
		if (is_same(&audit->lines[i], like))
			return &audit->lines[i];
	}
	return NULL;
}

void
audit_name(const struct audit_line *line, char *ret_name, size_t size)
{
	snprintf(ret_name, size, "%s/%s/%s/%s/%s", line->texts[AUDIT_LOCK],
	    line->texts[AUDIT_OP], line->texts[AUDIT_CHECK],
	    line->texts[AUDIT_PLACE], line->texts[AUDIT_STATE]);
}

void
audit_fini(struct audit *audit)
{
	for (size_t i = 0; i < audit->n; i++) {
		for (size_t j = 0; j < N_AUDIT_TEXTS; j++)
			free(audit->lines[i].texts[j]);
	}
	free(audit->lines);
	free(audit->path);
}
