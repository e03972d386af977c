/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Locks against their own former selves: the arms of two builds, put together
 * so that rows can be made of them.
 *
 * A family is what the build made of one lock with one check at one place: the
 * arm NAME, NAME-planted with a known slowdown, and NAME-count, which counts
 * its hard paths.  A row takes the first two from the old build, NAME twice, as
 * base and null arm, and as candidate the new NAME; what the new NAME-count
 * counts shows that the new slow path ran.
 */
#ifndef BENCH_ARM_REVISION_H
#define BENCH_ARM_REVISION_H

#include "bench/arm/catalog.h"

/* What is put behind the names of the old arms. */
#define REVISION_OLD "@base"

/*
 * Puts together the families that *old and *work both have; a lock's name is
 * then that of its family.  Where a lock has a family with a check, the one
 * without is left out.  Takes the arms from both, which are closed.  Returns 0,
 * or -EINVAL with the reason when there is no family in common.
 */
int revision_oppose(struct catalog *old, struct catalog *work,
    struct catalog *ret, struct reason *why);

/*
 * Checks that every candidate can be slowed down.  Returns 0, or -EINVAL with
 * the name of one that cannot.
 */
int revision_check_planted(const struct catalog *catalog, struct reason *why);

/*
 * Opens the arms in folder; where old_folder is not NULL, against those of the
 * build there, which must be made alike.  is_planted: the candidates of two
 * builds are to be slowed down, so each must allow it.  Returns 0 or a negative
 * errno with the reason.
 */
int revision_open_arms(const char *folder, const char *old_folder,
    bool is_planted, struct catalog *ret, struct reason *why);

#endif /* BENCH_ARM_REVISION_H */
