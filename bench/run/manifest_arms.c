/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/run/manifest_arms.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

/*
 * The arms of the rows that run, by turns: row by row, and those seen before.
 */
static const struct armory_arm *
nth_arm(const struct plan *plan, unsigned *row, unsigned *n)
{
	for (; *row < plan->n_rows; ++*row, *n = 0)
		if (plan->rows[*row].skipped.text[0] == '\0' &&
		    *n < plan->rows[*row].n_arms)
			return plan->rows[*row].arms[(*n)++];
	return NULL;
}

/* A text, or null where nothing is known. */
static json_t *
pack_text(const char *text)
{
	return text[0] == '\0' ? json_null() : json_string(text);
}

static bool
is_text(const json_t *entry, const char *key, const char *text)
{
	const char *said = json_string_value(json_object_get(entry, key));

	return strcmp(said == NULL ? "" : said, text) == 0;
}

/* The entry of a compiler; arms that say the same, or as little, share it. */
static json_t *
find_entry(json_t *list, const struct compiler *compiler)
{
	json_t *entry;
	size_t i;

	json_array_foreach(list, i, entry)
	{
		if (is_text(entry, "compiler", compiler->name) &&
		    is_text(entry, "version", compiler->version) &&
		    is_text(entry, "flags", compiler->flags))
			return entry;
	}
	entry = json_pack("{s:o, s:o, s:o, s:[]}", "compiler",
	    pack_text(compiler->name), "version", pack_text(compiler->version),
	    "flags", pack_text(compiler->flags), "arms");
	/* The list's then: it goes with it. */
	return json_array_append_new(list, entry) == 0 ? entry : NULL;
}

static void
add_name(json_t *names, const char *name)
{
	const json_t *other;
	size_t i;

	json_array_foreach(names, i, other)
	{
		if (strcmp(json_string_value(other), name) == 0)
			return;
	}
	json_array_append_new(names, json_string(name));
}

json_t *
manifest_pack_toolchains(const struct plan *plan)
{
	json_t *list = json_array();
	const struct armory_arm *arm;
	unsigned row = 0;
	unsigned n = 0;

	while ((arm = nth_arm(plan, &row, &n)) != NULL) {
		json_t *entry = find_entry(list, &arm->compiler);

		add_name(json_object_get(entry, "arms"), arm->name);
	}
	return list;
}

json_t *
manifest_pack_toolchain(const struct plan *plan)
{
	const struct armory_arm *first = NULL;
	const struct armory_arm *arm;
	char name[2 * COMPILER_NAME_BYTES];
	bool is_same = true;
	unsigned row = 0;
	unsigned n = 0;

	while ((arm = nth_arm(plan, &row, &n)) != NULL) {
		if (arm->role == ARM_ROLE_REF)
			continue;
		if (first == NULL)
			first = arm;
		is_same &= compiler_is_same(&first->compiler, &arm->compiler);
	}
	if (first == NULL || !is_same)
		return json_pack("{s:n, s:n}", "compiler", "flags");
	snprintf(name, sizeof(name), "%s %s", first->compiler.name,
	    first->compiler.version);
	return json_pack(
	    "{s:s, s:s}", "compiler", name, "flags", first->compiler.flags);
}
