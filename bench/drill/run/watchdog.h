/* SPDX-License-Identifier: BSD-2-Clause */
/* Runs one panic in a process of its own, and says how it ended. */
#ifndef BENCH_DRILL_RUN_WATCHDOG_H
#define BENCH_DRILL_RUN_WATCHDOG_H

#include "bench/drill/run/child.h"
#include "bench/drill/run/outcome.h"

#include <signal.h>

/*
 * The dumps of a drill that are kept: the last whole one as last.dump, and as
 * panic-N.dump, whole or not, that of the first panic that broke a promise.
 */
struct dump_keeper {
	char *folder;
	char *path; /* of the dump that is written */
	int fd;     /* and its file; -1 between two panics */
	bool has_offender;
};

/* What all panics of a drill have in common. */
struct watchdog {
	struct dump_keeper keeper;
	struct child_files files;
	struct panic_report *report; /* shared with the child */
	uint64_t timeout_ns;         /* from the panic's begin to its end */
	uint64_t stop_timeout_ns;
	const volatile sig_atomic_t *is_interrupted;
};

/*
 * Prepares to dump into folder, which exists.  Returns 0 or a negative errno
 * with the reason.
 */
int watchdog_open(const char *folder, struct watchdog *ret, struct reason *why);

/*
 * Runs one panic.  Returns 0; -EINTR if interrupted; or another negative errno,
 * with the reason, if there was no world to panic.
 */
int watchdog_run(struct watchdog *watchdog, const struct plan_panic *plan,
    struct panic_result *ret, struct reason *why);

/* Frees *watchdog and leaves the dumps that are kept. */
void watchdog_close(struct watchdog *watchdog);

#endif /* BENCH_DRILL_RUN_WATCHDOG_H */
