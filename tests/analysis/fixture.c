/* SPDX-License-Identifier: BSD-2-Clause */
/* fixture: see fixture.h. */
#include "tests/analysis/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

struct csv_reader *
fixture_open(const char *name, const struct csv_column *columns, size_t n)
{
	const struct csv_format format = {
		.columns = columns,
		.n_columns = n,
		.end_rule = CSV_RECORDED,
	};
	struct csv_reader *reader;
	struct reason why;
	char path[512];

	snprintf(path, sizeof(path), "%s/%s", getenv("FIXTURES"), name);
	if (csv_reader_open(path, &format, &reader, &why) < 0)
		fail_msg("%s", why.text);
	return reader;
}

const struct csv_field *
fixture_next(struct csv_reader *reader)
{
	const struct csv_field *fields = NULL;
	struct reason why;

	if (csv_reader_next(reader, &fields, &why) < 0)
		fail_msg("%s", why.text);
	return fields;
}
