/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which dumps of a drill are kept: the last whole one as last.dump, and what
 * the first panic left that did not do as promised as panic-N.dump, whole or
 * not.
 */
#ifndef BENCH_DRILL_RUN_KEEP_H
#define BENCH_DRILL_RUN_KEEP_H

#include "base/reason.h"

#include <stdbool.h>

struct keep {
	char *folder;
	char *path; /* of the dump that is written */
	int fd;     /* and its file; -1 between two panics */
	bool has_offender;
};

/*
 * Keeps dumps in folder, which exists.  Returns 0 or -ENOMEM; in either case
 * keep_close() is called.
 */
int keep_open(const char *folder, struct keep *ret);

/* Makes an empty file to dump to.  Returns 0, or -errno with the reason. */
int keep_begin(struct keep *keep, struct reason *why);

/*
 * Keeps what panic number has written, or does not.  Returns 0, or -errno with
 * the reason.
 */
int keep_end(struct keep *keep, unsigned number, bool is_whole,
    bool is_offender, struct reason *why);

/* Leaves what is kept, and nothing else. */
void keep_close(struct keep *keep);

#endif /* BENCH_DRILL_RUN_KEEP_H */
