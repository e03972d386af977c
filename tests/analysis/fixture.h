/* SPDX-License-Identifier: BSD-2-Clause */
/* fixture: what R wrote down in fixtures/, read row by row. */
#ifndef TESTS_ANALYSIS_FIXTURE_H
#define TESTS_ANALYSIS_FIXTURE_H

#include <stddef.h>

#include "base/csv/reader.h"

/* Opens the fixture `name` as table_open() does, which must work. */
struct table *fixture_open(
    const char *name, const struct csv_column *columns, size_t n);

/* Returns the next row, or NULL at the end. */
const struct csv_field *fixture_next(struct table *table);

#endif
