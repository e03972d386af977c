/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * csv-columns FILE COLUMN...: prints these columns of each row, with a tab
 * between them, for scripts that must run where there is no Python.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/csv/reader.h"

static int
print_row(void *data, const struct csv_reader *r,
    const struct csv_field *fields, struct reason *why)
{
	const size_t n = *(const size_t *)data;

	(void)r;
	(void)why;
	for (size_t i = 0; i < n; i++)
		printf("%s%s", i > 0 ? "\t" : "", fields[i].text);
	putchar('\n');
	return 0;
}

int
main(int argc, char *argv[])
{
	size_t n = argc > 2 ? (size_t)argc - 2 : 0;
	struct csv_column *columns = calloc(n + 1, sizeof(*columns));
	const struct csv_format format = {
		.columns = columns,
		.n_columns = n,
		.end_rule = CSV_RECORDED,
	};
	struct reason why = { "usage: csv-columns FILE COLUMN..." };
	int rc = -1;

	for (size_t i = 0; columns != NULL && i < n; i++)
		columns[i] = (struct csv_column){
			.name = argv[2 + i],
			.kind = CSV_TEXT,
			.presence = CSV_MAY_BE_EMPTY,
		};
	if (columns != NULL && n > 0)
		rc = csv_for_each(argv[1], &format, print_row, &n, &why);
	free(columns);
	if (rc < 0)
		fprintf(stderr, "csv-columns: %s\n", why.text);
	return rc < 0 ? 2 : 0;
}
