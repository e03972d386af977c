/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A text that is gathered in memory and becomes a file at its end: who ends
 * before leaves nothing that looks like one.
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

/* Returns false if there is no memory. */
bool atomic_file_open(struct atomic_file *atomic);

/*
 * Writes it to the file called name in folder, which appears complete, in the
 * place of one that there is, or not at all.  If it is numbered, each line but
 * the header ends with how many follow.  Returns 0, or a negative errno with
 * the reason.
 */
int atomic_file_write(struct atomic_file *atomic, const char *folder,
    const char *name, bool is_numbered, struct reason *why);

/* Frees it, also if it is not open. */
void atomic_file_close(struct atomic_file *atomic);

#endif /* BASE_ATOMIC_FILE_H */
