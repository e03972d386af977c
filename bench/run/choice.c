/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/run/choice.h"

#include "base/file.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* More names than a plan can have rows. */
#define NAMES_BYTES_MAX 1000000

/* Every part of --checks must be one that some candidate has. */
static int
look_at_checks(const struct options *options, const struct armory *armory,
    struct reason *why)
{
	char checks[OPTIONS_TEXT_BYTES];
	char *rest = checks;
	const char *check;

	snprintf(checks, sizeof(checks), "%s", options->checks);
	while ((check = strsep(&rest, ",")) != NULL) {
		bool is_there = false;

		for (unsigned i = 0; i < armory->n_arms; i++)
			is_there |= armory->arms[i].role == ARM_ROLE_CAND &&
			    armory_lists_check(check, &armory->arms[i]);
		if (!is_there)
			return reason_set(why, -EINVAL,
			    "there is no check '%s'; ./run.sh list shows all",
			    check);
	}
	return 0;
}

static int
read_names(const char *path, struct choice *choice, struct reason *why)
{
	struct reason inner;
	const int err = file_read(path, NAMES_BYTES_MAX, &choice->names,
	    &choice->names_bytes, &inner);

	if (err < 0)
		return reason_set(
		    why, err, "--rows-from %s: %s", path, inner.text);
	if (choice->names_bytes == 0)
		return reason_set(why, -EINVAL, "%s names no row", path);
	if (choice->names[choice->names_bytes - 1] != '\n')
		return reason_set(
		    why, -EINVAL, "%s is no list of rows, one a line", path);
	for (size_t i = 0; i < choice->names_bytes; i++)
		if (choice->names[i] == '\n')
			choice->names[i] = '\0';
	return 0;
}

int
choice_open(const struct options *options, const struct armory *armory,
    struct choice *ret, struct reason *why)
{
	struct choice choice = { .options = options };
	int err = 0;

	if (options->base == NULL)
		err = look_at_checks(options, armory, why);
	if (err == 0 && options->rows_from != NULL)
		err = read_names(options->rows_from, &choice, why);
	if (err < 0)
		choice_close(&choice);
	else
		*ret = choice;
	return err;
}

void
choice_close(struct choice *choice)
{
	free(choice->names);
}

/* A lock against its own revision is compared whatever its check. */
bool
choice_wants_arm(const struct choice *choice, const struct armory_arm *arm)
{
	return arm->role != ARM_ROLE_CAND || choice->options->base != NULL ||
	    armory_lists_check(choice->options->checks, arm);
}

static bool
is_named(const struct choice *choice, const char *name)
{
	const char *end = choice->names + choice->names_bytes;

	for (const char *p = choice->names; p < end; p += strlen(p) + 1)
		if (strcmp(p, name) == 0)
			return true;
	return false;
}

bool
choice_wants_row(const struct choice *choice, const char *name, bool is_default)
{
	const struct options *options = choice->options;

	if (choice->names != NULL)
		return is_named(choice, name);
	if (options->rows != NULL)
		return fnmatch(options->rows, name, FNM_EXTMATCH) == 0;
	/* A list shows all. */
	return is_default || options->wants_list;
}
