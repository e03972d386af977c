/* SPDX-License-Identifier: BSD-2-Clause */
/* gap_line: see gap_line.h. */
#include "analysis/format/gap_line.h"

#include <string.h>

#include "analysis/format/outcome.h"

/* Most fields that a line has. */
#define FIELDS_MAX 16

static void
put(struct output *o, const struct gap *gap, const char *measured,
    const struct output_field *all, size_t n)
{
	const struct output_field own[] = {
		{ .name = "row", .text = gap->row },
		{ .name = "arm", .text = gap->arm },
		{ .name = "verdict",
		    .text = verdict_name(gap->opinion.verdict) },
		{ .name = "reason", .text = gap->opinion.reason },
		{ .name = "reason_kind",
		    .text = reason_kind_name(gap->opinion.kind) },
		{ .name = "measured", .text = measured },
	};
	const size_t n_own = sizeof(own) / sizeof(own[0]);
	struct output_field fields[FIELDS_MAX];

	memcpy(fields, own, sizeof(own));
	memcpy(fields + n_own, all, n * sizeof(*all));
	output_line(o, fields, n_own + n);
}

void
gap_line_put(struct output *o, const struct gaps *gaps,
    const struct output_field *all, size_t n)
{
	for (size_t i = 0; i < gaps->n; i++)
		put(o, &gaps->list[i], "time", all, n);
}

void
gap_line_put_audit(struct output *o, const struct audits *audits,
    const struct output_field *all, size_t n)
{
	struct gap gap;

	if (outcome_audit_gap(audits, &gap))
		put(o, &gap, "audit", all, n);
}
