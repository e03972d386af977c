/* SPDX-License-Identifier: BSD-2-Clause */
/* The module's one symbol; the build says which groups of cases a lock is for. */
#include "tests/explore/explored.h"

#include "tests/explore/cases.h"

static const struct explored_cases *const groups[] = {
	EXPLORED_GROUPS,
};

extern const struct explored explored __attribute__((visibility("default")));

const struct explored explored = {
	.name = EXPLORED_NAME,
	.lock = EXPLORED_LOCK,
	.caught_by = EXPLORED_CAUGHT_BY,
	.groups = groups,
	.n_groups = sizeof(groups) / sizeof(*groups),
};
