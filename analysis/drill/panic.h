/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * panic: one line of drill.csv, what is in it, and whether all of it can be
 * true.
 */
#ifndef ANALYSIS_DRILL_PANIC_H
#define ANALYSIS_DRILL_PANIC_H

#include "base/csv/reader.h"
#include "base/reason.h"

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

/* True if the field of `column` is not empty. */
bool panic_has(const struct panic *panic, enum panic_column column);

/* True if there is a whole dump, whether the world moved or not. */
bool panic_is_dumped(const struct panic *panic);

/*
 * Checks that the fields of `panic`, last read from `reader`, agree with each
 * other.  Returns 0, or -EINVAL with the first that does not in `why`.
 */
int panic_check(const struct panic *panic, const struct csv_reader *reader,
    struct reason *why);

#endif
