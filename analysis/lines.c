/* SPDX-License-Identifier: BSD-2-Clause */
/* lines: see lines.h. */
#include "analysis/lines.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct lines {
	char *path;
	int fd;
	bool is_at_end;
	unsigned long number;
	size_t begin; /* of what is not yet handed out */
	size_t end;
	char buffer[LINES_BYTES];
};

int
lines_open(const char *path, struct lines **ret_lines, struct failure *why)
{
	struct lines *l = malloc(sizeof(*l));

	if (l == NULL)
		return failure_memory(why);
	l->is_at_end = false;
	l->number = 0;
	l->begin = 0;
	l->end = 0;
	l->fd = -1;
	l->path = strdup(path);
	if (l->path == NULL) {
		lines_close(l);
		return failure_memory(why);
	}
	l->fd = open(path, O_RDONLY | O_CLOEXEC);
	if (l->fd < 0) {
		const int error = errno;

		lines_close(l);
		return failure_set(
		    why, error, "cannot open %s: %s", path, strerror(error));
	}
	*ret_lines = l;
	return 0;
}

static int
refill(struct lines *l, struct failure *why)
{
	memmove(l->buffer, l->buffer + l->begin, l->end - l->begin);
	l->end -= l->begin;
	l->begin = 0;
	if (l->end == sizeof(l->buffer))
		return failure_set(why, EINVAL,
		    "%s:%lu:1: the line is longer than %d bytes: "
		    "this is no file of ours",
		    l->path, l->number + 1, LINES_BYTES);

	const ssize_t got =
	    read(l->fd, l->buffer + l->end, sizeof(l->buffer) - l->end);
	if (got < 0) {
		if (errno == EINTR)
			return 0;
		return failure_set(
		    why, errno, "cannot read %s: %s", l->path, strerror(errno));
	}
	l->is_at_end = got == 0;
	l->end += (size_t)got;
	return 0;
}

static int
end_of_file(const struct lines *l, struct failure *why)
{
	if (l->begin == l->end)
		return 0;
	return failure_set(why, EINVAL,
	    "%s:%lu:%zu: the last line has no newline: it was cut off while "
	    "it was written; delete the partial line to use the others",
	    l->path, l->number + 1, l->end - l->begin + 1);
}

int
lines_next(struct lines *l, const char **ret_line, size_t *ret_len,
    struct failure *why)
{
	for (;;) {
		const char *start = l->buffer + l->begin;
		const char *newline = memchr(start, '\n', l->end - l->begin);

		if (newline != NULL) {
			*ret_line = start;
			*ret_len = (size_t)(newline - start) + 1;
			l->begin += *ret_len;
			l->number++;
			return 1;
		}
		if (l->is_at_end)
			return end_of_file(l, why);

		const int rc = refill(l, why);
		if (rc < 0)
			return rc;
	}
}

const char *
lines_path(const struct lines *l)
{
	return l->path;
}

unsigned long
lines_number(const struct lines *l)
{
	return l->number;
}

void
lines_close(struct lines *l)
{
	if (l == NULL)
		return;
	if (l->fd >= 0)
		close(l->fd);
	free(l->path);
	free(l);
}
