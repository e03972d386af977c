/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/run/controls.h"

#include <errno.h>

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

/* Returns the role of a control that the row lacks; ARM_ROLE_CAND: none. */
static enum arm_role
find_lacking(const struct plan_row *row)
{
	if (!has_role(row, ARM_ROLE_NULL))
		return ARM_ROLE_NULL;
	if (!has_role(row, ARM_ROLE_PLANTED))
		return ARM_ROLE_PLANTED;
	if (promises_slow_path(row) && !has_role(row, ARM_ROLE_COUNT))
		return ARM_ROLE_COUNT;
	return ARM_ROLE_CAND;
}

int
controls_check(const struct plan *plan, struct reason *why)
{
	for (unsigned i = 0; i < plan->n_rows; i++) {
		const struct plan_row *row = &plan->rows[i];
		enum arm_role lacking;

		if (row->skipped.text[0] != '\0' ||
		    !has_role(row, ARM_ROLE_CAND))
			continue;
		lacking = find_lacking(row);
		if (lacking != ARM_ROLE_CAND)
			return reason_set(why, -EINVAL,
			    "row %s can never pass: %s has no %s arm beside "
			    "it; ./run.sh arm builds a lock with all of its "
			    "arms",
			    row->name, row->arms[0]->name,
			    armory_role_name(lacking));
	}
	return 0;
}
