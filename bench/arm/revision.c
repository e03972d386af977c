/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/arm/revision.h"

#include "bench/arm/provenance.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The ending of an arm's name behind that of its family, by role. */
static const char *const endings[] = {
	[ARM_ROLE_PLANTED] = "-planted",
	[ARM_ROLE_COUNT] = "-count",
};

static struct catalog_arm *
find_arm(const struct catalog *catalog, const char *family, const char *ending)
{
	const size_t length = strlen(family);

	for (unsigned i = 0; i < catalog->n_arms; i++) {
		const char *name = catalog->arms[i].name;

		if (strncmp(name, family, length) == 0 &&
		    strcmp(name + length, ending) == 0)
			return &catalog->arms[i];
	}
	return NULL;
}

/*
 * Whether a family is named after an arm: a base, or an arm with a planted one.
 */
static bool
is_head(const struct catalog *catalog, const struct catalog_arm *arm)
{
	return arm->role == ARM_ROLE_BASE ||
	    (arm->role == ARM_ROLE_CAND &&
	        find_arm(catalog, arm->name, endings[ARM_ROLE_PLANTED]) !=
	            NULL);
}

/* Whether a lock without a check has a family with one. */
static bool
is_outdone(const struct catalog *catalog, const struct catalog_arm *arm)
{
	if (arm->role != ARM_ROLE_BASE)
		return false;
	for (unsigned i = 0; i < catalog->n_arms; i++) {
		const struct catalog_arm *other = &catalog->arms[i];

		if (other->role == ARM_ROLE_CAND &&
		    strcmp(other->lock, arm->lock) == 0 &&
		    is_head(catalog, other))
			return true;
	}
	return false;
}

/* Whether an arm gives its name to a family that rows are made of. */
static bool
is_family(const struct catalog *catalog, const struct catalog_arm *arm)
{
	return is_head(catalog, arm) && !is_outdone(catalog, arm);
}

/* Moves an arm into a family, with a role and a name that shows its side. */
static void
move_arm(struct catalog_arm *arm, const char *family, enum arm_role role,
    const char *side, struct catalog *ret)
{
	struct catalog_arm *moved = &ret->arms[ret->n_arms++];

	*moved = *arm;
	moved->role = role;
	snprintf(moved->name, sizeof(moved->name), "%.*s%s",
	    (int)(sizeof(moved->name) - sizeof(REVISION_OLD)), arm->name, side);
	snprintf(moved->lock, sizeof(moved->lock), "%s", family);
	/* The moved arm owns these now. */
	arm->path = NULL;
	arm->cases = NULL;
}

/* Copies an old head, already moved, as the null arm of the family. */
static int
add_null(
    const struct catalog_arm *base, const char *family, struct catalog *ret)
{
	char name[CATALOG_NAME_BYTES];

	snprintf(name, sizeof(name), "%.*s" CATALOG_NULL REVISION_OLD,
	    (int)(sizeof(name) - sizeof(CATALOG_NULL REVISION_OLD)), family);
	return catalog_copy(
	    base, ARM_ROLE_NULL, name, &ret->arms[ret->n_arms++]);
}

static int
move_family(struct catalog *old, struct catalog *work, const char *family,
    struct catalog *ret)
{
	struct catalog_arm *planted =
	    find_arm(old, family, endings[ARM_ROLE_PLANTED]);
	struct catalog_arm *count =
	    find_arm(work, family, endings[ARM_ROLE_COUNT]);

	if (planted != NULL)
		move_arm(planted, family, ARM_ROLE_PLANTED, REVISION_OLD, ret);
	if (count != NULL)
		move_arm(count, family, ARM_ROLE_COUNT, "", ret);
	move_arm(find_arm(work, family, ""), family, ARM_ROLE_CAND, "", ret);
	move_arm(find_arm(old, family, ""), family, ARM_ROLE_BASE, REVISION_OLD,
	    ret);
	return add_null(&ret->arms[ret->n_arms - 1], family, ret);
}

static bool
has_arm(const struct catalog *catalog, const char *name)
{
	for (unsigned i = 0; i < catalog->n_arms; i++)
		if (strcmp(catalog->arms[i].name, name) == 0)
			return true;
	return false;
}

/* Moves the heads of families of which *other has no arm. */
static void
keep_lone(struct catalog *own, const struct catalog *other, enum arm_role role,
    struct catalog *ret)
{
	for (unsigned i = 0; i < own->n_arms; i++) {
		struct catalog_arm *arm = &own->arms[i];
		struct catalog_arm *lone = &ret->lone[ret->n_lone];

		if (arm->path == NULL || !is_family(own, arm) ||
		    has_arm(other, arm->name))
			continue;
		*lone = *arm;
		lone->role = role;
		memcpy(lone->lock, arm->name, sizeof(lone->lock));
		arm->path = NULL;
		arm->cases = NULL;
		ret->n_lone++;
	}
}

/* Moves to *ret the families that only one of the two has.  0 or -ENOMEM. */
static int
keep_all_lone(struct catalog *old, struct catalog *work, struct catalog *ret)
{
	ret->lone = calloc(old->n_arms + work->n_arms, sizeof(*ret->lone));
	if (ret->lone == NULL)
		return -ENOMEM;
	keep_lone(old, work, ARM_ROLE_BASE, ret);
	keep_lone(work, old, ARM_ROLE_CAND, ret);
	return 0;
}

int
revision_oppose(struct catalog *old, struct catalog *work, struct catalog *ret,
    struct reason *why)
{
	struct catalog catalog = { 0 };
	char family[CATALOG_NAME_BYTES];
	int err = 0;

	/* Each head may add a null arm. */
	catalog.arms =
	    calloc(2 * old->n_arms + work->n_arms, sizeof(*catalog.arms));
	for (unsigned i = 0;
	     catalog.arms != NULL && err == 0 && i < old->n_arms; i++) {
		const struct catalog_arm *arm = &old->arms[i];

		/* Skip an arm that was moved, or heads no family. */
		if (arm->path == NULL || !is_family(old, arm) ||
		    find_arm(work, arm->name, "") == NULL)
			continue;
		snprintf(family, sizeof(family), "%s", arm->name);
		err = move_family(old, work, family, &catalog);
	}
	if (catalog.arms == NULL || keep_all_lone(old, work, &catalog) < 0)
		err = -ENOMEM;
	else if (err == 0 && catalog.n_arms == 0)
		err = reason_set(why, -EINVAL,
		    "'%s' and '%s' have no lock in common: an arm is the same "
		    "lock where its file has the same name",
		    old->folder, work->folder);
	catalog_close(old);
	catalog_close(work);
	catalog_sort(&catalog);
	if (err < 0)
		catalog_close(&catalog);
	else
		*ret = catalog;
	return err;
}

int
revision_check_planted(const struct catalog *catalog, struct reason *why)
{
	for (unsigned i = 0; i < catalog->n_arms; i++)
		if (catalog->arms[i].role == ARM_ROLE_CAND &&
		    !catalog->arms[i].is_planted)
			return reason_set(why, -EINVAL,
			    "--plant: %s was not built to be slowed down: copy "
			    "NAME-planted to NAME",
			    catalog->arms[i].name);
	return 0;
}

/* Opens both builds, and sets each lock against its former self. */
static int
open_sides(const char *folder, const char *old_folder, struct catalog *ret,
    struct reason *why)
{
	struct catalog work;
	struct catalog old;
	int err = catalog_open(folder, &work, why);

	if (err < 0)
		return err;
	err = catalog_open(old_folder, &old, why);
	if (err < 0) {
		catalog_close(&work);
		return err;
	}
	return revision_oppose(&old, &work, ret, why);
}

int
revision_open_arms(const char *folder, const char *old_folder, bool is_planted,
    struct catalog *ret, struct reason *why)
{
	struct catalog catalog;
	int err = old_folder == NULL
	    ? catalog_open(folder, &catalog, why)
	    : open_sides(folder, old_folder, &catalog, why);

	if (err < 0)
		return err;
	err = provenance_check(&catalog, why);
	if (err == 0 && old_folder != NULL && is_planted)
		err = revision_check_planted(&catalog, why);
	if (err < 0)
		catalog_close(&catalog);
	else
		*ret = catalog;
	return err;
}
