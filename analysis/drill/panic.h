/* SPDX-License-Identifier: BSD-2-Clause */
/* panic: one line of drill.csv, and the check that its fields agree. */
#ifndef ANALYSIS_DRILL_PANIC_H
#define ANALYSIS_DRILL_PANIC_H

#include "base/csv/reader.h"
#include "base/reason.h"

/* The columns of drill.csv. */
enum panic_column {
#define COLUMN(id, name, kind, presence, meaning) PANIC_##id,
#include "base/formats/drill.def"
};

/* With the mode on, a panic stops the other CPUs and fakes locks. */
enum mode {
#define MODE(id, word, meaning) MODE_##id,
#include "base/formats/words.def"
	N_MODES
};

enum moment {
#define MOMENT(id, word, meaning)           MOMENT_##id,
#define UNPLANNED_MOMENT(id, word, meaning) MOMENT_##id,
#include "base/formats/words.def"
	N_MOMENTS
};

/* When the block file is written back. */
enum sync {
#define SYNC(id, word, meaning) SYNC_##id,
#include "base/formats/words.def"
	N_SYNCS
};

enum outcome {
#define OUTCOME(id, word, meaning) OUTCOME_##id,
#include "base/formats/words.def"
	N_OUTCOMES
};

enum block_file {
#define BLOCK_FILE(id, word, meaning) BLOCK_FILE_##id,
#include "base/formats/words.def"
	N_BLOCK_FILES
};

/*
 * `fields` is indexed by enum panic_column.  `block_file` means nothing if its
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

/* Returns whether the field of `column` is not empty. */
bool panic_has(const struct panic *panic, enum panic_column column);

/* Returns whether the dump is whole, even if the world moved meanwhile. */
bool panic_is_dumped(const struct panic *panic);

/*
 * Checks that the fields of `panic`, which is the row last read from `reader`,
 * agree with each other.  Returns 0, or -EINVAL with the first field that does
 * not agree in `why`.
 */
int panic_check(const struct panic *panic, const struct csv_reader *reader,
    struct reason *why);

#endif
