/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * formats: what is in each CSV file that this project writes and reads.
 *
 * A file's columns stand once, in its list: raw.def, counters.def and so on.
 * The enums below, the tables of formats.c, the writers' headers and order, the
 * readers' tables and docs/formats.md come from it: a new column is a line of
 * the list, and the writer's value for it.
 */
#ifndef BASE_FORMATS_FORMATS_H
#define BASE_FORMATS_FORMATS_H

#include "base/csv/reader.h"

#include <stddef.h>

/* The columns of each file, in its order. */
enum raw_column {
#define COLUMN(id, name, kind, presence, meaning) RAW_CSV_##id,
#include "base/formats/raw.def"
	N_RAW_CSV
};

enum counters_column {
#define COLUMN(id, name, kind, presence, meaning) COUNTERS_CSV_##id,
#include "base/formats/counters.def"
	N_COUNTERS_CSV
};

enum audit_column {
#define COLUMN(id, name, kind, presence, meaning) AUDIT_CSV_##id,
#include "base/formats/audit.def"
	N_AUDIT_CSV
};

enum drill_column {
#define COLUMN(id, name, kind, presence, meaning) DRILL_CSV_##id,
#include "base/formats/drill.def"
	N_DRILL_CSV
};

enum summary_column {
#define COLUMN(id, name, kind, presence, meaning) SUMMARY_CSV_##id,
#include "base/formats/summary.def"
	N_SUMMARY_CSV
};

enum compare_column {
#define COLUMN(id, name, kind, presence, meaning) COMPARE_CSV_##id,
#include "base/formats/compare.def"
	N_COMPARE_CSV
};

enum selftest_column {
#define COLUMN(id, name, kind, presence, meaning) SELFTEST_CSV_##id,
#include "base/formats/selftest.def"
	N_SELFTEST_CSV
};

/* What a column was called. */
struct format_rename {
	size_t column;
	const char *old_name;
	unsigned schema; /* the last that has this name */
};

struct file_format {
	const char *file;       /* its name */
	const char *line;       /* what a line is, as the rest of a sentence */
	unsigned schema;        /* that is written; 0: it has no such column */
	unsigned oldest_schema; /* that is still read */
	struct csv_format csv;
	const char *const *meanings;         /* of each column, in a phrase */
	const struct format_rename *renames; /* `n_renames` */
	size_t n_renames;
	const char *header; /* the first line, with its newline */
};

extern const struct file_format format_raw;
extern const struct file_format format_counters;
extern const struct file_format format_audit;
extern const struct file_format format_drill;
extern const struct file_format format_summary;
extern const struct file_format format_compare;
extern const struct file_format format_selftest;

/* All of these, ended by NULL. */
extern const struct file_format *const formats_all[];

/*
 * Checks the schema of a row of `format`, whose `fields` `reader` read: one
 * that is still read, and an older one if the header has an old name.  Returns
 * 0, or -EINVAL with the reason in `why`.
 */
int format_check_schema(const struct file_format *format,
    const struct csv_reader *reader, const struct csv_field *fields,
    struct reason *why);

#endif /* BASE_FORMATS_FORMATS_H */
