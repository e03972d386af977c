/* SPDX-License-Identifier: BSD-2-Clause */
/* plain: see plain.h. */
#include "base/csv/plain.h"

#include <string.h>

bool
plain_is(const char *line, size_t len)
{
	return line[0] != '\n' && memchr(line, '"', len) == NULL &&
	    memchr(line, '\r', len) == NULL;
}

void
plain_parse(const char *line, size_t len,
    void (*take)(void *field, size_t len, void *data), void *data)
{
	const char *end = line + len - 1;
	const char *field = line;
	const char *comma;

	while ((comma = memchr(field, ',', (size_t)(end - field))) != NULL) {
		take((char *)field, (size_t)(comma - field), data);
		field = comma + 1;
	}
	take((char *)field, (size_t)(end - field), data);
}
