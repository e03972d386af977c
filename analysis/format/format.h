/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * format: the forms in which judge and compare print what they found out.
 *
 * A format is a table row and a file: what it says, never what is found.
 */
#ifndef ANALYSIS_FORMAT_FORMAT_H
#define ANALYSIS_FORMAT_FORMAT_H

#include "analysis/format/judged.h"

#include <stdio.h>

/*
 * Each prints to `out`, where errors are left for the caller to find, and
 * returns 0 or -ENOMEM.
 */
struct format {
	const char *name;
	int (*print_judged)(FILE *out, const struct judged *judged);
	int (*print_compared)(FILE *out, const struct compared *compared);
};

/* The format that is printed unless another is asked for. */
#define FORMAT_DEFAULT "text"

/* Returns the format of this name, or NULL. */
const struct format *format_find(const char *name);

/* Writes the names of all formats to `ret_names`, as "a, b", cut to `size`. */
void format_list_names(char *ret_names, size_t size);

#endif
