/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/audit/run/pick.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

bool
pick_is_listed(const char *list, const struct catalog_arm *arm)
{
	return list == NULL || catalog_lists_check(list, arm);
}

/* Looks whether each name in the list is of some candidate. */
static int
check_names(
    const struct catalog *catalog, const char *checks, struct reason *why)
{
	char name[2 * CATALOG_NAME_BYTES];

	for (size_t n; *checks != '\0'; checks += n + (checks[n] == ',')) {
		unsigned i = 0;

		n = strcspn(checks, ",");
		snprintf(name, sizeof(name), "%.*s", (int)n, checks);
		while (i < catalog->n_arms &&
		    (catalog->arms[i].role != ARM_ROLE_CAND ||
		        !pick_is_listed(name, &catalog->arms[i])))
			i++;
		if (i == catalog->n_arms)
			return reason_set(why, -EINVAL,
			    "--checks: no arm has the check '%s'", name);
	}
	return 0;
}

/* Looks whether each candidate has a base. */
static int
check_bases(const struct catalog *catalog, struct reason *why)
{
	for (unsigned i = 0; i < catalog->n_arms; i++) {
		const struct catalog_arm *arm = &catalog->arms[i];
		unsigned j = 0;

		while (j < catalog->n_arms &&
		    (catalog->arms[j].role != ARM_ROLE_BASE ||
		        strcmp(catalog->arms[j].lock, arm->lock) != 0))
			j++;
		if (arm->role == ARM_ROLE_CAND && j == catalog->n_arms)
			return reason_set(why, -ENOENT,
			    "%s: there is no %s without a check in %s to "
			    "compare it with",
			    arm->name, arm->lock, catalog->folder);
	}
	return 0;
}

int
pick_check(
    const struct catalog *catalog, const char *checks, struct reason *why)
{
	const int err = check_bases(catalog, why);

	return err < 0 || checks == NULL ? err
	                                 : check_names(catalog, checks, why);
}
