/* SPDX-License-Identifier: BSD-2-Clause */
/* input: see input.h. */
#include "base/csv/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

static const char UTF8_MARK[] = "\xef\xbb\xbf";

struct lines {
	char *path;
	gzFile file;
	enum lines_end end_rule;
	bool is_at_end;
	bool is_cut;
	unsigned long number;
	size_t begin; /* of what is not yet handed out */
	size_t end;
	char buffer[LINES_BYTES + 1]; /* and a newline */
};

/* Opens the file; zlib gives what is not compressed as it is. */
static int
open_file(struct lines *l, struct reason *why)
{
	const int fd = open(l->path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return reason_set(why, -errno, "cannot open %s: %s", l->path,
		    strerror(errno));
	l->file = gzdopen(fd, "r");
	if (l->file == NULL) {
		close(fd);
		return reason_memory(why);
	}
	/* Fails only after the first read. */
	(void)gzbuffer(l->file, LINES_BYTES);
	return 0;
}

int
lines_open(const char *path, enum lines_end end_rule, struct lines **ret_lines,
    struct reason *why)
{
	struct lines *l = malloc(sizeof(*l));
	int rc = 0;

	if (l == NULL)
		return reason_memory(why);
	l->end_rule = end_rule;
	l->is_at_end = false;
	l->is_cut = false;
	l->number = 0;
	l->begin = 0;
	l->end = 0;
	l->file = NULL;
	l->path = strdup(path);
	rc = l->path != NULL ? open_file(l, why) : reason_memory(why);
	if (rc < 0) {
		lines_close(l);
		return rc;
	}
	*ret_lines = l;
	return 0;
}

/* Says why zlib could not read; its messages begin with the path. */
static int
fail_read(const struct lines *l, struct reason *why)
{
	int code;
	const char *text = gzerror(l->file, &code);

	if (code == Z_ERRNO)
		return reason_set(why, -errno, "cannot read %s: %s", l->path,
		    strerror(errno));
	return reason_set(why, -EINVAL,
	    "cannot read %s: %s: its compressed bytes are damaged; copy it "
	    "again, or decompress what gzip -dc can read of it",
	    l->path, text);
}

/* At the end of the file: whether it is that of the compressed stream too. */
static void
take_end(struct lines *l)
{
	int code;

	(void)gzerror(l->file, &code);
	l->is_at_end = true;
	l->is_cut = code == Z_BUF_ERROR;
}

static int
refill(struct lines *l, struct reason *why)
{
	memmove(l->buffer, l->buffer + l->begin, l->end - l->begin);
	l->end -= l->begin;
	l->begin = 0;
	if (l->end == LINES_BYTES)
		return reason_set(why, -EINVAL,
		    "%s:%lu:1: the line is longer than %d bytes: "
		    "this is no file of ours",
		    l->path, l->number + 1, LINES_BYTES);

	const int got = gzread(
	    l->file, l->buffer + l->end, (unsigned)(LINES_BYTES - l->end));
	if (got < 0)
		return fail_read(l, why);
	if (got == 0)
		take_end(l);
	l->end += (size_t)got;
	return 0;
}

/*
 * Skips the mark that some editors put before UTF-8.  Returns 1, or -EINVAL
 * where the mark is that of UTF-16.
 */
static int
skip_mark(struct lines *l, struct reason *why)
{
	const size_t n_mark = sizeof(UTF8_MARK) - 1;
	const char *start = l->buffer + l->begin;
	const size_t n = l->end - l->begin;

	if (n >= 2 &&
	    (memcmp(start, "\xff\xfe", 2) == 0 ||
	        memcmp(start, "\xfe\xff", 2) == 0))
		return reason_set(why, -EINVAL,
		    "%s:1:1: the file is in UTF-16: save it as UTF-8", l->path);
	if (n >= n_mark && memcmp(start, UTF8_MARK, n_mark) == 0)
		l->begin += n_mark;
	return 1;
}

/* Says that the compressed stream ended too early. */
static int
fail_cut(const struct lines *l, struct reason *why)
{
	return reason_set(why, -EINVAL,
	    "%s:%lu: the compressed file is cut off here: copy it again",
	    l->path, l->number);
}

/*
 * Ends the file.  Returns 1 where its last line got the newline that it lacks,
 * for which the buffer has room; 0 where there is no line; or -EINVAL.
 */
static int
end_of_file(struct lines *l, struct reason *why)
{
	if (l->is_cut && l->end_rule != LINES_STREAMED)
		return fail_cut(l, why);
	if (l->begin == l->end)
		return 0;
	if (l->is_cut) {
		l->begin = l->end;
		return 0;
	}
	if (l->end_rule == LINES_EDITED) {
		l->buffer[l->end++] = '\n';
		return 1;
	}
	return reason_set(why, -EINVAL,
	    "%s:%lu:%zu: the last line has no newline: it was cut off while "
	    "it was written; delete the partial line to use the others",
	    l->path, l->number + 1, l->end - l->begin + 1);
}

/* Returns the length of the line that begins the buffer, 0 if it has none. */
static size_t
find_line(const struct lines *l)
{
	const char *start = l->buffer + l->begin;
	const char *newline = memchr(start, '\n', l->end - l->begin);

	return newline != NULL ? (size_t)(newline - start) + 1 : 0;
}

/* Reads until the buffer has a line.  Returns as lines_next() does. */
static int
read_line(struct lines *l, struct reason *why)
{
	while (find_line(l) == 0) {
		const int rc =
		    l->is_at_end ? end_of_file(l, why) : refill(l, why);

		if (rc < 0 || (rc == 0 && l->begin == l->end && l->is_at_end))
			return rc;
	}
	return 1;
}

int
lines_next(
    struct lines *l, const char **ret_line, size_t *ret_len, struct reason *why)
{
	int rc = read_line(l, why);

	if (rc > 0 && l->number == 0)
		rc = skip_mark(l, why);
	if (rc <= 0)
		return rc;
	*ret_line = l->buffer + l->begin;
	*ret_len = find_line(l);
	l->begin += *ret_len;
	l->number++;
	return 1;
}

bool
lines_are_cut(const struct lines *l)
{
	return l->is_cut;
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
	if (l->file != NULL)
		(void)gzclose(l->file);
	free(l->path);
	free(l);
}
