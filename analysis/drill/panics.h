/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * panics: drill.csv, read panic by panic.
 *
 * Each line is checked here for what can be seen in it alone.
 */
#ifndef ANALYSIS_DRILL_PANICS_H
#define ANALYSIS_DRILL_PANICS_H

#include "base/csv/field.h"
#include "base/reason.h"

#include <stdbool.h>

/* The columns of drill.csv. */
enum panic_column {
#define COLUMN(id, name, kind, presence, meaning) PANIC_##id,
#include "base/formats/drill.def"
};

/* Whether the panic stops the other CPUs and fakes locks. */
enum mode {
	MODE_OFF,
	MODE_ON,
};

#define N_MODES 2

enum moment {
	MOMENT_SECTION,
	MOMENT_HARD,
	MOMENT_INTERRUPT,
	MOMENT_MALLOC,
	MOMENT_TWO,
	MOMENT_NESTED,
	MOMENT_REFUSING,
	MOMENT_ANYWHERE, /* it was planned otherwise */
};

#define N_MOMENTS 8

/* When the block file is written back. */
enum sync {
	SYNC_NONE,
	SYNC_BEFORE,
	SYNC_AFTER,
};

#define N_SYNCS 3

enum outcome {
	OUTCOME_COMPLETE,
	OUTCOME_MOVED,
	OUTCOME_INCOMPLETE,
	OUTCOME_HUNG,
	OUTCOME_CRASHED,
};

#define N_OUTCOMES 5

enum block_file {
	BLOCK_FILE_CLEAN,
	BLOCK_FILE_RECOVERED,
	BLOCK_FILE_DAMAGED,
};

#define N_BLOCK_FILES 3

/*
 * `fields` is indexed by enum panic_column; `block_file` says nothing when its
 * field is empty.
 */
struct panic {
	const struct csv_field *fields;
	enum mode mode;
	enum moment moment;
	enum sync sync;
	enum outcome outcome;
	enum block_file block_file;
};

struct panics;

/* Return the names that drill.csv uses. */
const char *mode_name(enum mode mode);
const char *moment_name(enum moment moment);
const char *sync_name(enum sync sync);
const char *outcome_name(enum outcome outcome);
const char *block_file_name(enum block_file state);

/*
 * Opens the drill.csv at `path`.  Returns 0 and the open file in `ret_panics`,
 * or a negative errno with the reason in `why`.
 */
int panics_open(
    const char *path, struct panics **ret_panics, struct reason *why);

/*
 * Reads the next panic.  Returns 1 with it in `ret_panic`, where its fields
 * hold until the next call; 0 at the end of the file; or a negative errno with
 * the reason in `why`.
 */
int panics_next(struct panics *in, struct panic *ret_panic, struct reason *why);

/* True if the field of `column` is not empty. */
bool panic_has(const struct panic *panic, enum panic_column column);

/* True if there is a whole dump, whether the world moved or not. */
bool panic_is_dumped(const struct panic *panic);

/*
 * Says in `why` that `column` of the panic last read is not what was
 * `expected`.  Returns -EINVAL.
 */
int panics_fail(const struct panics *in, enum panic_column column,
    struct reason *why, const char *expected, ...)
    __attribute__((format(printf, 4, 5)));

/* Return the path of the file and the number of the line last read. */
const char *panics_path(const struct panics *in);
unsigned long panics_line(const struct panics *in);

/* Closes `in`, which may be NULL. */
void panics_close(struct panics *in);

#endif
