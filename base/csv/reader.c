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

struct csv_reader {
	struct csv_input *input;
	struct csv_parser parser;
	struct csv_format format;
	struct csv_header header;
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
	char text[CSV_LINE_BYTES];
};

static int
fail_at(
    const struct csv_reader *r, size_t at, struct reason *why, const char *what)
{
	return reason_set(why, -EINVAL, "%s:%lu:%zu: %s",
	    csv_input_path(r->input), csv_input_line(r->input), at, what);
}

static struct csv_line
line_of(const struct csv_reader *r)
{
	return (struct csv_line){
		.path = csv_input_path(r->input),
		.number = csv_input_line(r->input),
		.text = r->line,
		.len = r->line_len,
	};
}

static size_t
field_begin(const struct csv_reader *r, size_t field)
{
	return csv_line_field_begin(r->line, r->line_len, field);
}

int
csv_reader_fail(const struct csv_reader *r, size_t column, struct reason *why,
    const char *expected, ...)
{
	char text[256];
	size_t field = 0;
	va_list args;

	va_start(args, expected);
	vsnprintf(text, sizeof(text), expected, args);
	va_end(args);
	while (r->header.places[field].column != column)
		field++;
	return reason_set(why, -EINVAL,
	    "%s:%lu:%zu: column '%s' is '%.80s': expected %s",
	    csv_input_path(r->input), csv_input_line(r->input),
	    field_begin(r, field), r->header.places[field].name,
	    r->fields[column].text, text);
}

/* Copies a field, which libcsv overwrites with the next, to the line's text. */
static const char *
keep_text(struct csv_reader *r, const void *field, size_t len)
{
	char *text = r->text + r->n_text;

	if (len > 0)
		memcpy(text, field, len);
	text[len] = '\0';
	r->n_text += len + 1;
	return text;
}

static void
take_field(void *bytes, size_t len, void *data)
{
	struct csv_reader *r = data;
	const size_t i = r->n_fields++;

	if (i >= r->header.n_places ||
	    r->header.places[i].column == CSV_NO_COLUMN)
		return;

	const size_t column = r->header.places[i].column;
	struct csv_field *field = &r->fields[column];
	*field = (struct csv_field){ .text = keep_text(r, bytes, len) };
	if (!csv_field_parse(&r->format.columns[column], field) &&
	    r->bad_column == CSV_NO_COLUMN)
		r->bad_column = column;
}

static void
take_name(void *field, size_t len, void *data)
{
	struct csv_reader *r = data;

	r->n_fields++;
	if (csv_header_add(&r->header, field, len) < 0)
		r->has_no_memory = true;
}

static void
end_record(int terminator, void *data)
{
	struct csv_reader *r = data;

	(void)terminator;
	r->n_records++;
}

/* Says what is wrong with a line that is not one record. */
static int
fail_record(const struct csv_reader *r, struct reason *why)
{
	if (r->line[0] == '\n' || r->line[0] == '\r')
		return fail_at(r, 1, why, "the line is empty");
	return fail_at(r, field_begin(r, r->n_fields), why,
	    "the quote opened here is not closed on its line");
}

/*
 * Calls `take` with each field of a line that has no quotes and ends with a
 * bare newline, as nearly all do: its commas part it.  That is much faster than
 * libcsv, which goes byte by byte.
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

/* Parses the next line with `take`.  Returns as csv_reader_next() does. */
static int
parse_line(struct csv_reader *r, void (*take)(void *, size_t, void *),
    struct reason *why)
{
	const int rc = csv_input_next(r->input, &r->line, &r->line_len, why);

	if (rc <= 0)
		return rc;
	r->n_fields = 0;
	r->n_records = 0;
	r->n_text = 0;
	r->bad_column = CSV_NO_COLUMN;

	const char *nul = memchr(r->line, '\0', r->line_len);
	if (nul != NULL)
		return fail_at(
		    r, (size_t)(nul - r->line) + 1, why, "a NUL byte");

	/* Only right before the newline, be it in quotes or not. */
	const char *cr = memchr(r->line, '\r', r->line_len);
	if (cr != NULL && cr + 2 != r->line + r->line_len)
		return fail_at(r, (size_t)(cr - r->line) + 1, why,
		    "a carriage return inside the line");

	size_t done = r->line_len;
	if (cr == NULL && r->line[0] != '\n' &&
	    memchr(r->line, '"', r->line_len) == NULL) {
		plain_parse(r->line, r->line_len, take, r);
		r->n_records = 1;
	} else {
		done = csv_parse(
		    &r->parser, r->line, r->line_len, take, end_record, r);
	}
	if (r->has_no_memory || csv_error(&r->parser) == CSV_ENOMEM)
		return reason_memory(why);
	if (done != r->line_len)
		return fail_at(r, done + 1, why,
		    "a quote that is neither around a field nor doubled");
	if (r->n_records != 1)
		return fail_record(r, why);
	return 1;
}

static int
read_header(struct csv_reader *r, struct reason *why)
{
	const int rc = parse_line(r, take_name, why);

	if (rc < 0)
		return rc;
	if (rc == 0)
		return reason_set(why, -EINVAL,
		    "%s:1:1: the file is empty: expected a header",
		    csv_input_path(r->input));

	const struct csv_line line = line_of(r);
	return csv_header_match(&r->header, r->format.columns,
	    r->format.n_columns, r->format.old_names, &line, why);
}

/* Nothing is space: libcsv would else trim fields, and RFC 4180 does not. */
static int
is_space(unsigned char c)
{
	(void)c;
	return 0;
}

int
csv_reader_open(const char *path, const struct csv_format *format,
    struct csv_reader **ret_reader, struct reason *why)
{
	struct csv_reader *r = calloc(1, sizeof(*r));

	if (r == NULL)
		return reason_memory(why);
	/* It only fails when it is given no parser. */
	(void)csv_init(&r->parser, CSV_STRICT);
	csv_set_space_func(&r->parser, is_space);
	r->format = *format;
	r->fields = calloc(format->n_columns, sizeof(*r->fields));

	int rc = r->fields != NULL ? 0 : reason_memory(why);
	/* An optional column that is not there is never taken. */
	for (size_t c = 0; rc == 0 && c < format->n_columns; c++)
		r->fields[c].text = "";
	if (rc == 0)
		rc = csv_input_open(path, format->end_rule, &r->input, why);
	if (rc == 0)
		rc = read_header(r, why);
	if (rc < 0) {
		csv_reader_close(r);
		return rc;
	}
	*ret_reader = r;
	return 0;
}

int
csv_reader_next(struct csv_reader *r, const struct csv_field **ret_fields,
    struct reason *why)
{
	const int rc = parse_line(r, take_field, why);

	if (rc <= 0)
		return rc;
	const struct csv_line line = line_of(r);
	if (r->n_fields == 1 && r->header.n_places > 1 &&
	    csv_line_check_separator(&line, r->header.n_places, why) < 0)
		return -EINVAL;
	if (r->n_fields != r->header.n_places)
		return reason_set(why, -EINVAL,
		    "%s:%lu:%zu: the line has %zu fields: expected %zu, as in "
		    "the header",
		    csv_input_path(r->input), csv_input_line(r->input),
		    field_begin(r, r->header.n_places), r->n_fields,
		    r->header.n_places);
	if (r->bad_column != CSV_NO_COLUMN)
		return csv_reader_fail(r, r->bad_column, why, "%s",
		    csv_kind_expected(r->format.columns[r->bad_column].kind));
	*ret_fields = r->fields;
	return 1;
}

const char *
csv_reader_path(const struct csv_reader *r)
{
	return csv_input_path(r->input);
}

unsigned long
csv_reader_line(const struct csv_reader *r)
{
	return csv_input_line(r->input);
}

bool
csv_reader_has_old_names(const struct csv_reader *r)
{
	return r->header.has_old_names;
}

bool
csv_reader_is_cut(const struct csv_reader *r)
{
	return csv_input_is_cut(r->input);
}

void
csv_reader_close(struct csv_reader *r)
{
	if (r == NULL)
		return;
	csv_header_fini(&r->header);
	free(r->fields);
	csv_free(&r->parser);
	csv_input_close(r->input);
	free(r);
}

int
csv_for_each(const char *path, const struct csv_format *format,
    csv_take_row *take, void *data, struct reason *why)
{
	const struct csv_field *fields;
	struct csv_reader *r;
	int rc = csv_reader_open(path, format, &r, why);

	if (rc < 0)
		return rc;
	while ((rc = csv_reader_next(r, &fields, why)) > 0) {
		rc = take(data, r, fields, why);
		if (rc < 0)
			break;
	}
	csv_reader_close(r);
	return rc;
}
