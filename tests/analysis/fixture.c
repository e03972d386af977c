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

struct table *
fixture_open(const char *name, const struct csv_column *columns, size_t n)
{
	struct table *table;
	struct reason why;
	char path[512];

	snprintf(path, sizeof(path), "%s/%s", getenv("FIXTURES"), name);
	if (table_open(path, LINES_RECORDED, columns, n, &table, &why) < 0)
		fail_msg("%s", why.text);
	return table;
}

const struct csv_field *
fixture_next(struct table *table)
{
	const struct csv_field *fields = NULL;
	struct reason why;

	if (table_next(table, &fields, &why) < 0)
		fail_msg("%s", why.text);
	return fields;
}
