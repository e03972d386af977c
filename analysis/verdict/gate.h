/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * gate: the file that says, before anything is measured, which rows are judged
 * and how much slower a candidate may be; the door to libmd.
 *
 * Columns: rows, candidates (patterns as in fnmatch(3), with the extended ones
 * such as "@(read|mix-*)"), margin (a fraction: 0.01 is one per cent), alpha,
 * looks (as in looks.h; they share alpha), least_units, largest_drop_rate.
 * reported is optional: why a judgement of one report only shows the
 * candidates, such as that their price is known.  With a margin, compare still
 * judges how that price changed; without one, the other four are empty too.
 * The first line that matches wins.  A candidate's name is "check-place"; one
 * that has both from the baseline is another revision of the same lock, and
 * its name is "revision".
 */
#ifndef ANALYSIS_VERDICT_GATE_H
#define ANALYSIS_VERDICT_GATE_H

#include "analysis/verdict/gate_rules.h"
#include "base/reason.h"

#include <stddef.h>

struct gate;

/*
 * Reads the gate file at `path`, which must have a line, and none that those
 * before it swallow whole.  Returns 0 and the gate in `ret_gate`, or a
 * negative errno with the reason in `why`.
 */
int gate_read(const char *path, struct gate **ret_gate, struct reason *why);

/*
 * Returns the first rule for the row and the candidate of these names, or
 * NULL: the candidate is then not judged.
 */
const struct gate_rule *gate_find(
    const struct gate *gate, const char *row, const char *candidate);

/* Returns the first look of some rule behind `look` units, or 0. */
size_t gate_next_look(const struct gate *gate, size_t look);

/* Returns the rules, of which there are `ret_n`, in the file's order. */
const struct gate_rule *gate_rules(const struct gate *gate, size_t *ret_n);

/*
 * Returns the SHA-256 of the file's bytes in 64 hexadecimal digits, which live
 * as long as `gate`.
 */
const char *gate_sha256(const struct gate *gate);

/* Frees `gate`, which may be NULL. */
void gate_destroy(struct gate *gate);

#endif
