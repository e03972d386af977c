/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Writes a report of any size: analysis-scale-report FOLDER LINES UNITS.
 *
 * It has at least that many slices, in five rows of that many units.
 */
#include <stdio.h>
#include <stdlib.h>

#include "tests/analysis/scale.h"

int
main(int argc, char **argv)
{
	const unsigned long n_lines =
	    argc == 4 ? strtoul(argv[2], NULL, 10) : 0;
	const unsigned long n_units =
	    argc == 4 ? strtoul(argv[3], NULL, 10) : 0;

	if (n_lines == 0 || n_units == 0) {
		fprintf(stderr, "Usage: %s FOLDER LINES UNITS\n", argv[0]);
		return 2;
	}

	const unsigned long a_block_each = n_units * SCALE_LINES;
	scale_report(argv[1], (unsigned)n_units,
	    (unsigned)((n_lines + a_block_each - 1) / a_block_each));
	return 0;
}
