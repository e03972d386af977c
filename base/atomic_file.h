/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A file that is written in memory and renamed into place at its end.  A crash
 * leaves no partial file.
 */
#ifndef BASE_ATOMIC_FILE_H
#define BASE_ATOMIC_FILE_H

#include "base/reason.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Starts as { 0 }. */
struct atomic_file {
	FILE *file; /* to be written to */
	char *bytes;
	size_t n;
};

/* Returns false if memory is short. */
bool atomic_file_open(struct atomic_file *atomic);

/*
 * Writes the text to the file called name in folder.  The file appears whole,
 * in place of any older one, or not at all.  Returns 0, or a negative errno
 * with the reason.
 */
int atomic_file_write(struct atomic_file *atomic, const char *folder,
    const char *name, struct reason *why);

/* Frees the text. Accepts an *atomic that is not open. */
void atomic_file_close(struct atomic_file *atomic);

#endif /* BASE_ATOMIC_FILE_H */
