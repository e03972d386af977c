/* SPDX-License-Identifier: BSD-2-Clause */
/* How all writers here put a text into a line of CSV (RFC 4180). */
#ifndef BASE_CSV_WRITER_H
#define BASE_CSV_WRITER_H

#include <stdio.h>

/*
 * Writes one field, without a comma: in quotes if a reader would take it for
 * something else bare.  A line's end within it becomes a space, so that a line
 * of the file is one line of text.  Errors are left in the file.
 */
void csv_put(FILE *file, const char *text);

#endif /* BASE_CSV_WRITER_H */
