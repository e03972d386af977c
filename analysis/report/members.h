/* SPDX-License-Identifier: BSD-2-Clause */
/* members: whether the members of an object of JSON are of their kind. */
#ifndef ANALYSIS_REPORT_MEMBERS_H
#define ANALYSIS_REPORT_MEMBERS_H

#include "base/reason.h"

struct json_t;

enum member_kind {
	MEMBER_BOOL,
	MEMBER_COUNT, /* a whole number, 0 or more */
	MEMBER_LIST,
	MEMBER_OBJECT,
};

/* A list of these ends with one without a name. */
struct member {
	const char *name;
	enum member_kind kind;
};

/*
 * Checks those of `members` that `object` has: one that is not there is not
 * known, one of another kind would be taken for it.  `where` names the object
 * in the file of `path`, as "plan.", or is empty.  Returns 0, or -EINVAL with
 * the reason in `why`.
 */
int members_check(const char *path, const char *where,
    const struct json_t *object, const struct member members[],
    struct reason *why);

#endif
