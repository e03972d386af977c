/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * planned: reports with a plan, and what the program says of them by a gate
 * file of one line, gate.csv.
 */
#ifndef TESTS_ANALYSIS_PLANNED_H
#define TESTS_ANALYSIS_PLANNED_H

#include "tests/analysis/synth.h"

/* In a plan, the row that each report has. */
#define PLANNED_RAN "{\"name\": \"mtx/contended/2/same-l3\"}"

/* cmocka's set-up; scratch_destroy() is the tear-down. */
int planned_set_up(void **state);

/*
 * Makes the report `name` in `folder`.  Its run.json has the plan `rows` and
 * the members `members`.
 */
void planned_make(const char *folder, const char *name,
    const struct synth_row *s, const char *rows, const char *members);

/*
 * Checks that `command` ends with `status`, and says `row` and `reason` in each
 * format.
 */
void planned_assert_told(const char *folder, const char *command, int status,
    const char *row, const char *reason);

/* Checks the field in `column` of the line on `row` in a CSV file. */
void planned_assert_cell(const char *folder, const char *file, const char *row,
    const char *column, const char *expected);

#endif
