/* SPDX-License-Identifier: BSD-2-Clause */
/* output: see output.h. */
#include "analysis/format/output.h"

#include <math.h>
#include <string.h>

#include "analysis/stats/stats.h"

struct output
output_on(FILE *file)
{
	return (struct output){ .csv = csv_writer_on(file) };
}

struct output
output_into(output_take *take, void *to)
{
	return (struct output){ .take = take, .to = to };
}

/* Passes the next field of the line to the function that takes it. */
static void
give_field(struct output *o, const char *text, double number)
{
	const struct csv_format *format = &o->format->csv;

	o->take(o->to, format->columns[o->n_fields++].name, text, number);
}

void
output_text(struct output *o, const char *text)
{
	if (o->take != NULL)
		give_field(o, text, NAN);
	else
		csv_put_text(&o->csv, text);
}

void
output_number(struct output *o, double number)
{
	if (o->take != NULL)
		give_field(o, NULL, number);
	else
		csv_put_decimal(&o->csv, number);
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
		csv_end_line(&o->csv);
	o->n_fields = 0;
}

void
output_names(struct output *o, const struct file_format *format)
{
	o->format = format;
	if (o->take == NULL)
		fputs(format->header, o->csv.file);
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
