/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A file of lines that are written block by block: a block is in it whole or
 * not at all, even when the disk is full.
 */
#ifndef BENCH_LOGFILE_H
#define BENCH_LOGFILE_H

#include "bench/reason.h"

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

struct logfile {
	char *path;
	int fd;      /* -1: not open */
	off_t whole; /* bytes up to the end of the last block */

	/* The block that is being put together. */
	FILE *lines;
	char *text;
	size_t text_bytes;
};

/*
 * Makes the file called name in folder, which must not have it yet, with a
 * header; or goes on with one that has this header, if is_resumed.  Returns 0,
 * or a negative errno with the reason.
 */
int logfile_open(struct logfile *log, const char *folder, const char *name,
    const char *header, bool is_resumed, struct reason *why);

void logfile_close(struct logfile *log);

/* Returns where the lines of the next block go, or NULL with the reason. */
FILE *logfile_begin(struct logfile *log, struct reason *why);

/*
 * Ends the block: it is in the file then, or a negative errno is returned with
 * the reason.
 */
int logfile_commit(struct logfile *log, struct reason *why);

#endif /* BENCH_LOGFILE_H */
