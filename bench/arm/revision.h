/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Locks against their own former selves: combines the arms of two builds so
 * that rows can be made of them.
 *
 * A family is what the build made of one lock with one check at one place: the
 * arm NAME; NAME-planted, with a known slowdown; and NAME-count, which counts
 * its hard paths.  A row takes NAME and NAME-planted from the old build; NAME
 * is used twice, as base and as null arm.  The candidate is the new NAME, and
 * the new NAME-count shows that the new slow path ran.
 */
#ifndef BENCH_ARM_REVISION_H
#define BENCH_ARM_REVISION_H

#include "bench/arm/catalog.h"

/* What is appended to the names of old arms. */
#define REVISION_OLD "@base"

/*
 * Combines the families that *old and *work both have; the lock of each arm
 * becomes its family.  If a lock has a family with a check, that without one is
 * left out.  Takes the arms from both catalogs and closes these.  Returns 0, or
 * -EINVAL with the reason if they have no family in common.
 */
int revision_oppose(struct catalog *old, struct catalog *work,
    struct catalog *ret, struct reason *why);

/*
 * Checks that every candidate can be slowed down.  Returns 0, or -EINVAL with
 * the name of one that cannot.
 */
int revision_check_planted(const struct catalog *catalog, struct reason *why);

/*
 * Opens the arms in folder.  If old_folder is not NULL, compares them with the
 * build there, which must be compiled alike.  is_planted: the candidates of two
 * builds are to be slowed down, so each must allow it.  Returns 0 or a negative
 * errno with the reason.
 */
int revision_open_arms(const char *folder, const char *old_folder,
    bool is_planted, struct catalog *ret, struct reason *why);

#endif /* BENCH_ARM_REVISION_H */
