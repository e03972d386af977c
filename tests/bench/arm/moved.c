/* SPDX-License-Identifier: BSD-2-Clause */
#include "moved.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* More than any arm has. */
#define FILE_BYTES_MAX 4000000

int
moved_open(
    const char *path, unsigned offset, struct moved *ret, struct reason *why)
{
	unsigned char *bytes = malloc(FILE_BYTES_MAX);
	struct move move = { .name = path, .bytes = bytes, .offset = offset };
	FILE *f = fopen(path, "re");
	int err = -EIO;

	if (f == NULL || bytes == NULL) {
		reason_set(why, err, "cannot read %s", path);
	} else {
		move.n_bytes = fread(bytes, 1, FILE_BYTES_MAX, f);
		err = move_block(&move, &ret->copy, why);
	}
	if (f != NULL)
		fclose(f);
	free(bytes);
	if (err < 0)
		return err;
	err = object_read(
	    path, ret->copy.bytes, ret->copy.n_bytes, &ret->object, why);
	if (err < 0)
		free(ret->copy.bytes);
	return err;
}

void
moved_close(struct moved *moved)
{
	object_close(&moved->object);
	free(moved->copy.bytes);
}
