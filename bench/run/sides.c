/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/run/sides.h"

#include <string.h>

bool
sides_want_case(const struct options *options, const struct armory *armory,
    const struct armory_arm *base, const char *name)
{
	if (armory_case(base, name) != NULL)
		return true;
	for (unsigned i = 0; options->base != NULL && i < armory->n_arms; i++) {
		const struct armory_arm *arm = &armory->arms[i];

		if (arm->role == ARM_ROLE_CAND &&
		    strcmp(arm->lock, base->lock) == 0 &&
		    armory_case(arm, name) != NULL)
			return true;
	}
	return false;
}

void
sides_take_lone(const struct armory_arm *lone, struct plan_row *row)
{
	const bool is_old = lone->role == ARM_ROLE_BASE;

	row->arms[row->n_arms++] = lone;
	row->slow_path = armory_case(lone, row->kind->name)->slow_path;
	row->is_one_sided = true;
	reason_set(&row->skipped, 0,
	    "only the %s side has the lock %s: it was %s, or the other side is "
	    "not whole",
	    is_old ? "old" : "new", lone->name,
	    is_old ? "renamed or removed" : "renamed or added");
}

void
sides_check(const struct options *options, struct plan_row *row)
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
