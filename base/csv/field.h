/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * field: one value of a CSV file, parsed as its column asks, and the items of a
 * value that is a list.
 */
#ifndef BASE_CSV_FIELD_H
#define BASE_CSV_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum csv_kind {
	CSV_TEXT,
	CSV_COUNT,   /* decimal digits, at most UINT64_MAX */
	CSV_DECIMAL, /* a finite decimal fraction, such as 0.05 */
};

/* May a field of a column be empty? */
enum csv_presence {
	CSV_NEEDED,
	CSV_MAY_BE_EMPTY,
	CSV_OPTIONAL, /* nor need the file have the column */
};

struct csv_column {
	const char *name;
	enum csv_kind kind;
	enum csv_presence presence;
};

/* An empty field has an empty text; its number is then 0 and means nothing. */
struct csv_field {
	const char *text;
	uint64_t count;
	double decimal;
};

/*
 * Parses the text of `field`, whose numbers are 0, as `column` asks.  Returns
 * whether it is what csv_kind_expected() says.
 */
bool csv_field_parse(const struct csv_column *column, struct csv_field *field);

/* Returns what a value of `kind` looks like, as the end of a sentence. */
const char *csv_kind_expected(enum csv_kind kind);

/*
 * A list is the text of a field with several items, ';' between them; an empty
 * field has none.  An item lies inside its list: no NUL ends it.
 */
struct csv_item {
	const char *text;
	size_t len;
};

/* True if no item is empty; the rest of this file is for such lists. */
bool csv_list_is_sound(const char *list);

/*
 * Takes the first item from `*list`.  Returns whether there was one, and then
 * it is in `ret_item`.
 */
bool csv_list_next(const char **list, struct csv_item *ret_item);

/* Returns the number of items. */
size_t csv_list_count(const char *list);

/* True if one of the items is `text`. */
bool csv_list_has(const char *list, const char *text);

/*
 * Parses an item that is a CSV_COUNT.  Returns whether it is one, and then it
 * is in `ret_count`.
 */
bool csv_item_parse_count(const struct csv_item *item, uint64_t *ret_count);

#endif
