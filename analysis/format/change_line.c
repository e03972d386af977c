/* SPDX-License-Identifier: BSD-2-Clause */
/* change_line: see change_line.h. */
#include "analysis/format/change_line.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/verdict/judge.h"

/* Most fields that a line has. */
#define FIELDS_MAX 16

static struct output_field
text(const char *name, const char *value)
{
	return (struct output_field){ .name = name, .text = value };
}

static struct output_field
value(const char *name, const struct change *change, const char *value)
{
	if (!change->is_number)
		return text(name, value);
	return (struct output_field){
		.name = name,
		.number = strtod(value, NULL),
	};
}

static void
put(struct output *o, const struct change *change,
    const struct output_field *all, size_t n)
{
	char name[AUDIT_NAME_BYTES];
	const bool is_worse = change->is_worse;

	audit_name(change->line, name, sizeof(name));

	const struct output_field own[] = {
		text("row", name),
		text("lock", change->line->texts[AUDIT_LOCK]),
		text("check", change->line->texts[AUDIT_CHECK]),
		text("place", change->line->texts[AUDIT_PLACE]),
		text("verdict",
		    verdict_name(is_worse ? VERDICT_REGRESSION : VERDICT_PASS)),
		text("reason",
		    is_worse ? "more than in the old audit"
		             : "no more than in the old audit"),
		text("measured", change->what),
		value("old_value", change, change->before),
		value("new_value", change, change->after),
	};
	const size_t n_own = sizeof(own) / sizeof(own[0]);
	struct output_field fields[FIELDS_MAX];

	memcpy(fields, own, sizeof(own));
	memcpy(fields + n_own, all, n * sizeof(*all));
	output_line(o, fields, n_own + n);
}

void
change_line_put(struct output *o, const struct changes *changes,
    const struct output_field *all, size_t n)
{
	for (size_t i = 0; i < changes->n; i++)
		put(o, &changes->list[i], all, n);
}
