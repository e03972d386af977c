/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * panic_tunable: what of a panic can be set by FreeBSD's names.
 *
 *   kern.stop_scheduler_on_panic  0 (default: as committed in December 2011)
 *                                 or 1: stop the others, then fake the locks
 *   kern.sync_on_panic            0 (default) or 1: write back before the dump
 *   kern.sync_order               ours: where the sync stands, "after" the stop
 *                                 (default) or "before" it, once it is sure
 *                                 that one processor is in panic
 *
 * Follows: freebsd.md 3.6.
 */
#ifndef LOCKS_PANIC_TUNABLE_H
#define LOCKS_PANIC_TUNABLE_H

#include <stdbool.h>

struct panic_tunables {
	bool stop_scheduler_on_panic;
	bool sync_on_panic;
	bool syncs_before_stop; /* kern.sync_order is "before" */
};

/* One of these by its name, with what turns it off, the default, and on. */
struct panic_tunable {
	const char *name;
	const char *off;
	const char *on;
};

/*
 * Sets the tunable called name, "kern.sync_on_panic", to what value says.
 * Returns 0; -ENOENT if there is none of this name, -EINVAL if it cannot have
 * this value, and *tunables is as it was.
 */
int panic_tune(
    struct panic_tunables *tunables, const char *name, const char *value);

/* Tells tunable i; returns false after the last. */
bool panic_tunable(unsigned i, struct panic_tunable *ret);

/* What is wrong with this combination, in plain words; NULL if nothing is. */
const char *panic_warning(const struct panic_tunables *tunables);

#endif /* LOCKS_PANIC_TUNABLE_H */
