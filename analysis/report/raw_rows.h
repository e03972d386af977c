/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * raw_rows: raw.csv as a whole, reduced to rows.
 *
 * It knows the order of the lines: where a unit and a block begin and end, and
 * that they begin once.
 */
#ifndef ANALYSIS_REPORT_RAW_ROWS_H
#define ANALYSIS_REPORT_RAW_ROWS_H

#include "analysis/report/row.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* `is_cut`: the file ends inside a block or inside its compressed stream. */
struct raw_rows {
	char *run_id;
	struct row_result *rows;
	size_t n_rows;
	bool is_cut;
};

/*
 * Reads the raw.csv at `path`; prints to `warnings` where it is cut.  Returns 0
 * with the rows and the run's name, both to be freed, in `ret_rows`; or a
 * negative errno with the reason in `why`.
 */
int raw_rows_read(const char *path, FILE *warnings, struct raw_rows *ret_rows,
    struct reason *why);

#endif
