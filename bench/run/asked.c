/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/run/asked.h"

#include "base/file.h"
#include "base/formats/words.h"
#include "bench/run/plan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Each line of the list has less than 300 bytes. */
#define LIST_BYTES_MAX 1000000

#define ROLE_BYTES 16

static const char *const placements[] = {
#define PLACEMENT(called, ...) called,
#include "bench/machine/placements.def"
#undef PLACEMENT
};

#define N_PLACEMENTS (sizeof(placements) / sizeof(placements[0]))

/* The placement of one thread (plan.c). */
#define LONE_PLACEMENT "spread"

static int
parse_line(const char *line, struct catalog_arm *ret)
{
	char role_name[ROLE_BYTES];
	int end = 0;
	int role;

	*ret = (struct catalog_arm){ 0 };
	if (sscanf(line, "%63s %63s %15s %63s %63s%n", ret->name, ret->lock,
	        role_name, ret->check, ret->place, &end) != 5 ||
	    line[end] != '\0')
		return -EINVAL;
	role = word_find(&words_role, role_name);
	if (role < 0)
		return -EINVAL;
	ret->role = (enum arm_role)role;
	if (strcmp(ret->place, "-") == 0)
		ret->place[0] = '\0';
	return 0;
}

static int
parse_list(
    char *text, const char *path, struct catalog *catalog, struct reason *why)
{
	unsigned n_lines = 0;
	char *line;

	for (const char *p = text; *p != '\0'; p++)
		n_lines += *p == '\n';
	catalog->arms = calloc(n_lines + 1, sizeof(*catalog->arms));
	if (catalog->arms == NULL)
		return reason_set(why, -ENOMEM, "out of memory");
	while ((line = strsep(&text, "\n")) != NULL && line[0] != '\0') {
		if (parse_line(line, &catalog->arms[catalog->n_arms]) < 0)
			return reason_set(why, -EINVAL,
			    "%s:%u: '%s' is not the name, lock, role, check "
			    "and place of an arm",
			    path, catalog->n_arms + 1, line);
		catalog->n_arms++;
	}
	return 0;
}

int
asked_read_list(const char *path, struct catalog *ret, struct reason *why)
{
	struct catalog catalog = { 0 };
	struct reason inner;
	char *text;
	size_t n;
	int err = file_read(path, LIST_BYTES_MAX, &text, &n, &inner);

	if (err < 0)
		return reason_set(
		    why, err, "--arms-list %s: %s", path, inner.text);
	err = parse_list(text, path, &catalog, why);
	free(text);
	if (err < 0)
		catalog_close(&catalog);
	else
		*ret = catalog;
	return err;
}

/*
 * Whether some row whose name begins with "word/" may match the glob: what
 * stands before its first special sign decides.
 */
static bool
may_match(const char *glob, const char *word)
{
	const size_t n = strcspn(glob, "[]*?(\\!@+|");
	const char *slash = memchr(glob, '/', n);

	if (slash == NULL)
		return strncmp(word, glob, n) == 0;
	return strlen(word) == (size_t)(slash - glob) &&
	    strncmp(word, glob, strlen(word)) == 0;
}

/* The rows that the options ask for. */
struct globs {
	char *names; /* what --rows-from names, one a line; or NULL */
	const char *rows;
	const char *const *usual; /* where none are named */
};

static bool
may_be_asked(const struct globs *globs, const char *word)
{
	char name[PLAN_NAME_BYTES];
	const char *line = globs->names;
	const char *const *glob = globs->usual;

	if (globs->rows != NULL)
		return may_match(globs->rows, word);
	if (line == NULL) {
		while (*glob != NULL && !may_match(*glob, word))
			glob++;
		return *glob != NULL;
	}
	for (size_t n; *line != '\0'; line += n + 1) {
		n = strcspn(line, "\n");
		snprintf(name, sizeof(name), "%.*s", (int)n, line);
		if (may_match(name, word))
			return true;
	}
	return false;
}

/* Whether the lock may have such a row.  A gate calls its rows by arms. */
static bool
is_lock_asked(const struct options *options, const struct catalog *listed,
    const struct globs *globs, const char *lock)
{
	for (unsigned i = 0; i < listed->n_arms; i++) {
		const struct catalog_arm *arm = &listed->arms[i];

		if (strcmp(arm->lock, lock) == 0 &&
		    (arm->role == ARM_ROLE_BASE ||
		        arm->role == ARM_ROLE_CAND) &&
		    may_be_asked(
		        globs, options->base == NULL ? lock : arm->name))
			return true;
	}
	return false;
}

static bool
has_check(const struct catalog_arm *arm)
{
	return strcmp(arm->check, "none") != 0;
}

/* Whether a gate sets the lock with its check against its former self. */
static bool
is_gated_with_check(const struct catalog *listed, const char *lock)
{
	for (unsigned i = 0; i < listed->n_arms; i++)
		if (listed->arms[i].role == ARM_ROLE_PLANTED &&
		    strcmp(listed->arms[i].lock, lock) == 0 &&
		    has_check(&listed->arms[i]))
			return true;
	return false;
}

/* Whether an arm of a lock that is asked for is needed. */
static bool
is_needed(const struct options *options, const struct catalog *listed,
    const struct catalog_arm *arm)
{
	switch (arm->role) {
	case ARM_ROLE_BASE:
		return true;
	case ARM_ROLE_CAND:
		return catalog_lists_check(options->checks, arm);
	default:
		return has_check(arm) ==
		    (options->base != NULL &&
		        is_gated_with_check(listed, arm->lock));
	}
}

static bool
is_asked(const struct options *options, const struct catalog *listed,
    const struct globs *globs, const struct catalog_arm *arm)
{
	if (arm->role == ARM_ROLE_REF)
		return options->base == NULL;
	return is_lock_asked(options, listed, globs, arm->lock) &&
	    is_needed(options, listed, arm);
}

static int
print_asked(FILE *file, const struct options *options,
    const struct catalog *listed, const struct globs *globs, struct reason *why)
{
	unsigned n_asked[ARM_ROLE_REF + 1] = { 0 };

	for (unsigned i = 0; i < listed->n_arms; i++)
		n_asked[listed->arms[i].role] +=
		    is_asked(options, listed, globs, &listed->arms[i]);
	if (n_asked[ARM_ROLE_BASE] == 0)
		return plan_refuse_rows(options, why);
	if (n_asked[ARM_ROLE_CAND] == 0 && options->base == NULL)
		return reason_set(why, -EINVAL,
		    "no lock of these rows has a check of '%s'; "
		    "./run.sh list shows all",
		    options->checks);
	for (unsigned i = 0; i < listed->n_arms; i++)
		if (is_asked(options, listed, globs, &listed->arms[i]))
			fprintf(file, "%s\n", listed->arms[i].name);
	return 0;
}

int
asked_print_arms(FILE *file, const struct options *options,
    const struct catalog *listed, struct reason *why)
{
	struct globs globs = {
		.rows = options->wants_list ? "*" : options->rows,
		.usual = plan_usual_rows(options),
	};
	int err = 0;

	if (options->rows_from != NULL && !options->wants_list) {
		err = plan_read_rows(options->rows_from, &globs.names, why);
		globs.rows = NULL;
	}
	if (err == 0)
		err = print_asked(file, options, listed, &globs, why);
	free(globs.names);
	return err;
}

/* Whether there is the same arm with a planted slowdown. */
static bool
has_planted(const struct catalog *listed, const struct catalog_arm *arm)
{
	for (unsigned i = 0; i < listed->n_arms; i++) {
		const struct catalog_arm *other = &listed->arms[i];

		if (arm->role != other->role &&
		    other->role == ARM_ROLE_PLANTED &&
		    strcmp(arm->lock, other->lock) == 0 &&
		    strcmp(arm->check, other->check) == 0 &&
		    strcmp(arm->place, other->place) == 0)
			return arm->role == ARM_ROLE_BASE ||
			    arm->role == ARM_ROLE_CAND;
	}
	return false;
}

static void
print_rows(FILE *file, const char *name)
{
	for (unsigned i = 0; i < cases_count; i++)
		for (unsigned j = 0; j < N_PLACEMENTS; j++)
			fprintf(file, "  %s/%s/%d/%s\n", name, cases[i].name,
			    strcmp(placements[j], LONE_PLACEMENT) == 0 ? 1 : 2,
			    placements[j]);
}

void
asked_print_known(FILE *file, const struct catalog *listed)
{
	fputs("rows (\n", file);
	for (unsigned i = 0; i < listed->n_arms; i++) {
		const struct catalog_arm *arm = &listed->arms[i];

		if (arm->role == ARM_ROLE_BASE)
			print_rows(file, arm->lock);
		/* A gate calls its rows by the arms that have controls. */
		if (has_planted(listed, arm))
			print_rows(file, arm->name);
	}
	fputs("arms (\n", file);
	for (unsigned i = 0; i < listed->n_arms; i++)
		if (listed->arms[i].role == ARM_ROLE_CAND)
			fprintf(file, "  %s\n", listed->arms[i].name);
}

int
asked_print(FILE *file, const struct options *options, struct reason *why)
{
	struct catalog listed;
	int err = asked_read_list(options->arms_list, &listed, why);

	if (err < 0)
		return err;
	if (options->base == NULL)
		err = plan_row_check_names(options, &listed, why);
	if (err == 0 && options->wants_arms)
		err = asked_print_arms(file, options, &listed, why);
	if (err == 0 && options->wants_known)
		asked_print_known(file, &listed);
	catalog_close(&listed);
	return err;
}
