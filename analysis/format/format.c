/* SPDX-License-Identifier: BSD-2-Clause */
/* format: see format.h. */
#include "analysis/format/format.h"

#include <string.h>

#include "analysis/format/compare_summary.h"
#include "analysis/format/printers.h"
#include "analysis/format/summary.h"

/* Prints the bytes of summary.csv. */
static int
csv_print_judged(FILE *out, const struct judged *judged)
{
	struct output o = output_on(out);

	summary_put(&o, judged);
	return 0;
}

/* Prints the bytes of compare.csv. */
static int
csv_print_compared(FILE *out, const struct compared *compared)
{
	struct output o = output_on(out);

	compare_summary_put(&o, compared);
	return 0;
}

static const struct format FORMATS[] = {
	{ "text", text_print_judged, text_print_compared },
	{ "csv", csv_print_judged, csv_print_compared },
	{ "json", json_print_judged, json_print_compared },
	{ "markdown", markdown_print_judged, markdown_print_compared },
	{ "junit", junit_print_judged, junit_print_compared },
	{ "benchfmt", benchfmt_print_judged, benchfmt_print_compared },
};

#define N_FORMATS (sizeof(FORMATS) / sizeof(FORMATS[0]))

const struct format *
format_find(const char *name)
{
	for (size_t i = 0; i < N_FORMATS; i++) {
		if (strcmp(FORMATS[i].name, name) == 0)
			return &FORMATS[i];
	}
	return NULL;
}

void
format_list_names(char *ret_names, size_t size)
{
	size_t used = 0;

	ret_names[0] = '\0';
	for (size_t i = 0; i < N_FORMATS && used < size; i++)
		used += (size_t)snprintf(ret_names + used, size - used, "%s%s",
		    i == 0 ? "" : ", ", FORMATS[i].name);
}
