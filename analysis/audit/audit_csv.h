/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * audit_csv: the reader of audit.csv, which says what each operation executes.
 */
#ifndef ANALYSIS_AUDIT_AUDIT_CSV_H
#define ANALYSIS_AUDIT_AUDIT_CSV_H

#include "base/reason.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What is counted, in the order of audit.csv. */
enum audit_count {
#define COUNTED(id, name, meaning) AUDIT_##id,
#include "base/formats/audit.def"
	N_AUDIT_COUNTS
};

/* The columns of audit.csv that are texts. */
enum audit_text {
#define AUDIT_TEXT(id) AUDIT_##id,
#define AUDIT_COUNT(id)
#define COUNTED(id, name, meaning)
#define COLUMN(id, name, kind, presence, meaning) AUDIT_##kind(id)
#include "base/formats/audit.def"
#undef AUDIT_TEXT
#undef AUDIT_COUNT
	N_AUDIT_TEXTS
};

/* Counts and sizes without the check, and with it. */
struct audit_line {
	char *texts[N_AUDIT_TEXTS];
	bool is_code; /* sizes and no counts; else counts and no sizes */
	bool is_counted;
	uint64_t fast_bytes[2];
	uint64_t hard_bytes[2];
	uint64_t counts[2][N_AUDIT_COUNTS];
	unsigned long number; /* in the file */
};

struct audit {
	char *path;
	struct audit_line *lines;
	size_t n;
	uint64_t n_left; /* that the last line says follow it: 0 */
};

/* The name of a count, for people and as a column. */
const char *audit_count_name(enum audit_count count);

/* Returns the count with the check less the count without. */
int64_t audit_difference(const struct audit_line *line, enum audit_count count);

/*
 * Reads the audit.csv at `path`.  Each line says how many follow, so a file
 * that was cut short is an error.  Returns 0 and the audit in `ret_audit`, or a
 * negative errno with the reason in `why`.
 */
int audit_read(const char *path, struct audit *ret_audit, struct reason *why);

/*
 * Returns the line of `audit` with the lock, operation, check, place and state
 * of `like`, or NULL.
 */
const struct audit_line *audit_find(
    const struct audit *audit, const struct audit_line *like);

/* Returns whether both lines are of the same lock, check and place. */
bool audit_is_same_arm(const struct audit_line *a, const struct audit_line *b);

/* Enough for the name of a line. */
#define AUDIT_NAME_BYTES 160

/*
 * Writes the name of the line, such as mtx/lock/global/hard/mine, to
 * `ret_name`, cut to `size` bytes.
 */
void audit_name(const struct audit_line *line, char *ret_name, size_t size);

/* Frees what `audit` holds. */
void audit_fini(struct audit *audit);

#endif
