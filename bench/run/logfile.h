/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A file of lines that is compressed by gzip and written unit by unit.  Each
 * unit is a gzip member of its own, which is in the file whole or not at all,
 * even if the disk is full.  A run that is killed leaves whole units.
 * Compressing takes time: do not measure meanwhile.
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

	/* The lines of the current unit; NULL: it has none yet. */
	FILE *lines;
	char *text;
	size_t text_bytes;
};

/*
 * Makes the file called name, which must not exist in folder, with a header.
 * If is_resumed, opens the existing file instead, which must be whole and have
 * this header.  Returns 0, or a negative errno with the reason.
 */
int logfile_open(struct logfile *log, const char *folder, const char *name,
    const char *header, bool is_resumed, struct reason *why);

/* Closes the file; the lines of a unit that was not ended are lost. */
void logfile_close(struct logfile *log);

/*
 * Returns the stream for the next lines of the unit, which stay in memory until
 * it ends; or NULL with the reason.
 */
FILE *logfile_lines(struct logfile *log, struct reason *why);

/*
 * Ends the unit and appends its lines, if any, to the file.  Returns 0; or a
 * negative errno with the reason, and the lines are lost.
 */
int logfile_end_unit(struct logfile *log, struct reason *why);

#endif /* BENCH_RUN_LOGFILE_H */
