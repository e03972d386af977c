/* SPDX-License-Identifier: BSD-2-Clause */
/* maker: see maker.h. */
#include "analysis/report/maker.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "analysis/report/words.h"

/* All three, or it is not known. */
struct maker {
	const char *compiler;
	const char *version;
	const char *flags;
};

static bool
has_name(const json_t *names, const char *name)
{
	const json_t *other;
	size_t i;

	json_array_foreach(names, i, other)
	{
		const char *text = json_string_value(other);

		if (text != NULL && strcmp(text, name) == 0)
			return true;
	}
	return false;
}

static struct maker
read_maker(const json_t *entry)
{
	return (struct maker){
		json_string_value(json_object_get(entry, "compiler")),
		json_string_value(json_object_get(entry, "version")),
		json_string_value(json_object_get(entry, "flags")),
	};
}

static bool
is_known(const struct maker *maker)
{
	return maker->compiler != NULL && maker->version != NULL &&
	    maker->flags != NULL;
}

/* Finds what made the arm; false if it is not known. */
static bool
find(const struct run *run, const char *arm, struct maker *ret_maker)
{
	const json_t *list = json_object_get(run->document, "toolchains");
	const json_t *entry;
	size_t i;

	json_array_foreach(list, i, entry)
	{
		if (!has_name(json_object_get(entry, "arms"), arm))
			continue;
		*ret_maker = read_maker(entry);
		return is_known(ret_maker);
	}
	return false;
}

bool
makers_are_told(const struct run *run)
{
	const json_t *list = json_object_get(run->document, "toolchains");
	const json_t *entry;
	size_t i;

	json_array_foreach(list, i, entry)
	{
		const struct maker maker = read_maker(entry);

		if (!is_known(&maker))
			return false;
	}
	return json_array_size(list) > 0;
}

bool
maker_differs(const struct run *before, const char *old,
    const struct run *after, const char *new, char ret_how[MAKER_TEXT_BYTES])
{
	struct maker a;
	struct maker b;
	char own[2][MAKER_TEXT_BYTES / 3];

	if (!find(before, old, &a) || !find(after, new, &b))
		return false;
	if (strcmp(a.compiler, b.compiler) != 0 ||
	    strcmp(a.version, b.version) != 0) {
		snprintf(ret_how, MAKER_TEXT_BYTES, "%s %s, then %s %s",
		    a.compiler, a.version, b.compiler, b.version);
		return true;
	}
	if (strcmp(a.flags, b.flags) == 0)
		return false;
	words_own(a.flags, b.flags, own[0], sizeof(own[0]));
	words_own(b.flags, a.flags, own[1], sizeof(own[1]));
	snprintf(
	    ret_how, MAKER_TEXT_BYTES, "flags %s, then %s", own[0], own[1]);
	return true;
}
