/* SPDX-License-Identifier: BSD-2-Clause */
/* arm: see arm.h. */
#include "analysis/report/arm.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int
arm_init(struct arm *arm, const struct slice *slice)
{
	const struct csv_field *fields = slice->fields;

	*arm = (struct arm){
		.name = strdup(fields[SLICE_ARM].text),
		.check = strdup(fields[SLICE_CHECK].text),
		.place = strdup(fields[SLICE_PLACE].text),
		.role = slice->role,
	};
	if (arm->name == NULL || arm->check == NULL || arm->place == NULL)
		return -ENOMEM;
	return 0;
}

int
arm_check(const struct arm *arm, const struct slice *slice,
    const struct slices *in, struct reason *why)
{
	const struct csv_field *fields = slice->fields;

	if (slice->role != arm->role)
		return slices_fail(in, SLICE_ROLE, why,
		    "'%s', as in the arm's lines before", role_name(arm->role));
	if (strcmp(fields[SLICE_CHECK].text, arm->check) != 0)
		return slices_fail(in, SLICE_CHECK, why,
		    "'%s', as in the arm's lines before", arm->check);
	if (strcmp(fields[SLICE_PLACE].text, arm->place) != 0)
		return slices_fail(in, SLICE_PLACE, why,
		    "'%s', as in the arm's lines before", arm->place);
	return 0;
}

void
arm_fini(struct arm *arm)
{
	free(arm->name);
	free(arm->check);
	free(arm->place);
	series_fini(&arm->units);
	series_fini(&arm->by_unit);
	series_fini(&arm->blocks);
}
