/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/run/plan_row.h"

#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

int
plan_row_check_names(const struct options *options,
    const struct catalog *catalog, struct reason *why)
{
	char checks[OPTIONS_TEXT_BYTES];
	char *rest = checks;
	const char *check;

	snprintf(checks, sizeof(checks), "%s", options->checks);
	while ((check = strsep(&rest, ",")) != NULL) {
		bool is_there = false;

		for (unsigned i = 0; i < catalog->n_arms; i++)
			is_there |= catalog->arms[i].role == ARM_ROLE_CAND &&
			    catalog_lists_check(check, &catalog->arms[i]);
		if (!is_there)
			return reason_set(why, -EINVAL,
			    "there is no check '%s'; ./run.sh list shows all",
			    check);
	}
	return 0;
}

/* With two builds, every candidate is wanted, whatever its check. */
static bool
wants_arm(const struct options *options, const struct catalog_arm *arm)
{
	return arm->role != ARM_ROLE_CAND || options->base != NULL ||
	    catalog_lists_check(options->checks, arm);
}

/* Whether an arm has the check of the row's base. */
static bool
is_like_base(const struct catalog_arm *arm, const struct plan_row *row)
{
	const struct catalog_arm *base = row->arms[0];

	return row->n_arms == 0 ||
	    (strcmp(arm->check, base->check) == 0 &&
	        strcmp(arm->place, base->place) == 0);
}

/*
 * Whether an arm belongs in a row: it is of the row's lock, or a reference.  An
 * arm made from a base belongs only beside that base.
 */
static bool
belongs(const struct catalog_arm *arm, const struct plan_row *row)
{
	if (catalog_case(arm, row->kind->name) == NULL)
		return false;
	if (arm->role == ARM_ROLE_REF)
		return arm->beside[0] == '\0' ||
		    text_has_word(arm->beside, ',', row->lock);
	return strcmp(arm->lock, row->lock) == 0 &&
	    (arm->role == ARM_ROLE_CAND || is_like_base(arm, row));
}

int
plan_row_add_arms(const struct options *options, const struct catalog *catalog,
    struct plan_row *row, struct reason *why)
{
	for (unsigned i = 0; i < catalog->n_arms; i++) {
		const struct catalog_arm *arm = &catalog->arms[i];

		if (!belongs(arm, row) || !wants_arm(options, arm))
			continue;
		if (row->n_arms == BLOCK_ARMS_MAX)
			return reason_set(why, -EINVAL,
			    "row %s has more than %d arms: ask for fewer with "
			    "--checks",
			    row->name, BLOCK_ARMS_MAX);
		row->arms[row->n_arms++] = arm;
	}
	row->slow_path = catalog_case(row->arms[0], row->kind->name)->slow_path;
	return 0;
}

bool
plan_row_wants_case(const struct options *options,
    const struct catalog *catalog, const struct catalog_arm *base,
    const char *name)
{
	if (catalog_case(base, name) != NULL)
		return true;
	for (unsigned i = 0; options->base != NULL && i < catalog->n_arms;
	     i++) {
		const struct catalog_arm *arm = &catalog->arms[i];

		if (arm->role == ARM_ROLE_CAND &&
		    strcmp(arm->lock, base->lock) == 0 &&
		    catalog_case(arm, name) != NULL)
			return true;
	}
	return false;
}

void
plan_row_set_lone(const struct catalog_arm *lone, struct plan_row *row)
{
	const bool is_old = lone->role == ARM_ROLE_BASE;

	row->arms[row->n_arms++] = lone;
	row->slow_path = catalog_case(lone, row->kind->name)->slow_path;
	row->is_one_sided = true;
	reason_set(&row->skipped, 0,
	    "only the %s side has the lock %s: it was %s, or the other side is "
	    "not whole",
	    is_old ? "old" : "new", lone->name,
	    is_old ? "renamed or removed" : "renamed or added");
}

void
plan_row_check_sides(const struct options *options, struct plan_row *row)
{
	bool has_base = false;
	bool has_cand = false;

	if (options->base == NULL || row->is_one_sided)
		return;
	for (unsigned i = 0; i < row->n_arms; i++) {
		has_base |= row->arms[i]->role == ARM_ROLE_BASE;
		has_cand |= row->arms[i]->role == ARM_ROLE_CAND;
	}
	if (has_base && has_cand)
		return;
	row->is_one_sided = true;
	reason_set(&row->skipped, 0, "the %s side's %s has no case %s",
	    has_base ? "new" : "old", row->lock, row->kind->name);
}

static bool
has_role(const struct plan_row *row, enum arm_role role)
{
	for (unsigned i = 0; i < row->n_arms; i++)
		if (row->arms[i]->role == role)
			return true;
	return false;
}

/* Whether the case promises that the slow path is entered. */
static bool
promises_slow_path(const struct plan_row *row)
{
	return row->slow_path == ARM_SLOW_SOME ||
	    row->slow_path == ARM_SLOW_EVERY;
}

bool
plan_row_lacks_control(const struct plan_row *row, enum arm_role *ret_role)
{
	if (!has_role(row, ARM_ROLE_CAND))
		return false;
	if (!has_role(row, ARM_ROLE_NULL))
		*ret_role = ARM_ROLE_NULL;
	else if (!has_role(row, ARM_ROLE_PLANTED))
		*ret_role = ARM_ROLE_PLANTED;
	else if (promises_slow_path(row) && !has_role(row, ARM_ROLE_COUNT))
		*ret_role = ARM_ROLE_COUNT;
	else
		return false;
	return true;
}
