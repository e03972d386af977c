/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * benchfmt: the Go benchmark data format, which benchstat reads
 * (https://go.dev/design/14313-benchmark-format).
 *
 * One line per unit and arm, with one iteration: a unit is one sample.  The
 * k-th lines of all arms of a row are of the same unit.  `ratio` is the arm's
 * time over the baseline's in that unit, the median of its blocks; `ns/op` is
 * that ratio times the baseline's median, which is measured.
 *
 * What a reader of benchstat must not conclude: it compares ns/op as if units
 * were not paired, so of two arms look at ratio.  Its "~" is no PASS, and its
 * p-value knows neither margin nor controls nor how many lines are judged: the
 * verdicts stand in comments.  And ns/op of two machines have nothing to say
 * to each other: the configuration names the machine, so that benchstat sets
 * them in tables of their own, unless it is told to ignore that; and of two
 * reports that are compared, only ratios are printed.  `gate-sha256` tells what
 * the verdicts are by: across two gate files give benchstat -ignore for it.
 */
#ifndef ANALYSIS_FORMAT_BENCHFMT_H
#define ANALYSIS_FORMAT_BENCHFMT_H

#include "analysis/format/outcome.h"

#include <stdio.h>

/* Print as struct format says. */
int benchfmt_print_judged(FILE *out, const struct judged *judged);
int benchfmt_print_compared(FILE *out, const struct compared *compared);

#endif
