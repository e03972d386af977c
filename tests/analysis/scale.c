/* SPDX-License-Identifier: BSD-2-Clause */
/* scale: see scale.h. */
#include "tests/analysis/scale.h"

void
scale_report(const char *folder, unsigned n_units, unsigned n_blocks)
{
	static const char *const NAMES[SCALE_ROWS] = {
		"mtx/contended/2/same-l3",
		"mtx/contended/2/spread",
		"mtx/handoff/2/same-l3",
		"mtx/handoff/2/spread",
		"mtx/contended/2/same-core",
	};
	struct synth_row rows[SCALE_ROWS];

	for (unsigned i = 0; i < SCALE_ROWS; i++) {
		rows[i] = SYNTH_QUIET;
		rows[i].row = NAMES[i];
		rows[i].seed = i + 1;
		rows[i].n_units = n_units;
		rows[i].n_blocks = n_blocks;
		rows[i].n_dropped = n_blocks / 20;
		rows[i].planted_effect = 0.1;
	}
	rows[0].cand_effect = 0.1;
	synth_rows(folder, rows, SCALE_ROWS);
}
