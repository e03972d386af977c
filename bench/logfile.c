/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/logfile.h"

#include "bench/pipe.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

FILE *
logfile_begin(struct logfile *log, struct reason *why)
{
	log->lines = open_memstream(&log->text, &log->text_bytes);
	if (log->lines == NULL)
		reason_set(why, -ENOMEM, "out of memory");
	return log->lines;
}

/* Appends the text to the file, all of it or nothing. */
static int
append(struct logfile *log, struct reason *why)
{
	const int err = pipe_write(log->fd, log->text, log->text_bytes);

	if (err == 0) {
		log->whole += (off_t)log->text_bytes;
		return 0;
	}
	return reason_set(why, err, "cannot write %s: %s; %s", log->path,
	    strerror(-err),
	    ftruncate(log->fd, log->whole) == 0
	        ? "what was measured before is in it"
	        : "its last lines may be cut off");
}

int
logfile_commit(struct logfile *log, struct reason *why)
{
	const int err = fclose(log->lines) == 0
	    ? append(log, why)
	    : reason_set(why, -ENOMEM, "out of memory");

	free(log->text);
	return err;
}

static int
make(struct logfile *log, const char *header, struct reason *why)
{
	log->fd = open(log->path,
	    O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0666);
	if (log->fd < 0)
		return reason_set(why, -errno, "cannot make %s: %s%s",
		    log->path, strerror(errno),
		    errno == EEXIST ? "; choose another folder with --out"
		                    : "");
	if (logfile_begin(log, why) == NULL)
		return -ENOMEM;
	fputs(header, log->lines);
	return logfile_commit(log, why);
}

/* Opens a file of ours to go on with: its header must be today's. */
static int
resume(struct logfile *log, const char *header, struct reason *why)
{
	const size_t header_bytes = strlen(header);
	char found[1024];
	ssize_t n;

	log->fd = open(log->path, O_RDWR | O_APPEND | O_CLOEXEC);
	if (log->fd < 0)
		return reason_set(why, -errno, "cannot go on with %s: %s",
		    log->path, strerror(errno));
	n = header_bytes > sizeof(found)
	    ? -1
	    : pread(log->fd, found, header_bytes, 0);
	if (n != (ssize_t)header_bytes ||
	    memcmp(found, header, header_bytes) != 0)
		return reason_set(why, -EINVAL,
		    "cannot go on with %s: another version wrote it",
		    log->path);
	log->whole = lseek(log->fd, 0, SEEK_END);
	return log->whole < 0 ? -errno : 0;
}

int
logfile_open(struct logfile *log, const char *folder, const char *name,
    const char *header, bool is_resumed, struct reason *why)
{
	if (asprintf(&log->path, "%s/%s", folder, name) < 0) {
		log->path = NULL;
		return -ENOMEM;
	}
	return is_resumed ? resume(log, header, why) : make(log, header, why);
}

void
logfile_close(struct logfile *log)
{
	if (log->fd >= 0)
		close(log->fd);
	free(log->path);
}
