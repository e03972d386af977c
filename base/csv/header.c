/* SPDX-License-Identifier: BSD-2-Clause */
/* header: see header.h. */
#include "base/csv/header.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	char sign;
	const char *name;
} OTHERS[] = {
	{ ';', "semicolons" },
	{ '\t', "tabs" },
	{ '|', "bars" },
	{ ' ', "blanks" },
};

static size_t
count(const char *line, size_t len, char sign)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += line[i] == sign;
	return n;
}

/*
 * Returns the name, in the plural, of a sign that separates the line into at
 * least `n_fields` fields, and the place of the first of them, counted from 1,
 * in `ret_at`; NULL if there is none.
 */
static const char *
find(const char *line, size_t len, size_t n_fields, size_t *ret_at)
{
	for (size_t i = 0; i < sizeof(OTHERS) / sizeof(OTHERS[0]); i++) {
		const char sign = OTHERS[i].sign;
		const char *first = memchr(line, sign, len);

		if (first == NULL || count(line, len, sign) + 1 < n_fields)
			continue;
		*ret_at = (size_t)(first - line) + 1;
		return OTHERS[i].name;
	}
	return NULL;
}

int
csv_line_check_separator(
    const struct csv_line *line, size_t n_fields, struct reason *why)
{
	size_t at;
	const char *name = find(line->text, line->len, n_fields, &at);

	if (name == NULL)
		return 0;
	return reason_set(why, -EINVAL,
	    "%s:%lu:%zu: the fields are separated by %s: separate them by "
	    "commas",
	    line->path, line->number, at, name);
}

size_t
csv_line_field_begin(const char *line, size_t len, size_t field)
{
	bool is_quoted = false;
	size_t i = 0;

	for (; i < len && field > 0; i++) {
		if (line[i] == '"')
			is_quoted = !is_quoted;
		else if (line[i] == ',' && !is_quoted)
			field--;
	}
	return i + 1;
}

int
csv_header_add(struct csv_header *h, const char *name, size_t len)
{
	struct csv_place *places =
	    reallocarray(h->places, h->n_places + 1, sizeof(*places));

	if (places == NULL)
		return -ENOMEM;
	h->places = places;

	char *copy = strndup(len > 0 ? name : "", len);
	if (copy == NULL)
		return -ENOMEM;
	places[h->n_places++] = (struct csv_place){ copy, CSV_NO_COLUMN };
	return 0;
}

/* Returns the place called `name`, or NULL; `name` may be NULL. */
static struct csv_place *
find_place(const struct csv_header *h, const char *name)
{
	for (size_t i = 0; name != NULL && i < h->n_places; i++) {
		if (strcmp(h->places[i].name, name) == 0)
			return &h->places[i];
	}
	return NULL;
}

/*
 * Returns a place that is one too many: an old name whose new name is there
 * too, or a name that came before; the number of places if there is none.
 */
static size_t
find_twice(const struct csv_header *h, const struct csv_column *columns,
    size_t n_columns, const char *const *old_names)
{
	for (size_t c = 0; old_names != NULL && c < n_columns; c++) {
		const struct csv_place *old = find_place(h, old_names[c]);

		if (old != NULL && find_place(h, columns[c].name) != NULL)
			return (size_t)(old - h->places);
	}
	for (size_t i = 1; i < h->n_places; i++) {
		for (size_t j = 0; j < i; j++) {
			if (strcmp(h->places[i].name, h->places[j].name) == 0)
				return i;
		}
	}
	return h->n_places;
}

/* Returns whether some place has a name of column number `column`. */
static bool
match_column(
    struct csv_header *h, const char *name, const char *old_name, size_t column)
{
	struct csv_place *place = find_place(h, name);

	if (place == NULL) {
		place = find_place(h, old_name);
		h->has_old_names |= place != NULL;
	}
	if (place != NULL)
		place->column = column;
	return place != NULL;
}

/*
 * Returns whether all columns but the optional ones were found; if not, the
 * names of the missing are in `ret_missing`, cut to `size`.
 */
static bool
match_all(struct csv_header *h, const struct csv_column *columns,
    size_t n_columns, const char *const *old_names, char *ret_missing,
    size_t size)
{
	bool is_complete = true;

	ret_missing[0] = '\0';
	for (size_t c = 0; c < n_columns; c++) {
		const size_t used = strlen(ret_missing);

		if (match_column(h, columns[c].name,
		        old_names != NULL ? old_names[c] : NULL, c) ||
		    columns[c].presence == CSV_OPTIONAL)
			continue;
		snprintf(ret_missing + used, size - used, "%s%s",
		    is_complete ? "" : ", ", columns[c].name);
		is_complete = false;
	}
	return is_complete;
}

/* Returns how many columns the file must have. */
static size_t
count_needed(const struct csv_column *columns, size_t n_columns)
{
	size_t n = 0;

	for (size_t i = 0; i < n_columns; i++)
		n += columns[i].presence != CSV_OPTIONAL;
	return n;
}

/* Checks that the line is a header at all. */
static int
check_kind(const struct csv_header *h, size_t n_needed,
    const struct csv_line *line, struct reason *why)
{
	const char first = h->places[0].name[0];

	if (h->n_places == 1 &&
	    csv_line_check_separator(line, n_needed, why) < 0)
		return -EINVAL;
	if (first < '0' || first > '9')
		return 0;
	return reason_set(why, -EINVAL,
	    "%s:1:1: the first line is no header but numbers: the lines are "
	    "out of order, as in a sorted file, or the header is gone: take "
	    "the file as it was written",
	    line->path);
}

int
csv_header_match(struct csv_header *h, const struct csv_column *columns,
    size_t n_columns, const char *const *old_names, const struct csv_line *line,
    struct reason *why)
{
	char missing[512];
	const size_t twice = find_twice(h, columns, n_columns, old_names);
	const size_t n_needed = count_needed(columns, n_columns);

	if (check_kind(h, n_needed, line, why) < 0)
		return -EINVAL;
	if (twice < h->n_places)
		return reason_set(why, -EINVAL,
		    "%s:1:%zu: column '%s' is there twice", line->path,
		    csv_line_field_begin(line->text, line->len, twice),
		    h->places[twice].name);
	if (!match_all(
	        h, columns, n_columns, old_names, missing, sizeof(missing)))
		return reason_set(why, -EINVAL,
		    "%s:1:1: the header has no column named: %s", line->path,
		    missing);
	return 0;
}

void
csv_header_fini(struct csv_header *h)
{
	for (size_t i = 0; i < h->n_places; i++)
		free(h->places[i].name);
	free(h->places);
}
