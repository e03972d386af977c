/* SPDX-License-Identifier: BSD-2-Clause */
/* sequence: see sequence.h. */
#include "analysis/verdict/sequence.h"

#include <stdint.h>

const struct row_result *
sequence_row(const struct findings *findings, size_t *i)
{
	const struct row_result *row = NULL;

	while (*i < findings->n && row == NULL) {
		if (findings->list[*i].is_open)
			row = findings->list[*i].row;
		++*i;
	}
	while (*i < findings->n && findings->list[*i].row == row)
		++*i;
	return row;
}

static size_t
count_open_rows(const struct findings *findings)
{
	size_t n = 0;

	for (size_t i = 0; sequence_row(findings, &i) != NULL;)
		n++;
	return n;
}

/*
 * Returns how many units each row was to come to before this look.  A run that
 * was killed may not have said so: then the units that there are tell.
 */
static size_t
find_last_look(const struct report *report)
{
	size_t last = planned_last_look(&report->run.planned);

	for (size_t i = 0; i < report->n_rows; i++) {
		if (report->rows[i].unit_numbers.n > last)
			last = report->rows[i].unit_numbers.n;
	}
	return last;
}

/*
 * Returns how many units a row may come to when `n_rows` rows go on, if a unit
 * takes what it took on average.
 */
static size_t
find_max_units(const struct report *report, const struct sequence_time *time,
    size_t n_rows)
{
	uint64_t n_done = 0;

	for (size_t i = 0; i < report->n_rows; i++)
		n_done += report->rows[i].unit_numbers.n;
	/* A second more: what took less than one took some time. */
	return find_last_look(report) +
	    time->left_s * n_done / ((time->spent_s + UINT64_C(1)) * n_rows);
}

int
sequence_next(const struct report *report, const struct gate *gate,
    const struct sequence_time *time, struct sequence_step *ret_step,
    struct findings *ret_findings, struct reason *why)
{
	struct sequence_step step = { .max_units = SIZE_MAX };
	int rc = findings_make(report, gate, SIZE_MAX, ret_findings, why);
	size_t n_rows = rc == 0 ? count_open_rows(ret_findings) : 0;

	if (n_rows > 0 && time->is_limited) {
		step.max_units = find_max_units(report, time, n_rows);
		findings_fini(ret_findings);
		rc = findings_make(
		    report, gate, step.max_units, ret_findings, why);
		n_rows = rc == 0 ? count_open_rows(ret_findings) : 0;
	}
	if (n_rows > 0 && !(time->is_limited && time->left_s == 0))
		step.n_units = gate_next_look(gate, find_last_look(report));
	*ret_step = step;
	return rc;
}
