/* SPDX-License-Identifier: BSD-2-Clause */
/* writer: see writer.h. */
#include "base/csv/writer.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct csv_writer
csv_writer_on(FILE *file)
{
	return (struct csv_writer){ .file = file };
}

static void
begin_field(struct csv_writer *w)
{
	if (w->n_fields++ > 0)
		putc(',', w->file);
}

static bool
is_blank(char sign)
{
	return sign == ' ' || sign == '\t';
}

/* Whether a reader would take `text` for something else without quotes. */
static bool
needs_quotes(const char *text)
{
	const size_t n = strlen(text);

	return n > 0 &&
	    (strpbrk(text, ",\"\r\n") != NULL || is_blank(text[0]) ||
	        is_blank(text[n - 1]));
}

void
csv_put_text(struct csv_writer *w, const char *text)
{
	begin_field(w);
	if (!needs_quotes(text)) {
		fputs(text, w->file);
		return;
	}
	putc('"', w->file);
	for (; *text != '\0'; text++) {
		if (*text == '"')
			putc('"', w->file);
		putc(*text == '\n' || *text == '\r' ? ' ' : *text, w->file);
	}
	putc('"', w->file);
}

void
csv_put_count(struct csv_writer *w, uint64_t count)
{
	begin_field(w);
	fprintf(w->file, "%" PRIu64, count);
}

void
csv_put_decimal(struct csv_writer *w, double decimal)
{
	begin_field(w);
	if (isfinite(decimal))
		fprintf(w->file, "%.17g", decimal);
}

void
csv_put_empty(struct csv_writer *w, size_t n)
{
	for (size_t i = 0; i < n; i++)
		begin_field(w);
}

void
csv_begin_list(struct csv_writer *w, const char *separator)
{
	w->separator = separator;
	w->n_items = 0;
	w->list = open_memstream(&w->list_text, &w->list_bytes);
	if (w->list == NULL && w->error == 0)
		w->error = -errno;
}

void
csv_put_item(struct csv_writer *w, const char *text)
{
	if (w->list == NULL)
		return;
	if (w->n_items++ > 0)
		fputs(w->separator, w->list);
	fputs(text, w->list);
}

void
csv_put_item_count(struct csv_writer *w, uint64_t count)
{
	char text[24]; /* longer than the longest count */

	snprintf(text, sizeof(text), "%" PRIu64, count);
	csv_put_item(w, text);
}

void
csv_end_list(struct csv_writer *w)
{
	bool is_whole = w->list != NULL && !ferror(w->list);

	if (w->list != NULL && fclose(w->list) != 0)
		is_whole = false;
	if (is_whole)
		csv_put_text(w, w->list_text);
	else
		csv_put_empty(w, 1);
	if (!is_whole && w->error == 0)
		w->error = -ENOMEM;
	if (w->list != NULL)
		free(w->list_text);
	w->list = NULL;
}

void
csv_end_line(struct csv_writer *w)
{
	putc('\n', w->file);
	w->n_fields = 0;
}

int
csv_writer_flush(struct csv_writer *w)
{
	errno = EIO;
	if ((ferror(w->file) || fflush(w->file) != 0) && w->error == 0)
		w->error = -errno;
	return w->error;
}
