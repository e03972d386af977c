/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/arm/catalog.h"

#include "base/formats/words.h"
#include "base/text.h"

#include <dlfcn.h>
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *
catalog_role_name(enum arm_role role)
{
	return words_role.words[role].text;
}

const char *
catalog_slow_path_name(enum arm_slow_path slow_path)
{
	static const char *const names[] = {
#define SLOW_PATH(id, word, meaning) [ARM_SLOW_##id] = word,
#include "base/formats/words.def"
	};

	return names[slow_path];
}

const struct catalog_case *
catalog_case(const struct catalog_arm *arm, const char *name)
{
	for (unsigned i = 0; i < arm->n_cases; i++)
		if (strcmp(arm->cases[i].name, name) == 0)
			return &arm->cases[i];
	return NULL;
}

bool
catalog_lists_check(const char *checks, const struct catalog_arm *arm)
{
	char full[2 * CATALOG_NAME_BYTES];

	snprintf(full, sizeof(full), "%s-%s", arm->check, arm->place);
	return text_has_word(checks, ',', arm->check) ||
	    text_has_word(checks, ',', full);
}

/* Checks what this engine needs of an arm. */
static int
check_arm(const struct arm *arm, const char *path, struct reason *why)
{
	if (arm == NULL)
		return reason_set(why, -ENOEXEC,
		    "%s is not an arm: it exports no symbol '" ARM_SYMBOL "'",
		    path);
	if (arm->abi < ARM_ABI_OLDEST || arm->abi > ARM_ABI)
		return reason_set(why, -ENOEXEC,
		    "%s has arm ABI %u, this engine %u to %u: build it again "
		    "with this tree's bench/arm/arm.h",
		    path, arm->abi, ARM_ABI_OLDEST, ARM_ABI);
	if (arm->lock_bytes > ARM_LOCK_BYTES ||
	    arm->thread_bytes > ARM_THREAD_BYTES)
		return reason_set(why, -ENOEXEC,
		    "%s wants a lock of %u and a thread of %u bytes; there is "
		    "room for %u and %u",
		    path, arm->lock_bytes, arm->thread_bytes, ARM_LOCK_BYTES,
		    ARM_THREAD_BYTES);
	return 0;
}

/* Checks that the loops lie at the offset, which needs aligned functions. */
static int
check_offset(
    const struct arm *arm, const struct loader_order *order, struct reason *why)
{
	for (unsigned i = 0; i < arm->n_cases; i++) {
		const uintptr_t run = (uintptr_t)arm->cases[i]->run;

		if (run % 64 != order->offset)
			return reason_set(why, -ENOEXEC,
			    "%s: the loop of '%s' is at %u modulo 64 instead "
			    "of %u: build it with -falign-functions=64, as "
			    "./run.sh arm does",
			    order->path, arm->cases[i]->name,
			    (unsigned)(run % 64), order->offset);
	}
	return 0;
}

int
catalog_load(const struct loader_order *order, struct catalog_loaded *ret,
    struct reason *why)
{
	struct catalog_loaded loaded;
	int err = loader_open(order, &loaded.copy, why);

	if (err < 0)
		return err;
	loaded.arm = dlsym(loaded.copy.handle, ARM_SYMBOL);
	err = check_arm(loaded.arm, order->path, why);
	if (err == 0)
		err = check_offset(loaded.arm, order, why);
	if (err < 0)
		loader_close(&loaded.copy);
	else
		*ret = loaded;
	return err;
}

void
catalog_unload(struct catalog_loaded *loaded)
{
	loader_close(&loaded->copy);
	loaded->arm = NULL;
}

static int
parse_role(const struct arm *arm, const char *path, enum arm_role *ret,
    struct reason *why)
{
	const int role = word_find(&words_role, arm->role);

	if (role >= 0) {
		*ret = (enum arm_role)role;
		return 0;
	}
	return reason_set(
	    why, -ENOEXEC, "%s has the unknown role '%s'", path, arm->role);
}

/* Copies what a loaded arm says about itself. */
static int
copy_description(const struct arm *arm, const char *path,
    struct catalog_arm *ret, struct reason *why)
{
	int err = parse_role(arm, path, &ret->role, why);

	if (err < 0)
		return err;
	ret->is_planted = ret->role == ARM_ROLE_PLANTED;
	snprintf(ret->lock, sizeof(ret->lock), "%s", arm->lock);
	snprintf(ret->check, sizeof(ret->check), "%s", arm->check);
	snprintf(ret->place, sizeof(ret->place), "%s", arm->place);
	snprintf(ret->beside, sizeof(ret->beside), "%s",
	    arm->beside == NULL ? "" : arm->beside);
	snprintf(ret->what, sizeof(ret->what), "%s", arm->what);
	snprintf(ret->means, sizeof(ret->means), "%s",
	    arm->means == NULL ? "" : arm->means());
	compiler_copy(arm, &ret->compiler);
	ret->cases = calloc(arm->n_cases, sizeof(*ret->cases));
	if (ret->cases == NULL)
		return -ENOMEM;
	ret->n_cases = arm->n_cases;
	for (unsigned i = 0; i < arm->n_cases; i++) {
		snprintf(ret->cases[i].name, sizeof(ret->cases[i].name), "%s",
		    arm->cases[i]->name);
		ret->cases[i].slow_path = arm->cases[i]->slow_path;
	}
	return 0;
}

/*
 * Loads an arm, copies its description, and unloads it: a fork would copy all
 * that is loaded.
 */
static int
describe(const char *path, struct catalog_arm *ret, struct reason *why)
{
	const struct loader_order order = { .path = path, .name = ret->name };
	struct catalog_loaded loaded;
	int err = catalog_load(&order, &loaded, why);

	if (err < 0)
		return err;
	err = copy_description(loaded.arm, path, ret, why);
	catalog_unload(&loaded);
	return err;
}

/* The name of an arm is that of its file without ".so". */
static int
name_arm(const char *path, char ret[CATALOG_NAME_BYTES], struct reason *why)
{
	const char *file = strrchr(path, '/') + 1;
	const int length = (int)strlen(file) - (int)strlen(CATALOG_ENDING);

	if (length >= CATALOG_NAME_BYTES)
		return reason_set(why, -ENAMETOOLONG,
		    "%s: the name of an arm has at most %d letters", path,
		    CATALOG_NAME_BYTES - 1);
	snprintf(ret, CATALOG_NAME_BYTES, "%.*s", length, file);
	return 0;
}

static void
free_arm(struct catalog_arm *arm)
{
	free(arm->path);
	free(arm->cases);
	arm->path = NULL;
	arm->cases = NULL;
}

int
catalog_copy(const struct catalog_arm *arm, enum arm_role role,
    const char *name, struct catalog_arm *ret)
{
	const size_t bytes = arm->n_cases * sizeof(*arm->cases);

	*ret = *arm;
	ret->role = role;
	snprintf(ret->name, sizeof(ret->name), "%s", name);
	ret->path = strdup(arm->path);
	ret->cases = malloc(bytes > 0 ? bytes : 1);
	if (ret->path == NULL || ret->cases == NULL) {
		free_arm(ret);
		return -ENOMEM;
	}
	memcpy(ret->cases, arm->cases, bytes);
	return 0;
}

/* Adds the arm in a file, and its null arm if it is a base. */
static int
add_arm_of(struct catalog *catalog, const char *path, struct reason *why)
{
	struct catalog_arm *arm = &catalog->arms[catalog->n_arms];
	char null[CATALOG_NAME_BYTES];
	int err = name_arm(path, arm->name, why);

	if (err == 0)
		err = describe(path, arm, why);
	if (err < 0)
		return err;
	catalog->n_arms++;
	arm->path = strdup(path);
	if (arm->path == NULL)
		return -ENOMEM;
	if (arm->role != ARM_ROLE_BASE)
		return 0;
	snprintf(null, sizeof(null), "%.*s" CATALOG_NULL,
	    (int)(sizeof(null) - sizeof(CATALOG_NULL)), arm->name);
	return catalog_copy(
	    arm, ARM_ROLE_NULL, null, &catalog->arms[catalog->n_arms++]);
}

static int
compare_arms(const void *a, const void *b)
{
	const struct catalog_arm *x = a;
	const struct catalog_arm *y = b;

	if (x->role != y->role)
		return x->role < y->role ? -1 : 1;
	return strcmp(x->name, y->name);
}

void
catalog_sort(struct catalog *catalog)
{
	qsort(catalog->arms, catalog->n_arms, sizeof(*catalog->arms),
	    compare_arms);
}

static int
add_all(struct catalog *catalog, const glob_t *found, struct reason *why)
{
	/* Each may have a null arm. */
	catalog->arms = calloc(2 * found->gl_pathc, sizeof(*catalog->arms));
	if (catalog->arms == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < found->gl_pathc; i++) {
		const int err = add_arm_of(catalog, found->gl_pathv[i], why);

		if (err < 0)
			return err;
	}
	catalog_sort(catalog);
	return 0;
}

int
catalog_open(const char *folder, struct catalog *ret, struct reason *why)
{
	struct catalog catalog = { .folder = strdup(folder) };
	char *pattern = NULL;
	glob_t found;
	int err = -ENOMEM;

	if (catalog.folder == NULL ||
	    asprintf(&pattern, "%s/*" CATALOG_ENDING, folder) < 0)
		goto close_catalog;
	if (glob(pattern, 0, NULL, &found) != 0) {
		err = reason_set(why, -ENOENT,
		    "no arms in '%s': build them with ./run.sh", folder);
		goto free_pattern;
	}
	err = add_all(&catalog, &found, why);
	globfree(&found);

free_pattern:
	free(pattern);
close_catalog:
	if (err < 0)
		catalog_close(&catalog);
	else
		*ret = catalog;
	return err;
}

static void
close_arms(struct catalog_arm *arms, unsigned n_arms)
{
	for (unsigned i = 0; i < n_arms; i++)
		free_arm(&arms[i]);
	free(arms);
}

void
catalog_close(struct catalog *catalog)
{
	close_arms(catalog->arms, catalog->n_arms);
	close_arms(catalog->lone, catalog->n_lone);
	free(catalog->folder);
	*catalog = (struct catalog){ 0 };
}
