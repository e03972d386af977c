/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/format/dump_read.h"

#include "bench/drill/format/dump_check.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Copies a part into memory of its own. */
static void *
copy_part(const struct dump_bytes *file, const struct dump_part *part)
{
	void *ret = malloc(part->n_bytes == 0 ? 1 : part->n_bytes);

	if (ret != NULL)
		memcpy(ret, file->bytes + part->offset, part->n_bytes);
	return ret;
}

int
dump_parse(
    const void *bytes, size_t n_bytes, struct dump *ret, struct reason *why)
{
	const struct dump_bytes file = { bytes, n_bytes };
	struct dump dump = { 0 };
	const struct dump_header *h = &dump.header;
	int err = dump_check_header(&file, &dump.header, why);

	if (err == 0)
		err = dump_check_parts(&file, h, why);
	if (err < 0)
		return err;
	dump.cpus = copy_part(&file, &h->cpus);
	dump.world = copy_part(&file, &h->world);
	dump.console = copy_part(&file, &h->console);
	if (dump.cpus == NULL || dump.world == NULL || dump.console == NULL) {
		dump_close(&dump);
		return reason_set(why, -ENOMEM, "no memory to read a dump");
	}
	dump.n_console_bytes = h->console.n_bytes;
	memcpy(dump.locks, file.bytes + h->locks.offset, h->locks.n_bytes);
	memcpy(&dump.trailer, file.bytes + h->trailer.offset,
	    sizeof(dump.trailer));
	*ret = dump;
	return 0;
}

/* Reads n_bytes; fewer if the file ends before.  Returns how many. */
static ssize_t
read_all(int fd, char *bytes, size_t n_bytes)
{
	size_t n = 0;

	while (n < n_bytes) {
		const ssize_t got = read(fd, bytes + n, n_bytes - n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -errno;
		if (got == 0)
			break;
		n += (size_t)got;
	}
	return (ssize_t)n;
}

/* Returns the size of an open file that may be a dump, or a negative errno. */
static off_t
size_of(int fd, struct reason *why)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		return reason_set(why, -errno, "its size cannot be read: %s",
		    strerror(errno));
	if (S_ISDIR(st.st_mode))
		return reason_set(why, -EISDIR,
		    "it is a folder: name one of the dumps in it");
	if (!S_ISREG(st.st_mode))
		return reason_set(why, -EINVAL,
		    "it is no plain file: copy the dump into one");
	if ((size_t)st.st_size > DUMP_READ_BYTES_MAX)
		return reason_set(why, -EFBIG,
		    "it has %lld bytes, more than any dump (%zu): name another "
		    "file",
		    (long long)st.st_size, DUMP_READ_BYTES_MAX);
	return st.st_size;
}

static int
read_dump(int fd, struct dump *ret, struct reason *why)
{
	const off_t size = size_of(fd, why);
	char *bytes;
	ssize_t n;
	int err;

	if (size < 0)
		return (int)size;
	bytes = malloc((size_t)size + 1);
	if (bytes == NULL)
		return reason_set(why, -ENOMEM, "no memory to read a dump");
	n = read_all(fd, bytes, (size_t)size);
	err = n < 0 ? reason_set(why, (int)n, "it cannot be read: %s",
	                  strerror((int)-n))
	            : dump_parse(bytes, (size_t)n, ret, why);
	free(bytes);
	return err;
}

int
dump_open(const char *path, struct dump *ret, struct reason *why)
{
	/* Opening a pipe without a writer must not block. */
	const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct reason inner = { 0 };
	int err;

	if (fd < 0)
		return reason_set(why, -errno, "%.200s: cannot be opened: %s",
		    path, strerror(errno));
	err = read_dump(fd, ret, &inner);
	close(fd);
	if (err < 0)
		return reason_set(why, err, "%.200s: %s", path, inner.text);
	return 0;
}

void
dump_close(struct dump *dump)
{
	free(dump->cpus);
	free(dump->world);
	free(dump->console);
	*dump = (struct dump){ 0 };
}

bool
dump_moved(const struct dump *dump)
{
	const uint32_t sum = sum_of(dump->world, sizeof(*dump->world));

	return dump->header.world_sum != sum || dump->trailer.world_sum != sum;
}
