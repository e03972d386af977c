/* SPDX-License-Identifier: BSD-2-Clause */
/* reader: see reader.h. */
#include "base/csv/reader.h"

#include <csv.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv/header.h"

struct table {
	struct lines *lines;
	struct csv_parser parser;
	const struct csv_column *columns;
	size_t n_columns;
	struct header header;
	struct csv_field *fields;
	/* The line being parsed. */
	const char *line;
	size_t line_len;
	size_t n_fields;
	size_t n_records;
	size_t bad_column; /* the first with a malformed value */
	bool has_no_memory;
	/* Texts of fields; a field is shorter than its piece of the line. */
	size_t n_text;
	char text[LINES_BYTES];
};

static int
fail_at(const struct table *t, size_t at, struct reason *why, const char *what)
{
	return reason_set(why, -EINVAL, "%s:%lu:%zu: %s", lines_path(t->lines),
	    lines_number(t->lines), at, what);
}

static struct separator_line
line_of(const struct table *t)
{
	return (struct separator_line){
		.path = lines_path(t->lines),
		.number = lines_number(t->lines),
		.text = t->line,
		.len = t->line_len,
	};
}

static size_t
field_begin(const struct table *t, size_t field)
{
	return separator_begin(t->line, t->line_len, field);
}

int
table_fail(const struct table *t, size_t column, struct reason *why,
    const char *expected, ...)
{
	char text[256];
	size_t field = 0;
	va_list args;

	va_start(args, expected);
	vsnprintf(text, sizeof(text), expected, args);
	va_end(args);
	while (t->header.places[field].column != column)
		field++;
	return reason_set(why, -EINVAL,
	    "%s:%lu:%zu: column '%s' is '%.80s': expected %s",
	    lines_path(t->lines), lines_number(t->lines), field_begin(t, field),
	    t->columns[column].name, t->fields[column].text, text);
}

/* Copies a field, which libcsv overwrites with the next, to the line's text. */
static const char *
keep_text(struct table *t, const void *field, size_t len)
{
	char *text = t->text + t->n_text;

	if (len > 0)
		memcpy(text, field, len);
	text[len] = '\0';
	t->n_text += len + 1;
	return text;
}

static void
take_field(void *bytes, size_t len, void *data)
{
	struct table *t = data;
	const size_t i = t->n_fields++;

	if (i >= t->header.n_places ||
	    t->header.places[i].column == HEADER_NO_COLUMN)
		return;

	const size_t column = t->header.places[i].column;
	struct csv_field *field = &t->fields[column];
	*field = (struct csv_field){ .text = keep_text(t, bytes, len) };
	if (!csv_field_parse(&t->columns[column], field) &&
	    t->bad_column == HEADER_NO_COLUMN)
		t->bad_column = column;
}

static void
take_name(void *field, size_t len, void *data)
{
	struct table *t = data;

	t->n_fields++;
	if (header_add(&t->header, field, len) < 0)
		t->has_no_memory = true;
}

static void
end_record(int terminator, void *data)
{
	struct table *t = data;

	(void)terminator;
	t->n_records++;
}

/* Says what is wrong with a line that is not one record. */
static int
fail_record(const struct table *t, struct reason *why)
{
	if (t->n_records > 1)
		return fail_at(t,
		    (size_t)((char *)memchr(t->line, '\r', t->line_len) -
		        t->line) +
		        1,
		    why, "a carriage return inside the line");
	if (t->line[0] == '\n' || t->line[0] == '\r')
		return fail_at(t, 1, why, "the line is empty");
	return fail_at(t, field_begin(t, t->n_fields), why,
	    "the quote opened here is not closed on its line");
}

/*
 * Returns whether nothing in a line, of `len` bytes with the newline at its
 * end, is quoted, as in nearly all lines: its fields are what stands between
 * its commas.
 */
static bool
plain_is(const char *line, size_t len)
{
	return line[0] != '\n' && memchr(line, '"', len) == NULL &&
	    memchr(line, '\r', len) == NULL;
}

/*
 * Calls `take` with each field of a plain line, as libcsv would: much faster
 * than libcsv, which goes byte by byte.
 */
static void
plain_parse(const char *line, size_t len,
    void (*take)(void *field, size_t len, void *data), void *data)
{
	const char *end = line + len - 1;
	const char *field = line;
	const char *comma;

	while ((comma = memchr(field, ',', (size_t)(end - field))) != NULL) {
		take((char *)field, (size_t)(comma - field), data);
		field = comma + 1;
	}
	take((char *)field, (size_t)(end - field), data);
}

/* Parses the next line with `take`.  Returns as table_next() does. */
static int
parse_line(
    struct table *t, void (*take)(void *, size_t, void *), struct reason *why)
{
	const int rc = lines_next(t->lines, &t->line, &t->line_len, why);

	if (rc <= 0)
		return rc;
	t->n_fields = 0;
	t->n_records = 0;
	t->n_text = 0;
	t->bad_column = HEADER_NO_COLUMN;

	const char *nul = memchr(t->line, '\0', t->line_len);
	if (nul != NULL)
		return fail_at(
		    t, (size_t)(nul - t->line) + 1, why, "a NUL byte");

	size_t done = t->line_len;
	if (plain_is(t->line, t->line_len)) {
		plain_parse(t->line, t->line_len, take, t);
		t->n_records = 1;
	} else {
		done = csv_parse(
		    &t->parser, t->line, t->line_len, take, end_record, t);
	}
	if (t->has_no_memory || csv_error(&t->parser) == CSV_ENOMEM)
		return reason_memory(why);
	if (done != t->line_len)
		return fail_at(t, done + 1, why,
		    "a quote that is neither around a field nor doubled");
	if (t->n_records != 1)
		return fail_record(t, why);
	return 1;
}

static int
read_header(struct table *t, struct reason *why)
{
	const int rc = parse_line(t, take_name, why);

	if (rc < 0)
		return rc;
	if (rc == 0)
		return reason_set(why, -EINVAL,
		    "%s:1:1: the file is empty: expected a header",
		    lines_path(t->lines));

	const struct separator_line line = line_of(t);
	return header_match(&t->header, t->columns, t->n_columns, &line, why);
}

/* Nothing is space: libcsv would else trim fields, and RFC 4180 does not. */
static int
is_space(unsigned char c)
{
	(void)c;
	return 0;
}

int
table_open(const char *path, enum lines_end end_rule,
    const struct csv_column *columns, size_t n_columns,
    struct table **ret_table, struct reason *why)
{
	struct table *t = calloc(1, sizeof(*t));

	if (t == NULL)
		return reason_memory(why);
	/* It only fails when it is given no parser. */
	(void)csv_init(&t->parser, CSV_STRICT);
	csv_set_space_func(&t->parser, is_space);
	t->columns = columns;
	t->n_columns = n_columns;
	t->fields = calloc(n_columns, sizeof(*t->fields));

	int rc = t->fields != NULL ? 0 : reason_memory(why);
	/* An optional column that is not there is never taken. */
	for (size_t c = 0; rc == 0 && c < n_columns; c++)
		t->fields[c].text = "";
	if (rc == 0)
		rc = lines_open(path, end_rule, &t->lines, why);
	if (rc == 0)
		rc = read_header(t, why);
	if (rc < 0) {
		table_close(t);
		return rc;
	}
	*ret_table = t;
	return 0;
}

int
table_next(
    struct table *t, const struct csv_field **ret_fields, struct reason *why)
{
	const int rc = parse_line(t, take_field, why);

	if (rc <= 0)
		return rc;
	const struct separator_line line = line_of(t);
	if (t->n_fields == 1 && t->header.n_places > 1 &&
	    separator_check(&line, t->header.n_places, why) < 0)
		return -EINVAL;
	if (t->n_fields != t->header.n_places)
		return reason_set(why, -EINVAL,
		    "%s:%lu:%zu: the line has %zu fields: expected %zu, as in "
		    "the header",
		    lines_path(t->lines), lines_number(t->lines),
		    field_begin(t, t->header.n_places), t->n_fields,
		    t->header.n_places);
	if (t->bad_column != HEADER_NO_COLUMN)
		return table_fail(t, t->bad_column, why, "%s",
		    csv_kind_expected(t->columns[t->bad_column].kind));
	*ret_fields = t->fields;
	return 1;
}

const char *
table_path(const struct table *t)
{
	return lines_path(t->lines);
}

unsigned long
table_line(const struct table *t)
{
	return lines_number(t->lines);
}

bool
table_is_cut(const struct table *t)
{
	return lines_are_cut(t->lines);
}

void
table_close(struct table *t)
{
	if (t == NULL)
		return;
	header_fini(&t->header);
	free(t->fields);
	csv_free(&t->parser);
	lines_close(t->lines);
	free(t);
}
