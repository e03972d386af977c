/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/armory.h"

#include <dlfcn.h>
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const role_names[] = {
	[ARM_ROLE_BASE] = "base",
	[ARM_ROLE_NULL] = "null",
	[ARM_ROLE_CAND] = "cand",
	[ARM_ROLE_PLANTED] = "planted",
	[ARM_ROLE_COUNT] = "count",
	[ARM_ROLE_REF] = "ref",
};

#define N_ROLES (sizeof(role_names) / sizeof(role_names[0]))

const char *
armory_role_name(enum arm_role role)
{
	return role_names[role];
}

const char *
armory_slow_path_name(enum arm_slow_path slow_path)
{
	static const char *const names[] = {
		[ARM_SLOW_NONE] = "none",
		[ARM_SLOW_SOME] = "some",
		[ARM_SLOW_EVERY] = "every",
		[ARM_SLOW_ANY] = "any",
	};

	return names[slow_path];
}

const struct armory_case *
armory_case(const struct armory_arm *arm, const char *name)
{
	for (unsigned i = 0; i < arm->n_cases; i++)
		if (strcmp(arm->cases[i].name, name) == 0)
			return &arm->cases[i];
	return NULL;
}

int
armory_load(const char *path, const struct arm **ret, struct reason *why)
{
	void *object = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	const struct arm *arm;

	if (object == NULL)
		return reason_set(
		    why, -ENOEXEC, "cannot load an arm: %s", dlerror());
	arm = dlsym(object, ARM_SYMBOL);
	if (arm == NULL)
		return reason_set(why, -ENOEXEC,
		    "%s is not an arm: it exports no symbol '" ARM_SYMBOL "'",
		    path);
	if (arm->abi < ARM_ABI_OLDEST || arm->abi > ARM_ABI)
		return reason_set(why, -ENOEXEC,
		    "%s has arm ABI %u, this engine %u to %u: build it again "
		    "with this tree's bench/arm.h",
		    path, arm->abi, ARM_ABI_OLDEST, ARM_ABI);
	if (arm->lock_bytes > ARM_LOCK_BYTES ||
	    arm->thread_bytes > ARM_THREAD_BYTES)
		return reason_set(why, -ENOEXEC,
		    "%s wants a lock of %u and a thread of %u bytes; there is "
		    "room for %u and %u",
		    path, arm->lock_bytes, arm->thread_bytes, ARM_LOCK_BYTES,
		    ARM_THREAD_BYTES);
	*ret = arm;
	return 0;
}

void
armory_unload(const struct arm *arm)
{
	Dl_info info;
	void *object = NULL;

	if (dladdr(arm, &info) != 0)
		object = dlopen(info.dli_fname, RTLD_NOW | RTLD_NOLOAD);
	if (object == NULL)
		return;
	/* This handle, and that of armory_load(). */
	dlclose(object);
	dlclose(object);
}

static int
parse_role(const struct arm *arm, const char *path, enum arm_role *ret,
    struct reason *why)
{
	for (unsigned i = 0; i < N_ROLES; i++)
		if (strcmp(arm->role, role_names[i]) == 0) {
			*ret = (enum arm_role)i;
			return 0;
		}
	return reason_set(
	    why, -ENOEXEC, "%s has the unknown role '%s'", path, arm->role);
}

/* Copies what a loaded arm says of itself. */
static int
copy(const struct arm *arm, const char *path, struct armory_arm *ret,
    struct reason *why)
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

/* Looks at an arm without keeping it: a fork copies all that is loaded. */
static int
describe(const char *path, struct armory_arm *ret, struct reason *why)
{
	const struct arm *arm;
	int err = armory_load(path, &arm, why);

	if (err < 0)
		return err;
	err = copy(arm, path, ret, why);
	armory_unload(arm);
	return err;
}

/* Splits ".../NAME.pPAD.so"; false if the file is not called so. */
static bool
split_path(
    const char *path, char ret_name[ARMORY_NAME_BYTES], unsigned *ret_pad)
{
	const char *file = strrchr(path, '/') + 1;
	const char *pad = strstr(file, ".p");
	int end = 0;

	if (pad == NULL || pad - file >= ARMORY_NAME_BYTES ||
	    sscanf(pad, ".p%u.so%n", ret_pad, &end) != 1 || end == 0 ||
	    pad[end] != '\0')
		return false;
	snprintf(ret_name, ARMORY_NAME_BYTES, "%.*s", (int)(pad - file), file);
	return true;
}

static struct armory_arm *
find(struct armory *armory, const char *name)
{
	for (unsigned i = 0; i < armory->n_arms; i++)
		if (strcmp(armory->arms[i].name, name) == 0)
			return &armory->arms[i];
	return NULL;
}

static int
add(struct armory *armory, const char *path, struct reason *why)
{
	char name[ARMORY_NAME_BYTES];
	struct armory_arm *arm;
	unsigned pad;

	if (!split_path(path, name, &pad))
		return 0;
	arm = find(armory, name);
	if (arm == NULL) {
		int err;

		arm = &armory->arms[armory->n_arms];
		err = describe(path, arm, why);
		if (err < 0)
			return err;
		snprintf(arm->name, sizeof(arm->name), "%s", name);
		armory->n_arms++;
		if (asprintf(&arm->stem, "%s/%s", armory->folder, name) < 0) {
			arm->stem = NULL;
			return -ENOMEM;
		}
	}
	if (arm->n_pads == ARMORY_PADS_MAX)
		return reason_set(why, -E2BIG, "%s: more than %d pads", path,
		    ARMORY_PADS_MAX);
	arm->pads[arm->n_pads++] = pad;
	return 0;
}

static int
compare_arms(const void *a, const void *b)
{
	const struct armory_arm *x = a;
	const struct armory_arm *y = b;

	if (x->role != y->role)
		return x->role < y->role ? -1 : 1;
	return strcmp(x->name, y->name);
}

static int
compare_pads(const void *a, const void *b)
{
	const unsigned x = *(const unsigned *)a;
	const unsigned y = *(const unsigned *)b;

	return (x > y) - (x < y);
}

void
armory_sort(struct armory *armory)
{
	qsort(
	    armory->arms, armory->n_arms, sizeof(*armory->arms), compare_arms);
}

static int
add_all(struct armory *armory, const glob_t *found, struct reason *why)
{
	armory->arms = calloc(found->gl_pathc, sizeof(*armory->arms));
	if (armory->arms == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < found->gl_pathc; i++) {
		const int err = add(armory, found->gl_pathv[i], why);

		if (err < 0)
			return err;
	}
	armory_sort(armory);
	for (unsigned i = 0; i < armory->n_arms; i++)
		qsort(armory->arms[i].pads, armory->arms[i].n_pads,
		    sizeof(armory->arms[i].pads[0]), compare_pads);
	return 0;
}

int
armory_open(const char *folder, struct armory *ret, struct reason *why)
{
	struct armory armory = { .folder = strdup(folder) };
	char *pattern = NULL;
	glob_t found;
	int err = -ENOMEM;

	if (armory.folder == NULL ||
	    asprintf(&pattern, "%s/*.p*.so", folder) < 0)
		goto close_armory;
	if (glob(pattern, 0, NULL, &found) != 0) {
		err = reason_set(why, -ENOENT,
		    "no arms in '%s': build them with ./run.sh", folder);
		goto free_pattern;
	}
	err = add_all(&armory, &found, why);
	globfree(&found);

free_pattern:
	free(pattern);
close_armory:
	if (err < 0)
		armory_close(&armory);
	else
		*ret = armory;
	return err;
}

static void
close_arms(struct armory_arm *arms, unsigned n_arms)
{
	for (unsigned i = 0; i < n_arms; i++) {
		free(arms[i].stem);
		free(arms[i].cases);
	}
	free(arms);
}

void
armory_close(struct armory *armory)
{
	close_arms(armory->arms, armory->n_arms);
	close_arms(armory->lone, armory->n_lone);
	free(armory->folder);
	*armory = (struct armory){ 0 };
}
