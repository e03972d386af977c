/* SPDX-License-Identifier: BSD-2-Clause */
/* print_offsets: see print_offsets.h. */
#include "analysis/format/print_offsets.h"

#include "analysis/stats/stats.h"

void
print_offsets(FILE *out, const struct offsets *offsets)
{
	const int n_all =
	    offsets->n > CENSUS_LEAST ? CENSUS_OFFSETS : CENSUS_LEAST;

	fprintf(out,
	    "      offsets: %zu of %d, mean %+.3f %%, median %+.3f %%, worst "
	    "%+.3f %% at %u, %.0f %% of them beyond the margin\n",
	    offsets->n, n_all, effect_percent(offsets->mean),
	    effect_percent(offsets->median), effect_percent(offsets->worst),
	    offsets->worst_pad, 100 * offsets->beyond_share);
}
