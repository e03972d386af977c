/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/run/filter.h"

#include "bench/gbench/gbench.h"

void
filter_mark(const char *filter, struct plan *plan)
{
	for (unsigned i = 0; filter != NULL && i < plan->n_rows; i++) {
		struct plan_row *row = &plan->rows[i];

		row->is_left_out = row->skipped.text[0] == '\0'
		    ? !row->is_begun
		    : !gbench_takes(filter, row->name);
	}
}
