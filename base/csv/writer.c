/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/csv/writer.h"

#include <string.h>

void
csv_put(FILE *file, const char *text)
{
	const size_t n = strlen(text);

	/* A space at an end is taken off a bare field. */
	if (n == 0 ||
	    (strpbrk(text, ",\"\r\n") == NULL && text[0] != ' ' &&
	        text[n - 1] != ' ')) {
		fputs(text, file);
		return;
	}
	putc('"', file);
	for (; *text != '\0'; text++) {
		if (*text == '"')
			putc('"', file);
		putc(*text == '\n' || *text == '\r' ? ' ' : *text, file);
	}
	putc('"', file);
}
