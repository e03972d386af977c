/* SPDX-License-Identifier: BSD-2-Clause */
/* untimed: see untimed.h. */
#include "analysis/format/untimed.h"

#include <stdlib.h>

#include "analysis/format/judged.h"

#define N_ELEMENTS(array) (sizeof(array) / sizeof((array)[0]))

static struct output_field
text_field(const char *name, const char *text)
{
	return (struct output_field){ .name = name, .text = text };
}

static void
put_gap(struct output *o, const struct gap *gap, const char *measured,
    const struct output_fields *all)
{
	const struct output_field own[] = {
		text_field("row", gap->row),
		text_field("arm", gap->arm),
		text_field("verdict", verdict_name(gap->opinion.verdict)),
		text_field("reason", gap->opinion.reason),
		text_field("reason_kind", reason_kind_name(gap->opinion.kind)),
		text_field("measured", measured),
	};

	output_line(o, &(struct output_fields){ own, N_ELEMENTS(own) }, all);
}

void
untimed_put_gaps(
    struct output *o, const struct gaps *gaps, const struct output_fields *all)
{
	for (size_t i = 0; i < gaps->n; i++)
		put_gap(o, &gaps->list[i], "time", all);
}

/* Returns the field of an old or a new value. */
static struct output_field
value_field(
    const char *name, const struct audit_change *change, const char *value)
{
	if (!change->is_number)
		return text_field(name, value);
	return (struct output_field){
		.name = name,
		.number = strtod(value, NULL),
	};
}

static void
put_change(struct output *o, const struct audit_change *change,
    const struct output_fields *all)
{
	char name[AUDIT_NAME_BYTES];
	const bool is_worse = change->is_worse;

	audit_name(change->line, name, sizeof(name));

	const struct output_field own[] = {
		text_field("row", name),
		text_field("lock", change->line->texts[AUDIT_LOCK]),
		text_field("check", change->line->texts[AUDIT_CHECK]),
		text_field("place", change->line->texts[AUDIT_PLACE]),
		text_field("verdict",
		    verdict_name(is_worse ? VERDICT_REGRESSION : VERDICT_PASS)),
		text_field("reason",
		    is_worse ? "more than in the old audit"
		             : "no more than in the old audit"),
		text_field("measured", change->what),
		value_field("old_value", change, change->before),
		value_field("new_value", change, change->after),
	};

	output_line(o, &(struct output_fields){ own, N_ELEMENTS(own) }, all);
}

void
untimed_put_audits(struct output *o, const struct audit_pair *audits,
    const struct output_fields *all)
{
	struct gap gap;

	if (judged_audit_gap(audits, &gap))
		put_gap(o, &gap, "audit", all);
	for (size_t i = 0; i < audits->diff.n; i++)
		put_change(o, &audits->diff.list[i], all);
}
