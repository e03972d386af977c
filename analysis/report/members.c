/* SPDX-License-Identifier: BSD-2-Clause */
/* members: see members.h. */
#include "analysis/report/members.h"

#include <errno.h>
#include <jansson.h>
#include <stdbool.h>

static const char *const kind_names[] = {
	[MEMBER_BOOL] = "true or false",
	[MEMBER_COUNT] = "a whole number, 0 or more",
	[MEMBER_LIST] = "an array",
	[MEMBER_OBJECT] = "an object",
};

static bool
is_of_kind(const json_t *value, enum member_kind kind)
{
	switch (kind) {
	case MEMBER_BOOL:
		return json_is_boolean(value);
	case MEMBER_COUNT:
		return json_is_integer(value) && json_integer_value(value) >= 0;
	case MEMBER_LIST:
		return json_is_array(value);
	case MEMBER_OBJECT:
		return json_is_object(value);
	}
	return false;
}

int
members_check(const char *path, const char *where, const json_t *object,
    const struct member members[], struct reason *why)
{
	for (size_t i = 0; members[i].name != NULL; i++) {
		const json_t *value = json_object_get(object, members[i].name);

		if (value != NULL && !is_of_kind(value, members[i].kind))
			return reason_set(why, -EINVAL,
			    "%s: %s%s is not %s: take the file as the run "
			    "wrote it",
			    path, where, members[i].name,
			    kind_names[members[i].kind]);
	}
	return 0;
}
