/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/atomic_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool
atomic_file_open(struct atomic_file *atomic)
{
	atomic->file = open_memstream(&atomic->bytes, &atomic->n);
	return atomic->file != NULL;
}

/* Writes the bytes to the disk, and closes the file.  Returns 0 or an errno. */
static int
write_file(const struct atomic_file *atomic, FILE *file)
{
	int error = 0;

	errno = EIO;
	fwrite(atomic->bytes, 1, atomic->n, file);
	if (ferror(file) || fflush(file) != 0 || fsync(fileno(file)) != 0)
		error = errno;
	if (fclose(file) != 0 && error == 0)
		error = errno;
	return error;
}

int
atomic_file_write(struct atomic_file *atomic, const char *folder,
    const char *name, struct reason *why)
{
	char partial[4096];
	char path[4096];
	FILE *file;
	int error;

	if (fflush(atomic->file) != 0)
		return reason_set(why, -ENOMEM, "out of memory");
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	/* Two processes that write the same file write two partial ones. */
	snprintf(partial, sizeof(partial), "%s/.%s.%ld", folder, name,
	    (long)getpid());
	file = fopen(partial, "we");
	if (file == NULL)
		return reason_set(
		    why, -errno, "cannot write %s: %s", path, strerror(errno));
	error = write_file(atomic, file);
	if (error == 0 && rename(partial, path) != 0)
		error = errno;
	if (error == 0)
		return 0;
	unlink(partial);
	return reason_set(
	    why, -error, "cannot write %s: %s", path, strerror(error));
}

void
atomic_file_close(struct atomic_file *atomic)
{
	if (atomic->file != NULL)
		fclose(atomic->file);
	free(atomic->bytes);
	*atomic = (struct atomic_file){ 0 };
}
