/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* So much is there room for at first. */
#define FIRST_BYTES 65536

/* Reads up to *n bytes, and says how many there were. */
static int
read_up_to(FILE *f, char **bytes, size_t *n)
{
	const size_t most = *n;
	size_t room = 0;

	*n = 0;
	while (*n == room && room < most) {
		char *grown;

		room = room == 0 ? FIRST_BYTES : 2 * room;
		room = room < most ? room : most;
		grown = realloc(*bytes, room + 1);
		if (grown == NULL)
			return -ENOMEM;
		*bytes = grown;
		*n += fread(grown + *n, 1, room - *n, f);
	}
	(*bytes)[*n] = '\0';
	return ferror(f) ? -EIO : 0;
}

int
file_read(const char *path, size_t most, char **ret, size_t *ret_n,
    struct reason *why)
{
	FILE *f = fopen(path, "re");
	char *bytes = NULL;
	size_t n = most + 1;
	int err;

	if (f == NULL)
		return reason_set(
		    why, -errno, "it cannot be opened: %s", strerror(errno));
	err = read_up_to(f, &bytes, &n);
	if (err == -EIO)
		reason_set(why, err, "it cannot be read: %s", strerror(errno));
	else if (err == -ENOMEM)
		reason_set(why, err, "there is no memory for it");
	else if (n > most)
		err = reason_set(
		    why, -EFBIG, "it is longer than %zu bytes", most);
	fclose(f);
	if (err < 0) {
		free(bytes);
		return err;
	}
	*ret = bytes;
	*ret_n = n;
	return 0;
}
