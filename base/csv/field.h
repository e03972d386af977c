/* SPDX-License-Identifier: BSD-2-Clause */
/* field: one value of a CSV file, parsed as its column asks. */
#ifndef BASE_CSV_FIELD_H
#define BASE_CSV_FIELD_H

#include <stdbool.h>
#include <stdint.h>

enum cell_kind {
	CELL_TEXT,
	CELL_COUNT,   /* decimal digits, at most UINT64_MAX */
	CELL_DECIMAL, /* a finite decimal fraction, such as 0.05 */
};

/* May a cell of a column be empty? */
enum cell_presence {
	CELL_NEEDED,
	CELL_MAY_BE_EMPTY,
	CELL_OPTIONAL, /* nor need the file have the column */
};

struct cell_column {
	const char *name;
	enum cell_kind kind;
	enum cell_presence presence;
};

/* An empty cell has an empty text; its number is then 0 and means nothing. */
struct cell {
	const char *text;
	uint64_t count;
	double decimal;
};

/*
 * Parses the text of `cell`, whose numbers are 0, as `column` asks.  Returns
 * whether it is what cell_expected() says.
 */
bool cell_parse(const struct cell_column *column, struct cell *cell);

/* Returns what a value of `kind` looks like, as the end of a sentence. */
const char *cell_expected(enum cell_kind kind);

#endif
