/* SPDX-License-Identifier: BSD-2-Clause */
#include "sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include <cmocka.h>

const char *
sheet_line(const char *text, unsigned line)
{
	for (; line > 0; line--) {
		text = strchr(text, '\n');
		assert_non_null(text);
		text++;
	}
	return text;
}

unsigned
sheet_count(const char *line, char wanted)
{
	unsigned n = 0;

	for (; *line != '\n' && *line != '\0'; line++)
		n += *line == wanted;
	return n;
}

void
sheet_assert_field(
    const char *text, unsigned line, const char *column, const char *wanted)
{
	const char *field = sheet_line(text, line);
	char header[1024];
	char *names = header;
	const char *name;

	snprintf(
	    header, sizeof(header), "%.*s", (int)strcspn(text, "\n"), text);
	while (
	    (name = strsep(&names, ",")) != NULL && strcmp(name, column) != 0)
		field += strcspn(field, ",\n") + 1;
	assert_non_null(name);
	if (strlen(wanted) != strcspn(field, ",\n") ||
	    strncmp(field, wanted, strlen(wanted)) != 0)
		fail_msg("line %u: %s is '%.*s', not '%s'", line, column,
		    (int)strcspn(field, ",\n"), field, wanted);
}

char *
sheet_unpack(const char *path, bool *ret_is_whole)
{
	const size_t room = 1000000;
	char *text = malloc(room);
	gzFile file = gzopen(path, "re");
	size_t n = 0;
	int got;
	int code;

	assert_non_null(text);
	assert_non_null(file);
	/* Plain text would be read as well. */
	assert_false(gzdirect(file));
	while ((got = gzread(file, text + n, 100)) > 0) {
		n += (size_t)got;
		assert_true(n + 101 < room);
	}
	gzerror(file, &code);
	if (ret_is_whole != NULL)
		*ret_is_whole = got == 0 && code == Z_OK;
	gzclose(file);
	text[n] = '\0';
	return text;
}
