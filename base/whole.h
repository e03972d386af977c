/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A text that is gathered in memory and becomes a file at its end: who ends
 * before leaves nothing that looks like one.
 */
#ifndef BASE_WHOLE_H
#define BASE_WHOLE_H

#include "base/reason.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Starts as { 0 }. */
struct whole {
	FILE *file; /* to be written to */
	char *bytes;
	size_t n;
};

/* Returns false if there is no memory. */
bool whole_open(struct whole *whole);

/*
 * Writes it to the file called name in folder, which appears complete, in the
 * place of one that there is, or not at all.  If it is numbered, each line but
 * the header ends with how many follow.  Returns 0, or a negative errno with
 * the reason.
 */
int whole_write(struct whole *whole, const char *folder, const char *name,
    bool is_numbered, struct reason *why);

/* Frees it, also if it is not open. */
void whole_close(struct whole *whole);

#endif /* BASE_WHOLE_H */
