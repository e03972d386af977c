/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A file of lines, compressed by gzip, that is written unit by unit: each is a
 * gzip member of its own, in the file whole or not at all, even when the disk
 * is full.  A run that is killed leaves its whole units.  Compressing takes
 * time, so nothing may be measured meanwhile.
 */
#ifndef BENCH_RUN_LOGFILE_H
#define BENCH_RUN_LOGFILE_H

#include "base/reason.h"

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

struct logfile {
	char *path;
	int fd;      /* -1: not open */
	off_t whole; /* bytes up to the end of the last unit */

	/* The unit that is being put together; NULL: it has no line yet. */
	FILE *lines;
	char *text;
	size_t text_bytes;
};

/*
 * Makes the file called name in folder, which must not have it yet, with a
 * header; or goes on with a whole one that has this header, if is_resumed.
 * Returns 0, or a negative errno with the reason.
 */
int logfile_open(struct logfile *log, const char *folder, const char *name,
    const char *header, bool is_resumed, struct reason *why);

/* Closes the file; the lines of a unit that was not ended are lost. */
void logfile_close(struct logfile *log);

/*
 * Returns where the next lines of the unit go, which stay in memory until it
 * ends, or NULL with the reason.
 */
FILE *logfile_lines(struct logfile *log, struct reason *why);

/*
 * Ends the unit: its lines, if it has any, are in the file then, or a negative
 * errno is returned with the reason and they are lost.
 */
int logfile_end_unit(struct logfile *log, struct reason *why);

#endif /* BENCH_RUN_LOGFILE_H */
