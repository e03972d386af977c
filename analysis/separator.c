/* SPDX-License-Identifier: BSD-2-Clause */
/* separator: see separator.h. */
#include "analysis/separator.h"

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

const char *
separator_find(const char *line, size_t len, size_t n_fields, size_t *ret_at)
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
