/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/file.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The first size of the buffer; it doubles. */
#define FIRST_BYTES 65536

/* Reads up to *n bytes, and writes to *n how many it read. */
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

static bool
is_folder(const char *path)
{
	struct stat about;

	return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/* Makes the folder that the beginning of path, up to end, names. */
static int
make_one(char *path, char *end)
{
	const char next = *end;
	int rc = 0;

	*end = '\0';
	if (mkdir(path, 0777) != 0) {
		const int error = errno;

		if (!is_folder(path))
			rc = error == EEXIST ? -ENOTDIR : -error;
	}
	*end = next;
	return rc;
}

int
file_make_folder(const char *path, struct reason *why)
{
	char *copy = strdup(path);
	int rc = 0;

	if (copy == NULL)
		return reason_memory(why);
	for (char *p = copy; *p != '\0' && rc == 0; p++) {
		if (p[1] == '/' || p[1] == '\0')
			rc = make_one(copy, p + 1);
	}
	free(copy);
	if (rc < 0)
		return reason_set(why, rc, "cannot make the folder %s: %s",
		    path, strerror(-rc));
	return 0;
}

int
file_write_all(int fd, const void *data, size_t bytes)
{
	const char *p = data;

	while (bytes > 0) {
		const ssize_t n = write(fd, p, bytes);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		p += n;
		bytes -= (size_t)n;
	}
	return 0;
}

int
file_read_exactly(int fd, void *data, size_t bytes, int timeout_ms)
{
	char *p = data;

	while (bytes > 0) {
		struct pollfd ready = { .fd = fd, .events = POLLIN };
		const int n_ready = poll(&ready, 1, timeout_ms);
		ssize_t n;

		if (n_ready == 0)
			return -ETIMEDOUT;
		n = n_ready < 0 ? -1 : read(fd, p, bytes);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		if (n == 0)
			return -EPIPE;
		p += n;
		bytes -= (size_t)n;
	}
	return 0;
}
