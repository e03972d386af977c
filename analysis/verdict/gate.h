/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * gate: the file that fixes, before anything is measured, which rows are judged
 * and how much slower a candidate may be; the door to libmd.
 *
 * Columns: rows and candidates (patterns, see patterns.h), margin (a fraction:
 * 0.01 is one per cent), alpha, looks (such as "10;20;40"; they share alpha),
 * least_units, largest_drop_rate.  The first line that matches wins.
 *
 * The column reported is optional.  It says why a judgement of one report only
 * shows the candidates, for example because their price is known.  With a
 * margin, compare still judges how that price changed; without one, the other
 * four limits are empty too.
 *
 * A candidate's name is "check-place".  If both are the baseline's, then it is
 * another revision of the same lock, and its name is "revision".
 */
#ifndef ANALYSIS_VERDICT_GATE_H
#define ANALYSIS_VERDICT_GATE_H

#include "analysis/verdict/gate_rules.h"
#include "base/reason.h"

#include <stddef.h>

struct gate;

/*
 * Reads the gate file at `path`.  It must have at least one line, and no line
 * may match only what the lines before it match.  Returns 0 with the gate in
 * `ret_gate`, or a negative errno with the reason in `why`.
 */
int gate_read(const char *path, struct gate **ret_gate, struct reason *why);

/*
 * Returns the first rule that matches the row and the candidate of these names.
 * Returns NULL without one: the candidate is then not judged.
 */
const struct gate_rule *gate_find(
    const struct gate *gate, const char *row, const char *candidate);

/* Returns the smallest look of any rule above `look` units, or 0. */
size_t gate_next_look(const struct gate *gate, size_t look);

/* Returns the rules, in the file's order, and their number in `ret_n`. */
const struct gate_rule *gate_rules(const struct gate *gate, size_t *ret_n);

/*
 * Returns the SHA-256 of the file's bytes in 64 hexadecimal digits, which hold
 * as long as `gate`.
 */
const char *gate_sha256(const struct gate *gate);

/* Frees `gate`, which may be NULL. */
void gate_destroy(struct gate *gate);

#endif
