/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads what may be a CSV file, as one of the formats that there are or as one
 * of each kind of column, and what it read once more: as the writer writes it,
 * and with each field in quotes.  All three must say the same.  The first byte
 * of an input says which format.
 */
#include "base/csv/reader.h"
#include "base/csv/writer.h"
#include "base/formats/formats.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/fuzz.h"

static const struct csv_column COLUMNS[] = {
	{ "name", CSV_TEXT, CSV_NEEDED },
	{ "count", CSV_COUNT, CSV_MAY_BE_EMPTY },
	{ "share", CSV_DECIMAL, CSV_OPTIONAL },
};

static const struct csv_format OWN = {
	.columns = COLUMNS,
	.n_columns = 3,
	.end_rule = CSV_EDITED,
};

/* What was read, written in two ways. */
struct copies {
	const struct csv_format *format;
	struct csv_writer written;
	FILE *quoted;
	bool has_long; /* a row whose copies may not fit in a line */
};

static const struct csv_format *
choose_format(uint8_t byte)
{
	size_t n = 0;

	while (formats_all[n] != NULL)
		n++;
	n = byte % (n + 1);
	return formats_all[n] != NULL ? &formats_all[n]->csv : &OWN;
}

static void
put_quoted(FILE *file, const char *text, bool is_first)
{
	fputs(is_first ? "\"" : ",\"", file);
	for (; *text != '\0'; text++) {
		if (*text == '"')
			putc('"', file);
		putc(*text, file);
	}
	putc('"', file);
}

/* What reader.h promises of a field. */
static void
check_field(const struct csv_column *column, const struct csv_field *field)
{
	if (field->text[0] == '\0') {
		if (column->presence == CSV_NEEDED || field->count != 0 ||
		    field->decimal != 0)
			abort();
		return;
	}
	if (strpbrk(field->text, "\r\n") != NULL)
		abort();
	if (column->kind == CSV_COUNT &&
	    (strtoull(field->text, NULL, 10) != field->count ||
	        field->text[strspn(field->text, "0123456789")] != '\0'))
		abort();
	if (column->kind == CSV_DECIMAL && !isfinite(field->decimal))
		abort();
}

/* What field.h promises of a list. */
static void
check_list(const char *list)
{
	const char *rest = list;
	struct csv_item item;
	uint64_t count;
	size_t n = 0;

	if (!csv_list_is_sound(list))
		return;
	for (; csv_list_next(&rest, &item); n++) {
		if (item.len == 0 || memchr(item.text, ';', item.len) != NULL)
			abort();
		(void)csv_item_parse_count(&item, &count);
	}
	if (*rest != '\0' || n != csv_list_count(list) ||
	    (n == 1 && !csv_list_has(list, list)))
		abort();
}

static int
copy_row(void *data, const struct csv_reader *r, const struct csv_field *fields,
    struct reason *why)
{
	struct copies *copies = data;
	size_t n_bytes = 1;

	(void)r;
	(void)why;
	for (size_t i = 0; i < copies->format->n_columns; i++) {
		const char *text = fields[i].text;

		check_field(&copies->format->columns[i], &fields[i]);
		check_list(text);
		/* At most each sign is doubled, and there are quotes. */
		n_bytes += 2 * strlen(text) + 3;
		csv_put_text(&copies->written, text);
		put_quoted(copies->quoted, text, i == 0);
	}
	csv_end_line(&copies->written);
	putc('\n', copies->quoted);
	copies->has_long |= n_bytes > CSV_LINE_BYTES;
	return 0;
}

/* Begins both copies with the names of all columns. */
static void
put_names(struct copies *copies)
{
	for (size_t i = 0; i < copies->format->n_columns; i++) {
		const char *name = copies->format->columns[i].name;

		csv_put_text(&copies->written, name);
		put_quoted(copies->quoted, name, i == 0);
	}
	csv_end_line(&copies->written);
	putc('\n', copies->quoted);
}

/*
 * Reads the bytes of a file.  Returns 0 or a negative errno, and in both cases
 * what was read until then in `ret_written` and `ret_quoted`, to be freed;
 * NULL where a row is too long for that.
 */
static int
read_copies(const struct csv_format *format, const char *bytes, size_t n_bytes,
    char **ret_written, char **ret_quoted, struct reason *why)
{
	size_t sizes[2];
	FILE *written = open_memstream(ret_written, &sizes[0]);
	struct copies copies = { .format = format };
	int rc;

	copies.quoted = open_memstream(ret_quoted, &sizes[1]);
	if (written == NULL || copies.quoted == NULL)
		abort();
	copies.written = csv_writer_on(written);
	put_names(&copies);
	rc = csv_for_each(fuzz_file((const uint8_t *)bytes, n_bytes), format,
	    copy_row, &copies, why);
	if (csv_writer_flush(&copies.written) != 0)
		abort();
	fclose(written);
	fclose(copies.quoted);
	if (copies.has_long) {
		free(*ret_written);
		free(*ret_quoted);
		*ret_written = *ret_quoted = NULL;
	}
	return rc;
}

/* Checks that a copy is read as what it is a copy of. */
static void
check_copy(
    const struct csv_format *format, const char *copy, const char *expected)
{
	struct reason why = { 0 };
	char *written;
	char *quoted;

	if (read_copies(format, copy, strlen(copy), &written, &quoted, &why) !=
	    0)
		abort();
	if (strcmp(written, expected) != 0)
		abort();
	free(written);
	free(quoted);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
	const struct csv_format *format;
	struct reason why = { 0 };
	char *written;
	char *quoted;
	int rc;

	if (n_bytes == 0)
		return 0;
	format = choose_format(data[0]);
	rc = read_copies(format, (const char *)data + 1, n_bytes - 1, &written,
	    &quoted, &why);
	fuzz_result(rc, &why);
	/* Without a row the copies are but the names. */
	if (written != NULL && strchr(written, '\n')[1] != '\0') {
		check_copy(format, written, written);
		check_copy(format, quoted, written);
	}
	free(written);
	free(quoted);
	return 0;
}
