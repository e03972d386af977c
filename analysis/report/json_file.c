/* SPDX-License-Identifier: BSD-2-Clause */
/* json_file: see json_file.h. */
#include "analysis/report/json_file.h"

#include <errno.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Skips the byte order mark that some editors write. */
static void
skip_mark(FILE *file)
{
	const int first = getc(file);

	if (first != 0xef)
		ungetc(first, file);
	else if (getc(file) != 0xbb || getc(file) != 0xbf)
		rewind(file);
}

int
json_file_load(const char *path, json_t **ret_root, struct reason *why)
{
	json_error_t error;
	FILE *file = fopen(path, "re");

	if (file == NULL)
		return reason_set(
		    why, -errno, "cannot open %s: %s", path, strerror(errno));
	skip_mark(file);

	json_t *root = json_loadf(file, JSON_REJECT_DUPLICATES, &error);
	fclose(file);
	if (root == NULL)
		return reason_set(why, -EINVAL, "%s:%d:%d: %s", path,
		    error.line, error.column, error.text);
	if (!json_is_object(root)) {
		json_decref(root);
		return reason_set(why, -EINVAL,
		    "%s: it is not an object: take the file as the run wrote "
		    "it",
		    path);
	}
	*ret_root = root;
	return 0;
}

static const char *const kind_names[] = {
	[JSON_KIND_BOOL] = "true or false",
	[JSON_KIND_COUNT] = "a whole number, 0 or more",
	[JSON_KIND_LIST] = "an array",
	[JSON_KIND_OBJECT] = "an object",
};

static bool
is_of_kind(const json_t *value, enum json_kind kind)
{
	switch (kind) {
	case JSON_KIND_BOOL:
		return json_is_boolean(value);
	case JSON_KIND_COUNT:
		return json_is_integer(value) && json_integer_value(value) >= 0;
	case JSON_KIND_LIST:
		return json_is_array(value);
	case JSON_KIND_OBJECT:
		return json_is_object(value);
	}
	return false;
}

int
json_file_check(const char *path, const char *where, const json_t *object,
    const struct json_member members[], struct reason *why)
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
