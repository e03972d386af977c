/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * differences: what two reports differ in besides what was measured: machine,
 * system, tools and environment.
 */
#ifndef ANALYSIS_REPORT_DIFFERENCES_H
#define ANALYSIS_REPORT_DIFFERENCES_H

#include "analysis/report/run.h"

#include <stdio.h>

/*
 * Tells `warnings`, a line each, what differs between the runs, and what must
 * be known to tell that they do not and is not: an unknown processor is not the
 * same as another unknown one.
 */
void differences_tell(
    const struct run *before, const struct run *after, FILE *warnings);

#endif
