/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/run_json.h"

#include <jansson.h>

static uint64_t
lost_of(const json_t *part)
{
	const double n = json_number_value(json_object_get(part, "units_lost"));

	return n > 0 ? (uint64_t)n : 0;
}

uint64_t
run_json_count_lost(const json_t *root)
{
	uint64_t n = lost_of(root);
	const char *units_before;
	json_t *part;

	json_object_foreach(
	    json_object_get(root, "resumed"), units_before, part)
	{
		n += lost_of(part);
	}
	return n;
}
