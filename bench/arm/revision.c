/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/arm/revision.h"

#include "bench/arm/provenance.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What stands behind a family's name, by role. */
static const char *const endings[] = {
	[ARM_ROLE_PLANTED] = "-planted",
	[ARM_ROLE_COUNT] = "-count",
};

static struct armory_arm *
find(const struct armory *armory, const char *family, const char *ending)
{
	const size_t length = strlen(family);

	for (unsigned i = 0; i < armory->n_arms; i++) {
		const char *name = armory->arms[i].name;

		if (strncmp(name, family, length) == 0 &&
		    strcmp(name + length, ending) == 0)
			return &armory->arms[i];
	}
	return NULL;
}

/* Whether an arm gives its name to a family: a base, or one with a planted. */
static bool
is_head(const struct armory *armory, const struct armory_arm *arm)
{
	return arm->role == ARM_ROLE_BASE ||
	    (arm->role == ARM_ROLE_CAND &&
	        find(armory, arm->name, endings[ARM_ROLE_PLANTED]) != NULL);
}

/* Whether a lock without a check has a family with one. */
static bool
is_outdone(const struct armory *armory, const struct armory_arm *arm)
{
	if (arm->role != ARM_ROLE_BASE)
		return false;
	for (unsigned i = 0; i < armory->n_arms; i++) {
		const struct armory_arm *other = &armory->arms[i];

		if (other->role == ARM_ROLE_CAND &&
		    strcmp(other->lock, arm->lock) == 0 &&
		    is_head(armory, other))
			return true;
	}
	return false;
}

/* Whether an arm gives its name to a family that rows are made of. */
static bool
revision_is_family(const struct armory *armory, const struct armory_arm *arm)
{
	return is_head(armory, arm) && !is_outdone(armory, arm);
}

/* Moves an arm into a family, under a role and a name that tells its side. */
static void
move(struct armory_arm *arm, const char *family, enum arm_role role,
    const char *side, struct armory *ret)
{
	struct armory_arm *moved = &ret->arms[ret->n_arms++];

	*moved = *arm;
	moved->role = role;
	snprintf(moved->name, sizeof(moved->name), "%.*s%s",
	    (int)(sizeof(moved->name) - sizeof(REVISION_OLD)), arm->name, side);
	snprintf(moved->lock, sizeof(moved->lock), "%s", family);
	/* What the arm held is the moved one's. */
	arm->path = NULL;
	arm->cases = NULL;
}

/* Makes an old head, which is moved already, the family's null arm as well. */
static int
add_null(const struct armory_arm *base, const char *family, struct armory *ret)
{
	char name[ARMORY_NAME_BYTES];

	snprintf(name, sizeof(name), "%.*s" ARMORY_NULL REVISION_OLD,
	    (int)(sizeof(name) - sizeof(ARMORY_NULL REVISION_OLD)), family);
	return armory_copy(
	    base, ARM_ROLE_NULL, name, &ret->arms[ret->n_arms++]);
}

static int
move_family(struct armory *old, struct armory *work, const char *family,
    struct armory *ret)
{
	struct armory_arm *planted =
	    find(old, family, endings[ARM_ROLE_PLANTED]);
	struct armory_arm *count = find(work, family, endings[ARM_ROLE_COUNT]);

	if (planted != NULL)
		move(planted, family, ARM_ROLE_PLANTED, REVISION_OLD, ret);
	if (count != NULL)
		move(count, family, ARM_ROLE_COUNT, "", ret);
	move(find(work, family, ""), family, ARM_ROLE_CAND, "", ret);
	move(find(old, family, ""), family, ARM_ROLE_BASE, REVISION_OLD, ret);
	return add_null(&ret->arms[ret->n_arms - 1], family, ret);
}

static bool
has_arm(const struct armory *armory, const char *name)
{
	for (unsigned i = 0; i < armory->n_arms; i++)
		if (strcmp(armory->arms[i].name, name) == 0)
			return true;
	return false;
}

/* Moves the heads of families that *other has no arm of. */
static void
keep_lone(struct armory *own, const struct armory *other, enum arm_role role,
    struct armory *ret)
{
	for (unsigned i = 0; i < own->n_arms; i++) {
		struct armory_arm *arm = &own->arms[i];
		struct armory_arm *lone = &ret->lone[ret->n_lone];

		if (arm->path == NULL || !revision_is_family(own, arm) ||
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
sides_keep_lone(struct armory *old, struct armory *work, struct armory *ret)
{
	ret->lone = calloc(old->n_arms + work->n_arms, sizeof(*ret->lone));
	if (ret->lone == NULL)
		return -ENOMEM;
	keep_lone(old, work, ARM_ROLE_BASE, ret);
	keep_lone(work, old, ARM_ROLE_CAND, ret);
	return 0;
}

int
revision_oppose(struct armory *old, struct armory *work, struct armory *ret,
    struct reason *why)
{
	struct armory armory = { 0 };
	char family[ARMORY_NAME_BYTES];
	int err = 0;

	/* A null arm more than there are heads. */
	armory.arms =
	    calloc(2 * old->n_arms + work->n_arms, sizeof(*armory.arms));
	for (unsigned i = 0; armory.arms != NULL && err == 0 && i < old->n_arms;
	     i++) {
		const struct armory_arm *arm = &old->arms[i];

		/* Moved already, or nobody's head. */
		if (arm->path == NULL || !revision_is_family(old, arm) ||
		    find(work, arm->name, "") == NULL)
			continue;
		snprintf(family, sizeof(family), "%s", arm->name);
		err = move_family(old, work, family, &armory);
	}
	if (armory.arms == NULL || sides_keep_lone(old, work, &armory) < 0)
		err = -ENOMEM;
	else if (err == 0 && armory.n_arms == 0)
		err = reason_set(why, -EINVAL,
		    "'%s' and '%s' have no lock in common: an arm is the same "
		    "lock where its file has the same name",
		    old->folder, work->folder);
	armory_close(old);
	armory_close(work);
	armory_sort(&armory);
	if (err < 0)
		armory_close(&armory);
	else
		*ret = armory;
	return err;
}

int
revision_check_planted(const struct armory *armory, struct reason *why)
{
	for (unsigned i = 0; i < armory->n_arms; i++)
		if (armory->arms[i].role == ARM_ROLE_CAND &&
		    !armory->arms[i].is_planted)
			return reason_set(why, -EINVAL,
			    "--plant: %s was not built to be slowed down: copy "
			    "NAME-planted to NAME",
			    armory->arms[i].name);
	return 0;
}

/* Opens both sides, and has each lock stand against its former self. */
static int
open_sides(const char *folder, const char *old_folder, struct armory *ret,
    struct reason *why)
{
	struct armory work;
	struct armory old;
	int err = armory_open(folder, &work, why);

	if (err < 0)
		return err;
	err = armory_open(old_folder, &old, why);
	if (err < 0) {
		armory_close(&work);
		return err;
	}
	return revision_oppose(&old, &work, ret, why);
}

int
revision_open_arms(const char *folder, const char *old_folder, bool is_planted,
    struct armory *ret, struct reason *why)
{
	struct armory armory;
	int err = old_folder == NULL
	    ? armory_open(folder, &armory, why)
	    : open_sides(folder, old_folder, &armory, why);

	if (err < 0)
		return err;
	err = provenance_check(&armory, why);
	if (err == 0 && old_folder != NULL && is_planted)
		err = revision_check_planted(&armory, why);
	if (err < 0)
		armory_close(&armory);
	else
		*ret = armory;
	return err;
}
