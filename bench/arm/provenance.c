/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/arm/provenance.h"

#include <errno.h>
#include <string.h>

/*
 * Returns the first arm of the same lock whose toolchain is known: a base, if
 * any.
 */
static const struct catalog_arm *
find_like(const struct catalog *catalog, const struct catalog_arm *arm)
{
	for (unsigned i = 0; i < catalog->n_arms; i++) {
		const struct catalog_arm *other = &catalog->arms[i];

		if (other->role != ARM_ROLE_REF &&
		    strcmp(other->lock, arm->lock) == 0 &&
		    compiler_is_known(&other->compiler))
			return other;
	}
	return arm;
}

int
provenance_check(const struct catalog *catalog, struct reason *why)
{
	char how[COMPILER_TEXT_BYTES];

	for (unsigned i = 0; i < catalog->n_arms; i++) {
		const struct catalog_arm *arm = &catalog->arms[i];
		const struct catalog_arm *like = find_like(catalog, arm);

		if (arm->role == ARM_ROLE_REF ||
		    !compiler_differs(&like->compiler, &arm->compiler))
			continue;
		compiler_difference(
		    &like->compiler, &arm->compiler, how, sizeof(how));
		return reason_set(why, -EINVAL,
		    "%s and %s were not made alike: %s: build both with one "
		    "CC and the same --arm-flags",
		    like->name, arm->name, how);
	}
	return 0;
}

unsigned
provenance_count_unknown(const struct catalog *catalog, const char **ret_first)
{
	unsigned n = 0;

	for (unsigned i = 0; i < catalog->n_arms; i++) {
		const struct catalog_arm *arm = &catalog->arms[i];

		if (arm->role == ARM_ROLE_REF ||
		    compiler_is_known(&arm->compiler))
			continue;
		if (n++ == 0)
			*ret_first = arm->name;
	}
	return n;
}
