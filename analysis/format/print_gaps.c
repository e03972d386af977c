/* SPDX-License-Identifier: BSD-2-Clause */
/* print_gaps: see print_gaps.h. */
#include "analysis/format/print_gaps.h"

#include "analysis/format/print.h"

void
print_gaps(FILE *out, const struct gaps *gaps, bool is_coloured)
{
	if (gaps->n == 0)
		return;
	fputs("planned and not judged:\n", out);
	for (size_t i = 0; i < gaps->n; i++) {
		const struct gap *gap = &gaps->list[i];

		fprintf(out, "  %s%s%s", gap->row,
		    gap->arm[0] != '\0' ? " " : "", gap->arm);
		print_opinion(out, &gap->opinion, is_coloured);
	}
	fputc('\n', out);
}
