/* SPDX-License-Identifier: BSD-2-Clause */
/* audit_csv: see audit_csv.h. */
#include "analysis/audit/audit_csv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv/reader.h"
#include "base/formats/formats.h"
#include "base/formats/words.h"

/* The column of each text. */
static const enum audit_column TEXTS[N_AUDIT_TEXTS] = {
#define TEXT_TEXT(id) [AUDIT_##id] = AUDIT_CSV_##id,
#define TEXT_COUNT(id)
#define COUNTED(id, name, meaning)
#define COLUMN(id, name, kind, presence, meaning) TEXT_##kind(id)
#include "base/formats/audit.def"
};

/*
 * The column of each count with the check.  The column before it is the count
 * without.
 */
static const enum audit_column COUNTS[N_AUDIT_COUNTS] = {
#define COUNTED(id, name, meaning) [AUDIT_##id] = AUDIT_CSV_##id,
#include "base/formats/audit.def"
};

const char *
audit_count_name(enum audit_count count)
{
	return format_audit.csv.columns[COUNTS[count]].name;
}

int64_t
audit_difference(const struct audit_line *line, enum audit_count count)
{
	return (int64_t)line->counts[1][count] -
	    (int64_t)line->counts[0][count];
}

/*
 * Checks that each column from `first` to `last` has a value, or that none has.
 */
static int
check_filled(const struct csv_reader *t, const struct csv_field *fields,
    enum audit_column first, enum audit_column last, bool is_wanted,
    struct reason *why)
{
	for (size_t c = first; c <= last; c++) {
		if (is_wanted != (fields[c].text[0] != '\0'))
			return csv_reader_fail(t, c, why,
			    is_wanted ? "a whole number" : "nothing");
	}
	return 0;
}

/*
 * Checks that a line has all that it must have, and no more: a line of the
 * state `code` has sizes and a fast path, a counted line has counts, and any
 * other line says why it has none.
 */
static int
check_line(const struct csv_reader *t, const struct csv_field *fields,
    bool is_code, struct reason *why)
{
	const bool is_counted = fields[AUDIT_CSV_UNCOUNTED].text[0] == '\0';
	char paths[64];
	int rc = format_check_schema(&format_audit, t, fields, why);

	if (rc < 0)
		return rc;
	if (is_code == (fields[AUDIT_CSV_FAST_PATH].text[0] == '\0')) {
		word_expected(&words_fast_path, paths, sizeof(paths));
		return csv_reader_fail(t, AUDIT_CSV_FAST_PATH, why, "%s",
		    is_code ? paths : "nothing");
	}

	rc = check_filled(t, fields, AUDIT_CSV_FAST_BYTES_BASE,
	    AUDIT_CSV_HARD_BYTES, is_code, why);
	return rc < 0
	    ? rc
	    : check_filled(t, fields, AUDIT_CSV_INSTRUCTIONS_BASE,
	          AUDIT_CSV_LINES_WRITTEN, !is_code && is_counted, why);
}

static int
fill_line(struct audit_line *line, const struct csv_field *fields)
{
	for (size_t i = 0; i < N_AUDIT_TEXTS; i++) {
		line->texts[i] = strdup(fields[TEXTS[i]].text);
		if (line->texts[i] == NULL)
			return -ENOMEM;
	}
	for (size_t i = 0; i < 2; i++) {
		line->fast_bytes[i] =
		    fields[AUDIT_CSV_FAST_BYTES_BASE + i].count;
		line->hard_bytes[i] =
		    fields[AUDIT_CSV_HARD_BYTES_BASE + i].count;
		for (size_t c = 0; c < N_AUDIT_COUNTS; c++)
			line->counts[i][c] = fields[COUNTS[c] - 1 + i].count;
	}
	return 0;
}

/* Adds a line; a csv_take_row() of `data`, a struct audit. */
static int
add_line(void *data, const struct csv_reader *t, const struct csv_field *fields,
    struct reason *why)
{
	struct audit *audit = data;
	const bool is_code = strcmp(fields[AUDIT_CSV_STATE].text, "code") == 0;
	const uint64_t n_left = fields[AUDIT_CSV_ROWS_LEFT].count;
	const int rc = check_line(t, fields, is_code, why);

	if (rc < 0)
		return rc;
	if (audit->n > 0 && n_left + 1 != audit->n_left)
		return csv_reader_fail(t, AUDIT_CSV_ROWS_LEFT, why,
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
		    !is_code && fields[AUDIT_CSV_UNCOUNTED].text[0] == '\0',
		.number = csv_reader_line(t),
	};
	return fill_line(line, fields) == 0 ? 0 : reason_memory(why);
}

int
audit_read(const char *path, struct audit *ret_audit, struct reason *why)
{
	struct audit audit = { .path = strdup(path) };
	int rc = audit.path != NULL
	    ? csv_for_each(path, &format_audit.csv, add_line, &audit, why)
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

bool
audit_is_same_arm(const struct audit_line *a, const struct audit_line *b)
{
	return strcmp(a->texts[AUDIT_LOCK], b->texts[AUDIT_LOCK]) == 0 &&
	    strcmp(a->texts[AUDIT_CHECK], b->texts[AUDIT_CHECK]) == 0 &&
	    strcmp(a->texts[AUDIT_PLACE], b->texts[AUDIT_PLACE]) == 0;
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
