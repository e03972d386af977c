/* SPDX-License-Identifier: BSD-2-Clause */
/* describe: what the columns of a file mean, for people. */
#ifndef BASE_FORMATS_DESCRIBE_H
#define BASE_FORMATS_DESCRIBE_H

#include "base/formats/formats.h"

#include <stdio.h>

/*
 * Prints the columns of `format` to `out`, each with its kind, whether it may
 * be empty, its meaning, the words that it may hold and what it was called; in
 * Markdown, in lines of at most 80 characters.  Errors are left in `out`.
 */
void format_describe(FILE *out, const struct file_format *format);

#endif /* BASE_FORMATS_DESCRIBE_H */
