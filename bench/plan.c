/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/plan.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* True if item is one of a comma-separated list's. */
static bool
list_has(const char *list, const char *item)
{
	const size_t length = strlen(item);

	for (const char *p = list; p != NULL; p = strchr(p, ',')) {
		p += *p == ',';
		if (strncmp(p, item, length) == 0 &&
		    (p[length] == ',' || p[length] == '\0'))
			return true;
	}
	return false;
}

/* Whether --checks wants a candidate: by check, or by check and place. */
static bool
is_wanted(const struct options *options, const struct armory_arm *arm)
{
	char full[2 * ARMORY_NAME_BYTES];

	if (arm->role != ARM_ROLE_CAND)
		return true;
	snprintf(full, sizeof(full), "%s-%s", arm->check, arm->place);
	return list_has(options->checks, arm->check) ||
	    list_has(options->checks, full);
}

/* Whether a row is among those that run when none are named. */
static bool
is_default(const char *name)
{
	for (const char *const *glob = cases_default_rows; *glob != NULL;
	     glob++)
		if (fnmatch(*glob, name, 0) == 0)
			return true;
	return false;
}

/* Whether --rows wants a row; a list without it shows all. */
static bool
is_row_wanted(const struct options *options, const struct plan_row *row)
{
	if (options->rows != NULL)
		return fnmatch(options->rows, row->name, 0) == 0;
	return row->is_default || options->wants_list;
}

/* Whether an arm belongs into a row of the lock: its own, or a reference. */
static bool
belongs(const struct armory_arm *arm, const struct plan_row *row)
{
	if (armory_case(arm, row->kind->name) == NULL)
		return false;
	if (arm->role != ARM_ROLE_REF)
		return strcmp(arm->lock, row->lock) == 0;
	return arm->beside[0] == '\0' || list_has(arm->beside, row->lock);
}

static int
add_arms(const struct options *options, const struct armory *armory,
    struct plan_row *row, struct reason *why)
{
	for (unsigned i = 0; i < armory->n_arms; i++) {
		const struct armory_arm *arm = &armory->arms[i];

		if (!belongs(arm, row) || !is_wanted(options, arm))
			continue;
		if (row->n_arms == BLOCK_ARMS_MAX)
			return reason_set(why, -EINVAL,
			    "row %s has more than %d arms: ask for fewer with "
			    "--checks",
			    row->name, BLOCK_ARMS_MAX);
		row->arms[row->n_arms++] = arm;
	}
	row->slow_path = armory_case(row->arms[0], row->kind->name)->slow_path;
	return 0;
}

struct maker {
	const struct options *options;
	const struct armory *armory;
	const struct placement_machine *machine;
	struct plan *plan;
	struct reason *why;
};

/* Finds the row's CPUs; what the machine cannot give is noted, not an error. */
static int
place(struct maker *maker, struct plan_row *row)
{
	int err;

	if (maker->options->cpus == NULL) {
		err = placement_find(maker->machine, row->placement,
		    row->n_threads, row->cpus, &row->skipped);
		if (err == -ENODEV)
			return 0;
	} else {
		unsigned n;

		err = placement_parse(maker->machine, maker->options->cpus,
		    row->cpus, &n, &row->skipped);
		if (err == 0 && n < row->n_threads)
			reason_set(&row->skipped, 0,
			    "--cpus %s has %u CPUs, the row %u threads",
			    maker->options->cpus, n, row->n_threads);
	}
	if (err < 0)
		*maker->why = row->skipped;
	return err;
}

static unsigned
or_default(unsigned given, unsigned otherwise)
{
	return given == OPTIONS_UNSET ? otherwise : given;
}

static int
add_row(struct maker *maker, const char *lock, const struct case_kind *kind,
    const char *placement)
{
	const struct options *options = maker->options;
	struct plan *plan = maker->plan;
	struct plan_row *row;
	int err;

	plan->rows =
	    reallocarray(plan->rows, plan->n_rows + 1, sizeof(*plan->rows));
	if (plan->rows == NULL)
		return -ENOMEM;
	row = &plan->rows[plan->n_rows];
	*row = (struct plan_row){
		.kind = kind,
		.n_threads =
		    kind->n_threads ? kind->n_threads : options->n_threads,
		.crit_ns = or_default(options->crit_ns, kind->crit_ns),
		.par_ns = or_default(options->par_ns, kind->par_ns),
	};
	snprintf(row->lock, sizeof(row->lock), "%s", lock);
	snprintf(row->placement, sizeof(row->placement), "%s", placement);
	snprintf(row->name, sizeof(row->name), "%s/%s/%u/%s", lock, kind->name,
	    row->n_threads, placement);
	row->is_default = is_default(row->name);
	if (!is_row_wanted(options, row))
		return 0;
	err = place(maker, row);
	if (err == 0)
		err = add_arms(options, maker->armory, row, maker->why);
	if (err == 0)
		plan->n_rows++;
	return err;
}

/* A row for each placement asked for; one thread has but one. */
static int
add_rows(struct maker *maker, const char *lock, const struct case_kind *kind)
{
	const struct options *options = maker->options;
	char placements[PLAN_NAME_BYTES];
	char *rest = placements;
	char *placement;

	if (options->cpus != NULL) {
		/* A comma would have to be quoted in every CSV line. */
		snprintf(
		    placements, sizeof(placements), "cpus-%s", options->cpus);
		for (char *p = placements; *p != '\0'; p++)
			*p = *p == ',' ? '+' : *p;
		return add_row(maker, lock, kind, placements);
	}
	if (kind->n_threads == 1)
		return add_row(maker, lock, kind, "spread");
	snprintf(placements, sizeof(placements), "%s", options->placements);
	while ((placement = strsep(&rest, ",")) != NULL) {
		const int err = add_row(maker, lock, kind, placement);

		if (err < 0)
			return err;
	}
	return 0;
}

/* Every part of --checks must be one that some candidate has. */
static int
look_at_checks(const struct options *options, const struct armory *armory,
    struct reason *why)
{
	char checks[PLAN_NAME_BYTES];
	char *rest = checks;
	const char *check;

	snprintf(checks, sizeof(checks), "%s", options->checks);
	while ((check = strsep(&rest, ",")) != NULL) {
		const struct options one = { .checks = check };
		bool is_there = false;

		for (unsigned i = 0; i < armory->n_arms; i++)
			is_there |= armory->arms[i].role == ARM_ROLE_CAND &&
			    is_wanted(&one, &armory->arms[i]);
		if (!is_there)
			return reason_set(why, -EINVAL,
			    "there is no check '%s'; ./run.sh list shows all",
			    check);
	}
	return 0;
}

int
plan_make(const struct options *options, const struct armory *armory,
    const struct placement_machine *machine, struct plan *ret,
    struct reason *why)
{
	struct plan plan = { 0 };
	struct maker maker = { options, armory, machine, &plan, why };
	int err = look_at_checks(options, armory, why);

	for (unsigned i = 0; err == 0 && i < armory->n_arms; i++) {
		const struct armory_arm *arm = &armory->arms[i];

		if (arm->role != ARM_ROLE_BASE)
			continue;
		for (unsigned j = 0; err == 0 && j < cases_count; j++)
			if (armory_case(arm, cases[j].name) != NULL)
				err = add_rows(&maker, arm->lock, &cases[j]);
		plan.n_pads = arm->n_pads;
		memcpy(plan.pads, arm->pads, sizeof(plan.pads));
	}
	if (err == 0 && plan.n_rows == 0)
		err = reason_set(why, -EINVAL,
		    "no row matches '%s'; ./run.sh list shows all",
		    options->rows == NULL ? "the default" : options->rows);
	if (err < 0)
		plan_free(&plan);
	else
		*ret = plan;
	return err;
}

void
plan_free(struct plan *plan)
{
	free(plan->rows);
	*plan = (struct plan){ 0 };
}

unsigned
plan_count_runnable(const struct plan *plan)
{
	unsigned n = 0;

	for (unsigned i = 0; i < plan->n_rows; i++)
		n += plan->rows[i].skipped.text[0] == '\0';
	return n;
}
