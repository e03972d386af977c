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

struct csv_input {
	char *path;
	gzFile file;
	enum csv_end end_rule;
	bool is_at_end;
	bool is_cut;
	unsigned long number;
	size_t begin; /* of what is not yet handed out */
	size_t end;
	char buffer[CSV_LINE_BYTES + 1]; /* and a newline */
};

/* Opens the file; zlib gives what is not compressed as it is. */
static int
open_file(struct csv_input *in, struct reason *why)
{
	const int fd = open(in->path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return reason_set(why, -errno, "cannot open %s: %s", in->path,
		    strerror(errno));
	in->file = gzdopen(fd, "r");
	if (in->file == NULL) {
		close(fd);
		return reason_memory(why);
	}
	/* Fails only after the first read. */
	(void)gzbuffer(in->file, CSV_LINE_BYTES);
	return 0;
}

int
csv_input_open(const char *path, enum csv_end end_rule,
    struct csv_input **ret_input, struct reason *why)
{
	struct csv_input *in = malloc(sizeof(*in));
	int rc = 0;

	if (in == NULL)
		return reason_memory(why);
	in->end_rule = end_rule;
	in->is_at_end = false;
	in->is_cut = false;
	in->number = 0;
	in->begin = 0;
	in->end = 0;
	in->file = NULL;
	in->path = strdup(path);
	rc = in->path != NULL ? open_file(in, why) : reason_memory(why);
	if (rc < 0) {
		csv_input_close(in);
		return rc;
	}
	*ret_input = in;
	return 0;
}

/* Says why zlib could not read; its messages begin with the path. */
static int
fail_read(const struct csv_input *in, struct reason *why)
{
	int code;
	const char *text = gzerror(in->file, &code);

	if (code == Z_ERRNO)
		return reason_set(why, -errno, "cannot read %s: %s", in->path,
		    strerror(errno));
	return reason_set(why, -EINVAL,
	    "cannot read %s: %s: its compressed bytes are damaged; copy it "
	    "again, or decompress what gzip -dc can read of it",
	    in->path, text);
}

/* Notes, at the end of the file, whether the compressed stream is complete. */
static void
take_end(struct csv_input *in)
{
	int code;

	(void)gzerror(in->file, &code);
	in->is_at_end = true;
	in->is_cut = code == Z_BUF_ERROR;
}

static int
refill(struct csv_input *in, struct reason *why)
{
	memmove(in->buffer, in->buffer + in->begin, in->end - in->begin);
	in->end -= in->begin;
	in->begin = 0;
	if (in->end == CSV_LINE_BYTES)
		return reason_set(why, -EINVAL,
		    "%s:%lu:1: the line is longer than %d bytes: "
		    "this is no file of ours",
		    in->path, in->number + 1, CSV_LINE_BYTES);

	const int got = gzread(in->file, in->buffer + in->end,
	    (unsigned)(CSV_LINE_BYTES - in->end));
	if (got < 0)
		return fail_read(in, why);
	if (got == 0)
		take_end(in);
	in->end += (size_t)got;
	return 0;
}

/*
 * Skips the mark that some editors put before UTF-8.  Returns 1, or -EINVAL
 * where the mark is that of UTF-16.
 */
static int
skip_mark(struct csv_input *in, struct reason *why)
{
	const size_t n_mark = sizeof(UTF8_MARK) - 1;
	const char *start = in->buffer + in->begin;
	const size_t n = in->end - in->begin;

	if (n >= 2 &&
	    (memcmp(start, "\xff\xfe", 2) == 0 ||
	        memcmp(start, "\xfe\xff", 2) == 0))
		return reason_set(why, -EINVAL,
		    "%s:1:1: the file is in UTF-16: save it as UTF-8",
		    in->path);
	if (n >= n_mark && memcmp(start, UTF8_MARK, n_mark) == 0)
		in->begin += n_mark;
	return 1;
}

/* Says that the compressed stream ended too early. */
static int
fail_cut(const struct csv_input *in, struct reason *why)
{
	return reason_set(why, -EINVAL,
	    "%s:%lu: the compressed file is cut off here: copy it again",
	    in->path, in->number);
}

/*
 * Ends the file.  Returns 1 where its last line got the newline that it lacks,
 * for which the buffer has room; 0 where there is no line; or -EINVAL.
 */
static int
end_of_file(struct csv_input *in, struct reason *why)
{
	if (in->is_cut && in->end_rule != CSV_STREAMED)
		return fail_cut(in, why);
	if (in->begin == in->end)
		return 0;
	if (in->is_cut) {
		in->begin = in->end;
		return 0;
	}
	if (in->end_rule == CSV_EDITED) {
		in->buffer[in->end++] = '\n';
		return 1;
	}
	return reason_set(why, -EINVAL,
	    "%s:%lu:%zu: the last line has no newline: it was cut off while "
	    "it was written; delete the partial line to use the others",
	    in->path, in->number + 1, in->end - in->begin + 1);
}

/* Returns the length of the line that begins the buffer, 0 if it has none. */
static size_t
find_line(const struct csv_input *in)
{
	const char *start = in->buffer + in->begin;
	const char *newline = memchr(start, '\n', in->end - in->begin);

	return newline != NULL ? (size_t)(newline - start) + 1 : 0;
}

/* Reads until the buffer has a line.  Returns as csv_input_next() does. */
static int
read_line(struct csv_input *in, struct reason *why)
{
	while (find_line(in) == 0) {
		const int rc =
		    in->is_at_end ? end_of_file(in, why) : refill(in, why);

		if (rc < 0 ||
		    (rc == 0 && in->begin == in->end && in->is_at_end))
			return rc;
	}
	return 1;
}

int
csv_input_next(struct csv_input *in, const char **ret_line, size_t *ret_len,
    struct reason *why)
{
	int rc = read_line(in, why);

	if (rc > 0 && in->number == 0)
		rc = skip_mark(in, why);
	if (rc <= 0)
		return rc;
	*ret_line = in->buffer + in->begin;
	*ret_len = find_line(in);
	in->begin += *ret_len;
	in->number++;
	return 1;
}

bool
csv_input_is_cut(const struct csv_input *in)
{
	return in->is_cut;
}

const char *
csv_input_path(const struct csv_input *in)
{
	return in->path;
}

unsigned long
csv_input_line(const struct csv_input *in)
{
	return in->number;
}

void
csv_input_close(struct csv_input *in)
{
	if (in == NULL)
		return;
	if (in->file != NULL)
		(void)gzclose(in->file);
	free(in->path);
	free(in);
}
