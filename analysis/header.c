/* SPDX-License-Identifier: BSD-2-Clause */
/* header: see header.h. */
#include "analysis/header.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
header_add(struct header *h, const char *name, size_t len)
{
	struct place *places =
	    reallocarray(h->places, h->n_places + 1, sizeof(*places));

	if (places == NULL)
		return -ENOMEM;
	h->places = places;

	char *copy = strndup(len > 0 ? name : "", len);
	if (copy == NULL)
		return -ENOMEM;
	places[h->n_places++] = (struct place){ copy, HEADER_NO_COLUMN };
	return 0;
}

size_t
header_find_twice(const struct header *h)
{
	for (size_t i = 1; i < h->n_places; i++) {
		for (size_t j = 0; j < i; j++) {
			if (strcmp(h->places[i].name, h->places[j].name) == 0)
				return i;
		}
	}
	return h->n_places;
}

/* Returns whether some place has the name of column `column`. */
static bool
match_column(struct header *h, const char *name, size_t column)
{
	for (size_t i = 0; i < h->n_places; i++) {
		if (strcmp(h->places[i].name, name) == 0) {
			h->places[i].column = column;
			return true;
		}
	}
	return false;
}

bool
header_match(struct header *h, const struct cell_column *columns,
    size_t n_columns, char *ret_missing, size_t size)
{
	bool is_complete = true;

	ret_missing[0] = '\0';
	for (size_t c = 0; c < n_columns; c++) {
		const size_t used = strlen(ret_missing);

		if (match_column(h, columns[c].name, c) ||
		    columns[c].presence == CELL_OPTIONAL)
			continue;
		snprintf(ret_missing + used, size - used, "%s%s",
		    is_complete ? "" : ", ", columns[c].name);
		is_complete = false;
	}
	return is_complete;
}

void
header_fini(struct header *h)
{
	for (size_t i = 0; i < h->n_places; i++)
		free(h->places[i].name);
	free(h->places);
}
