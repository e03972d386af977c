/* SPDX-License-Identifier: BSD-2-Clause */
/* output: see output.h. */
#include "analysis/format/output.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis/stats/stats.h"

static void
free_paths(struct output *o)
{
	free(o->path);
	free(o->partial_path);
}

int
output_open(const char *folder, const char *name, struct output *ret_output,
    struct reason *why)
{
	struct output o = { 0 };

	if (asprintf(&o.path, "%s/%s", folder, name) < 0)
		return reason_memory(why);
	if (asprintf(&o.partial_path, "%s.%ld", o.path, (long)getpid()) < 0) {
		free(o.path);
		return reason_memory(why);
	}
	o.file = fopen(o.partial_path, "we");
	if (o.file == NULL) {
		const int rc = reason_set(why, -errno, "cannot write %s: %s",
		    o.path, strerror(errno));

		free_paths(&o);
		return rc;
	}
	*ret_output = o;
	return 0;
}

struct output
output_on(FILE *file)
{
	return (struct output){ .file = file };
}

struct output
output_into(output_take *take, void *to)
{
	return (struct output){ .take = take, .to = to };
}

/* Returns whether the field was taken; else it is begun in the file. */
static bool
begin_field(struct output *o, const char *text, double number)
{
	const size_t i = o->n_fields++;

	if (o->take != NULL)
		o->take(o->to, o->format->csv.columns[i].name, text, number);
	else if (i > 0)
		putc(',', o->file);
	return o->take != NULL;
}

void
output_text(struct output *o, const char *text)
{
	if (begin_field(o, text, NAN))
		return;
	if (strpbrk(text, ",\"\r\n") == NULL) {
		fputs(text, o->file);
		return;
	}
	putc('"', o->file);
	for (; *text != '\0'; text++) {
		if (*text == '"')
			putc('"', o->file);
		putc(*text, o->file);
	}
	putc('"', o->file);
}

void
output_number(struct output *o, double number)
{
	if (!begin_field(o, NULL, number) && isfinite(number))
		fprintf(o->file, "%.17g", number);
}

void
output_percent(struct output *o, double log_ratio)
{
	output_number(o, effect_percent(log_ratio));
}

void
output_end_line(struct output *o)
{
	if (o->take != NULL)
		o->take(o->to, NULL, NULL, NAN);
	else
		putc('\n', o->file);
	o->n_fields = 0;
}

void
output_names(struct output *o, const struct file_format *format)
{
	o->format = format;
	if (o->take == NULL)
		fputs(format->header, o->file);
}

/* Returns the field called `name`, or NULL. */
static const struct output_field *
find_field(const struct output_fields *fields, const char *name)
{
	for (size_t i = 0; i < fields->n; i++) {
		if (strcmp(fields->list[i].name, name) == 0)
			return &fields->list[i];
	}
	return NULL;
}

void
output_line(struct output *o, const struct output_fields *own,
    const struct output_fields *all)
{
	for (size_t i = 0; i < o->format->csv.n_columns; i++) {
		const char *name = o->format->csv.columns[i].name;
		const struct output_field *field = find_field(own, name);

		if (field == NULL)
			field = find_field(all, name);
		if (field != NULL && field->text == NULL)
			output_number(o, field->number);
		else
			output_text(o, field != NULL ? field->text : "");
	}
	output_end_line(o);
}

/* Returns 0, or a negative errno: the file's first error or the last's. */
static int
end_file(struct output *o)
{
	int error = 0;

	errno = EIO;
	if (ferror(o->file) || fflush(o->file) != 0 || fsync(fileno(o->file)))
		error = errno;
	if (fclose(o->file) != 0 && error == 0)
		error = errno;
	return -error;
}

int
output_close(struct output *o, struct reason *why)
{
	int rc = end_file(o);

	if (rc == 0 && rename(o->partial_path, o->path) != 0)
		rc = -errno;
	if (rc < 0) {
		unlink(o->partial_path);
		reason_set(
		    why, rc, "cannot write %s: %s", o->path, strerror(-rc));
	}
	free_paths(o);
	return rc;
}
