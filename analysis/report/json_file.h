/* SPDX-License-Identifier: BSD-2-Clause */
/* json_file: a JSON file, loaded, and the kind of its members checked. */
#ifndef ANALYSIS_REPORT_JSON_FILE_H
#define ANALYSIS_REPORT_JSON_FILE_H

#include "base/reason.h"

struct json_t;

enum json_kind {
	JSON_KIND_BOOL,
	JSON_KIND_COUNT, /* a whole number, 0 or more */
	JSON_KIND_LIST,
	JSON_KIND_OBJECT,
};

/* A list of members ends with one without a name. */
struct json_member {
	const char *name;
	enum json_kind kind;
};

/*
 * Loads the file at `path`, which must hold one object.  A byte order mark
 * before it is skipped.  Returns 0 with the object, to be given to
 * json_decref(), in `ret_root`; or a negative errno with the reason in `why`.
 */
int json_file_load(
    const char *path, struct json_t **ret_root, struct reason *why);

/*
 * Checks the kind of each of `members` that `object` has; a member that is not
 * there is not known.  `where` names the object in the file of `path`, such as
 * "plan.", or is empty.  Returns 0, or -EINVAL with the reason in `why`.
 */
int json_file_check(const char *path, const char *where,
    const struct json_t *object, const struct json_member members[],
    struct reason *why);

#endif
