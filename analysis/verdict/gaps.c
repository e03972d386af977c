/* SPDX-License-Identifier: BSD-2-Clause */
/* gaps: see gaps.h. */
#include "analysis/verdict/gaps.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int
gaps_add(struct gaps *gaps, const struct gap *gap)
{
	if (gaps->n == gaps->n_room) {
		const size_t n_room = 2 * gaps->n_room + 8;
		struct gap *list =
		    reallocarray(gaps->list, n_room, sizeof(*list));

		if (list == NULL)
			return -ENOMEM;
		gaps->list = list;
		gaps->n_room = n_room;
	}
	gaps->list[gaps->n++] = *gap;
	return 0;
}

/* Returns the length of the lock and the case in the name of a row. */
static size_t
case_len(const char *name)
{
	const size_t lock = strcspn(name, "/");

	return name[lock] == '\0' ? lock
	                          : lock + 1 + strcspn(name + lock + 1, "/");
}

/* Returns whether the run began some other row of this lock and case. */
static bool
has_sibling(const struct planned *planned, const char *name)
{
	const size_t len = case_len(name);

	for (size_t i = 0; i < planned->n; i++) {
		const struct planned_row *other = &planned->rows[i];

		if (other->skipped == NULL && case_len(other->name) == len &&
		    strncmp(other->name, name, len) == 0)
			return true;
	}
	return false;
}

static struct opinion
judge_skipped(const struct planned *planned, const struct planned_row *row)
{
	if (row->is_one_sided)
		return verdict_because(REASON_MISSING, VERDICT_INCONCLUSIVE,
		    "not measured: %s", row->skipped);
	return verdict_because(REASON_ENVIRONMENT,
	    has_sibling(planned, row->name) ? VERDICT_NONE
	                                    : VERDICT_INCONCLUSIVE,
	    "skipped: %s", row->skipped);
}

/*
 * Judges a planned row without an answer; `row` is NULL if it is not in
 * raw.csv.
 */
static struct opinion
judge_row(const struct report *report, const struct planned_row *planned,
    const struct row_result *row)
{
	if (row == NULL && planned->skipped != NULL)
		return judge_skipped(&report->run.planned, planned);
	if (row == NULL)
		return verdict_because(REASON_INCOMPLETE, VERDICT_UNFIT,
		    "planned, but nothing of it is in raw.csv: all its units "
		    "were lost");
	if (row_find_role(row, ROLE_CAND) == NULL)
		return verdict_because(REASON_MISSING, VERDICT_INCONCLUSIVE,
		    "measured without a candidate");
	return verdict_because(REASON_MISSING, VERDICT_INCONCLUSIVE,
	    "no line of the gate file is for it");
}

/* Judges the run as a whole; no verdict if nothing is missing. */
static struct opinion
judge_run(const struct report *report)
{
	const struct run *run = &report->run;
	const bool is_cut_short = report->has_run && run->is_cut_short;

	if (report->has_run && run->n_units_lost > 0)
		return verdict_because(REASON_INCOMPLETE, VERDICT_UNFIT,
		    "%.0f units were lost: standard error of the run said why",
		    run->n_units_lost);
	if (report->is_cut)
		return verdict_because(REASON_INCOMPLETE, VERDICT_UNFIT,
		    "raw.csv is cut off: something of the run is not there");
	if (is_cut_short)
		return verdict_because(REASON_INCOMPLETE, VERDICT_UNFIT,
		    "the run was cut short: run.json says that it is not "
		    "complete");
	return verdict_say(VERDICT_NONE, "%s", "");
}

/* Returns the first planned arm that the row lacks, or NULL. */
static const char *
find_lost_arm(const struct planned_row *planned, const struct row_result *row)
{
	const char *name;

	for (size_t i = 0; (name = planned_arm(planned, i)) != NULL; i++) {
		size_t j = 0;

		while (j < row->n_arms && strcmp(row->arms[j].name, name) != 0)
			j++;
		if (j == row->n_arms)
			return name;
	}
	return NULL;
}

/*
 * Judges what a row lacks of its planned arms, units and blocks: a file that
 * was cut between two of them reads as a whole one.  No verdict if nothing is
 * missing, or if the run itself says that it lost something.
 */
static struct opinion
judge_extent(const struct report *report, const struct planned_row *planned,
    const struct row_result *row)
{
	const char *lost = find_lost_arm(planned, row);
	const double n_units = (double)row->unit_numbers.n;
	const double n_blocks = n_units * (double)report->run.planned.n_blocks;

	if (judge_run(report).verdict != VERDICT_NONE)
		return verdict_say(VERDICT_NONE, "%s", "");
	if (lost != NULL)
		return verdict_because(REASON_INCOMPLETE, VERDICT_UNFIT,
		    "the planned arm %s is not in raw.csv", lost);
	if (n_units < (double)planned->n_units)
		return verdict_because(REASON_INCOMPLETE, VERDICT_UNFIT,
		    "only %.0f of %.0f planned units are in raw.csv: the rest "
		    "of it is gone",
		    n_units, (double)planned->n_units);
	if (row->n_blocks < n_blocks)
		return verdict_because(REASON_INCOMPLETE, VERDICT_UNFIT,
		    "only %.0f of %.0f planned blocks are in raw.csv: the rest "
		    "of it is gone",
		    row->n_blocks, n_blocks);
	return verdict_say(VERDICT_NONE, "%s", "");
}

/* Returns the index of the row of this name, or `n_rows` without one. */
static size_t
find_measured(const struct report *report, const char *name)
{
	size_t i = 0;

	while (i < report->n_rows && strcmp(report->rows[i].name, name) != 0)
		i++;
	return i;
}

/* Returns whether the planned row lacks something; `ret_gap` says what. */
static bool
find_gap(const struct report *report, const bool is_answered[],
    const struct planned_row *planned, struct gap *ret_gap)
{
	const size_t i = find_measured(report, planned->name);
	const struct row_result *row =
	    i < report->n_rows ? &report->rows[i] : NULL;
	const bool is_judged = row != NULL && is_answered[i];
	const struct opinion opinion = is_judged
	    ? judge_extent(report, planned, row)
	    : judge_row(report, planned, row);

	*ret_gap = (struct gap){
		.row = planned->name,
		.arm = "",
		.is_skipped = row == NULL && planned->skipped != NULL,
		.opinion = opinion,
	};
	return !is_judged || opinion.verdict != VERDICT_NONE;
}

int
gaps_find(
    const struct report *report, const bool is_answered[], struct gaps *gaps)
{
	const struct planned *planned = &report->run.planned;
	struct gap gap = { GAPS_RUN, "", false, judge_run(report) };
	int rc = 0;

	if (gap.opinion.verdict != VERDICT_NONE)
		rc = gaps_add(gaps, &gap);
	for (size_t i = 0; i < planned->n && rc == 0; i++) {
		if (find_gap(report, is_answered, &planned->rows[i], &gap))
			rc = gaps_add(gaps, &gap);
	}
	return rc;
}

size_t
gaps_count_skipped(const struct gaps *gaps)
{
	size_t n = 0;

	for (size_t i = 0; i < gaps->n; i++)
		n += gaps->list[i].is_skipped;
	return n;
}

void
gaps_count(const struct gaps *gaps, size_t counts[N_VERDICTS])
{
	for (size_t i = 0; i < gaps->n; i++) {
		const enum verdict verdict = gaps->list[i].opinion.verdict;

		if (verdict != VERDICT_NONE)
			counts[verdict]++;
	}
}

void
gaps_fini(struct gaps *gaps)
{
	free(gaps->list);
}
