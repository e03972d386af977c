/* SPDX-License-Identifier: BSD-2-Clause */
/* list: a cell with several items, ';' between them; an empty cell has none. */
#ifndef BASE_CSV_LIST_H
#define BASE_CSV_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Not ended by a NUL: it lies inside its list. */
struct item {
	const char *text;
	size_t len;
};

/* True if no item is empty; the rest of this file is for such lists. */
bool list_is_sound(const char *list);

/*
 * Takes the first item from `*list`.  Returns whether there was one, and then
 * it is in `ret_item`.
 */
bool list_next(const char **list, struct item *ret_item);

/* Returns the number of items. */
size_t list_count(const char *list);

/* True if one of the items is `text`. */
bool list_has(const char *list, const char *text);

/*
 * Parses an item that is a CELL_COUNT.  Returns whether it is one, and then it
 * is in `ret_count`.
 */
bool list_parse_count(const struct item *item, uint64_t *ret_count);

#endif
