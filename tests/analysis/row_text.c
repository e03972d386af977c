/* SPDX-License-Identifier: BSD-2-Clause */
/* row_text: see row_text.h. */
#include "tests/analysis/row_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

void
row_text_add(
    char *text, const struct file_format *format, const char *const *fields)
{
	char *end = text + strlen(text);
	size_t used = 0;

	for (size_t c = 0; c < format->csv.n_columns; c++)
		used +=
		    (size_t)snprintf(end + used, ROW_TEXT_BYTES - used, "%s%s",
		        c == 0 ? "" : ",", fields[c] != NULL ? fields[c] : "");
	assert_true(used + 1 < ROW_TEXT_BYTES);
	strcpy(end + used, "\n");
}

void
row_text_put(
    FILE *out, const struct file_format *format, const char *const *fields)
{
	char text[ROW_TEXT_BYTES] = "";

	row_text_add(text, format, fields);
	assert_true(fputs(text, out) >= 0);
}
