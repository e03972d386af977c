/* SPDX-License-Identifier: BSD-2-Clause */
/* fixture: what R wrote down in fixtures/, read row by row. */
#ifndef TESTS_ANALYSIS_FIXTURE_H
#define TESTS_ANALYSIS_FIXTURE_H

#include <stddef.h>

#include "base/csv/reader.h"

/* Opens the fixture `name` as csv_reader_open() does, which must work. */
struct csv_reader *fixture_open(
    const char *name, const struct csv_column *columns, size_t n);

/* Returns the next row, or NULL at the end. */
const struct csv_field *fixture_next(struct csv_reader *reader);

#endif
