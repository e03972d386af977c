/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/run/logfile.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

/*
 * For 240 units of 49 kB, like those of the reference report, level 1 leaves
 * 10.2 % of the size and takes 0.15 ms of CPU time a unit; 3 leaves 9.2 % for
 * 0.21 ms, 6 7.9 % for 0.54 ms, 9 7.5 % for 1.2 ms.  Beyond 3, little is gained
 * for much time.
 */
#define LEVEL 3

/* Selects the gzip format in zlib: a window of 15 bits, plus 16. */
#define GZIP_WINDOW (15 + 16)

/* zlib's default. */
#define MEMORY_LEVEL 8

#define CHUNK_BYTES 65536

FILE *
logfile_lines(struct logfile *log, struct reason *why)
{
	if (log->lines == NULL)
		log->lines = open_memstream(&log->text, &log->text_bytes);
	if (log->lines == NULL)
		reason_set(why, -ENOMEM, "out of memory");
	return log->lines;
}

/*
 * Compresses the text of the unit into a gzip member, which the caller frees.
 */
static int
compress_unit(const struct logfile *log, unsigned char **ret_member,
    size_t *ret_bytes, struct reason *why)
{
	z_stream z = { 0 };
	unsigned char *member;
	uLong room;

	if (log->text_bytes > UINT_MAX / 2)
		return reason_set(why, -EFBIG, "a unit has too many lines");
	if (deflateInit2(&z, LEVEL, Z_DEFLATED, GZIP_WINDOW, MEMORY_LEVEL,
	        Z_DEFAULT_STRATEGY) != Z_OK)
		return reason_set(why, -ENOMEM, "out of memory");
	room = deflateBound(&z, (uLong)log->text_bytes);
	member = malloc(room);
	if (member == NULL) {
		deflateEnd(&z);
		return reason_set(why, -ENOMEM, "out of memory");
	}
	z.next_in = (unsigned char *)log->text;
	z.avail_in = (unsigned)log->text_bytes;
	z.next_out = member;
	z.avail_out = (unsigned)room;
	/* There is room for all of it. */
	deflate(&z, Z_FINISH);
	*ret_member = member;
	*ret_bytes = z.total_out;
	deflateEnd(&z);
	return 0;
}

/* Appends bytes to the file, all of them or none. */
static int
append_bytes(
    struct logfile *log, const void *bytes, size_t n, struct reason *why)
{
	const int err = file_write_all(log->fd, bytes, n);

	if (err == 0) {
		log->whole += (off_t)n;
		return 0;
	}
	return reason_set(why, err, "cannot write %s: %s; %s", log->path,
	    strerror(-err),
	    ftruncate(log->fd, log->whole) == 0
	        ? "what was measured before is in it"
	        : "its last lines may be cut off");
}

int
logfile_end_unit(struct logfile *log, struct reason *why)
{
	unsigned char *member = NULL;
	size_t bytes = 0;
	int err;

	if (log->lines == NULL)
		return 0;
	err = fclose(log->lines) == 0
	    ? compress_unit(log, &member, &bytes, why)
	    : reason_set(why, -ENOMEM, "out of memory");
	log->lines = NULL;
	if (err == 0)
		err = append_bytes(log, member, bytes, why);
	free(member);
	free(log->text);
	return err;
}

static int
make_file(struct logfile *log, const char *header, struct reason *why)
{
	log->fd = open(log->path,
	    O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0666);
	if (log->fd < 0)
		return reason_set(why, -errno, "cannot make %s: %s%s",
		    log->path, strerror(errno),
		    errno == EEXIST ? "; choose another folder with --out"
		                    : "");
	if (logfile_lines(log, why) == NULL)
		return -ENOMEM;
	fputs(header, log->lines);
	return logfile_end_unit(log, why);
}

/* The state of reading a file through. */
struct look {
	int fd;
	z_stream z;
	char *start; /* of its text: as long as the header */
	bool has_start;
	bool is_between; /* two units, or at the end */
};

/* Decompresses what was read; keeps only the start of the text. */
static int
unpack(struct look *look)
{
	unsigned char rest[CHUNK_BYTES];
	z_stream *z = &look->z;
	int code = Z_OK;

	while (z->avail_in > 0 && code == Z_OK) {
		look->is_between = false;
		if (look->has_start) {
			z->next_out = rest;
			z->avail_out = sizeof(rest);
		}
		code = inflate(z, Z_NO_FLUSH);
		look->has_start |= z->avail_out == 0;
		if (code == Z_STREAM_END) {
			look->is_between = true;
			code = inflateReset(z);
		}
	}
	return code == Z_OK ? 0 : -EINVAL;
}

/* Reads the whole file, and notes whether it ends with a whole unit. */
static int
read_through(struct look *look)
{
	unsigned char packed[CHUNK_BYTES];
	ssize_t n;
	int err = 0;

	while (err == 0 && (n = read(look->fd, packed, sizeof(packed))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		look->z.next_in = packed;
		look->z.avail_in = (unsigned)n;
		err = unpack(look);
	}
	return err;
}

/* Checks that a file is undamaged and has today's header. */
static int
check_file(struct logfile *log, const char *header, struct reason *why)
{
	struct look look = { .fd = log->fd, .start = strdup(header) };
	int err;

	if (look.start == NULL)
		return -ENOMEM;
	memset(look.start, 0, strlen(header));
	look.z.next_out = (unsigned char *)look.start;
	look.z.avail_out = (unsigned)strlen(header);
	err = inflateInit2(&look.z, GZIP_WINDOW) == Z_OK ? read_through(&look)
	                                                 : -ENOMEM;
	inflateEnd(&look.z);
	if (err == -EINVAL)
		reason_set(
		    why, err, "cannot go on with %s: it is damaged", log->path);
	else if (err == 0 && strcmp(look.start, header) != 0)
		err = reason_set(why, -EINVAL,
		    "cannot go on with %s: another version wrote it",
		    log->path);
	else if (err == 0 && !look.is_between)
		err = reason_set(why, -EINVAL,
		    "cannot go on with %s: its last unit is cut off; what is "
		    "whole can be judged",
		    log->path);
	free(look.start);
	return err;
}

static int
resume_file(struct logfile *log, const char *header, struct reason *why)
{
	int err;

	log->fd = open(log->path, O_RDWR | O_APPEND | O_CLOEXEC);
	if (log->fd < 0)
		return reason_set(why, -errno, "cannot go on with %s: %s",
		    log->path, strerror(errno));
	err = check_file(log, header, why);
	log->whole = lseek(log->fd, 0, SEEK_END);
	return err < 0 || log->whole >= 0 ? err : -errno;
}

int
logfile_open(struct logfile *log, const char *folder, const char *name,
    const char *header, bool is_resumed, struct reason *why)
{
	if (asprintf(&log->path, "%s/%s", folder, name) < 0) {
		log->path = NULL;
		return -ENOMEM;
	}
	return is_resumed ? resume_file(log, header, why)
	                  : make_file(log, header, why);
}

void
logfile_close(struct logfile *log)
{
	if (log->lines != NULL) {
		fclose(log->lines);
		free(log->text);
	}
	if (log->fd >= 0)
		close(log->fd);
	free(log->path);
}
