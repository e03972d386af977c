/* SPDX-License-Identifier: BSD-2-Clause */
/* separator: see separator.h. */
#include "base/csv/separator.h"

#include <errno.h>
#include <stdbool.h>
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
separator_check(
    const struct separator_line *line, size_t n_fields, struct reason *why)
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
separator_begin(const char *line, size_t len, size_t field)
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
