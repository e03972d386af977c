/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * format: the formats in which judge and compare print their results.
 *
 * A format decides how a result is printed, never what the result is.
 */
#ifndef ANALYSIS_FORMAT_FORMAT_H
#define ANALYSIS_FORMAT_FORMAT_H

#include "analysis/format/judged.h"

#include <stdio.h>

/*
 * Both print to `out` and return 0 or -ENOMEM.  Errors of `out` are left for
 * the caller to find.
 */
struct format {
	const char *name;
	int (*print_judged)(FILE *out, const struct judged *judged);
	int (*print_compared)(FILE *out, const struct compared *compared);
};

/* The format if none is asked for. */
#define FORMAT_DEFAULT "text"

/* Returns the format of this name, or NULL. */
const struct format *format_find(const char *name);

/*
 * Writes the names of all formats to `ret_names`, with ", " between them, cut
 * to `size` bytes.
 */
void format_list_names(char *ret_names, size_t size);

#endif
