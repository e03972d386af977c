/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/formats/formats.h"

#define FORMAT_NAME format_raw
#define FORMAT_LIST "base/formats/raw.def"
#include "base/formats/format_template.inc"

#define FORMAT_NAME format_counters
#define FORMAT_LIST "base/formats/counters.def"
#include "base/formats/format_template.inc"

#define FORMAT_NAME format_audit
#define FORMAT_LIST "base/formats/audit.def"
#include "base/formats/format_template.inc"

#define FORMAT_NAME format_drill
#define FORMAT_LIST "base/formats/drill.def"
#include "base/formats/format_template.inc"

#define FORMAT_NAME format_summary
#define FORMAT_LIST "base/formats/summary.def"
#include "base/formats/format_template.inc"

#define FORMAT_NAME format_compare
#define FORMAT_LIST "base/formats/compare.def"
#include "base/formats/format_template.inc"

#define FORMAT_NAME format_selftest
#define FORMAT_LIST "base/formats/selftest.def"
#include "base/formats/format_template.inc"

const struct file_format *const formats_all[] = {
	&format_raw,
	&format_counters,
	&format_audit,
	&format_drill,
	&format_summary,
	&format_compare,
	&format_selftest,
	NULL,
};

/* Of each list the first. */
#define COLUMN_SCHEMA 0

int
format_check_schema(const struct file_format *format,
    const struct csv_reader *reader, const struct csv_field *fields,
    struct reason *why)
{
	const uint64_t schema = fields[COLUMN_SCHEMA].count;

	if (schema < format->oldest_schema || schema > format->schema)
		return csv_reader_fail(reader, COLUMN_SCHEMA, why,
		    "%u to %u, the only schemas that this program reads",
		    format->oldest_schema, format->schema);
	for (size_t i = 0; i < format->n_renames; i++) {
		const struct format_rename *rename = &format->renames[i];

		if (schema > rename->schema && csv_reader_has_old_names(reader))
			return csv_reader_fail(reader, COLUMN_SCHEMA, why,
			    "%u at most, as the header has names of that "
			    "schema, such as %s",
			    rename->schema, rename->old_name);
	}
	return 0;
}
