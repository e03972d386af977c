/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/arm/loader.h"

#include "base/file.h"
#include "bench/elf/move.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* Since Linux 6.3; glibc 2.36 does not know it. */
#ifndef MFD_EXEC
#define MFD_EXEC 0x0010U
#endif

/* The longest name that a file in memory may have, and its end. */
#define MEMFD_NAME_BYTES 250

/* The name of the file beside the arm: no folder lists it as an arm. */
#define ARM_BYTES_MAX (1 << 28)

/* A copy on its way to be loaded. */
struct transfer {
	const struct loader_order *order;
	struct move_copy bytes;
	struct loader_copy copy;
};

void
loader_allow_files(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return;
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
}

/* Whether dlerror() says that a file could not be mapped, whatever is in it. */
static bool
is_about_mapping(const char *error)
{
	static const char *const words[] = { "cannot open shared object",
		"failed to map segment", "cannot map zero-fill",
		"cannot make segment", "cannot create shared object" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strstr(error, words[i]) != NULL)
			return true;
	return false;
}

/*
 * Loads the file at path.  If the dynamic linker knew it already, it would
 * silently return that other copy.
 */
static int
load_path(struct transfer *transfer, const char *path, struct reason *why)
{
	const char *arm = transfer->order->path;
	void *other = dlopen(path, RTLD_LAZY | RTLD_NOLOAD);
	const char *error;

	if (other != NULL) {
		dlclose(other);
		return reason_set(why, -EEXIST,
		    "it would be taken for one that is loaded already as %s",
		    path);
	}
	transfer->copy.handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (transfer->copy.handle != NULL)
		return 0;
	error = dlerror();
	if (strstr(error, "static TLS") != NULL)
		return reason_set(why, -ENOSPC,
		    "%s: no room is left for the thread-local storage of one "
		    "more copy: run fewer arms of its check in a row, or set "
		    "GLIBC_TUNABLES=glibc.rtld.optional_static_tls=65536",
		    arm);
	if (is_about_mapping(error))
		return reason_set(why, -EACCES, "%s", error);
	return reason_set(
	    why, -ENOEXEC, "cannot load a copy of %s: %s", arm, error);
}

static int
load_from_memory(struct transfer *transfer, struct reason *why)
{
	const struct loader_order *order = transfer->order;
	char name[MEMFD_NAME_BYTES];
	char path[64];
	int err;
	int fd;

	snprintf(name, sizeof(name), "%s+%u", order->name, order->offset);
	fd = memfd_create(name, MFD_CLOEXEC | MFD_EXEC);
	if (fd == -1 && errno == EINVAL)
		fd = memfd_create(name, MFD_CLOEXEC);
	if (fd == -1)
		return reason_set(
		    why, -errno, "memfd_create: %s", strerror(errno));
	err =
	    file_write_all(fd, transfer->bytes.bytes, transfer->bytes.n_bytes);
	if (err < 0)
		reason_set(why, err, "cannot write it: %s", strerror(-err));
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (err == 0)
		err = load_path(transfer, path, why);
	if (err < 0)
		close(fd);
	else
		transfer->copy.fd = fd;
	return err;
}

/*
 * Writes the copy to a new file in a folder, and its path to ret.  Its name is
 * hidden: no arm of a folder is called so.
 */
static int
write_file(const struct transfer *transfer, const char *folder,
    char ret[PATH_MAX], struct reason *why)
{
	const struct loader_order *order = transfer->order;
	int err;
	int fd;

	if (snprintf(ret, PATH_MAX, "%s/.%s+%u.XXXXXX", folder, order->name,
	        order->offset) >= PATH_MAX)
		return reason_set(
		    why, -ENAMETOOLONG, "%s: its path is too long", folder);
	fd = mkostemp(ret, O_CLOEXEC);
	if (fd == -1)
		return reason_set(why, -errno, "cannot write to %s: %s", folder,
		    strerror(errno));
	err =
	    file_write_all(fd, transfer->bytes.bytes, transfer->bytes.n_bytes);
	if (err == 0 && fchmod(fd, 0755) != 0)
		err = -errno;
	if (close(fd) != 0 && err == 0)
		err = -errno;
	if (err < 0) {
		unlink(ret);
		return reason_set(why, err, "cannot write a copy to %s: %s",
		    folder, strerror(-err));
	}
	return 0;
}

/*
 * Loads the copy from a file in a folder; removes the file before it returns.
 */
static int
load_from_folder(
    struct transfer *transfer, const char *folder, struct reason *why)
{
	char path[PATH_MAX];
	int err = write_file(transfer, folder, path, why);

	if (err == 0) {
		err = load_path(transfer, path, why);
		unlink(path);
	}
	return err;
}

/* Writes the copy where the user wants it, in one step, and loads that. */
static int
load_kept(struct transfer *transfer, struct reason *why)
{
	const struct loader_order *order = transfer->order;
	char written[PATH_MAX];
	char path[PATH_MAX];
	int err = write_file(transfer, order->keep, written, why);

	if (err < 0)
		return err;
	if (snprintf(path, sizeof(path), "%s/%s+%u.so", order->keep,
	        order->name, order->offset) >= (int)sizeof(path))
		err = -ENAMETOOLONG;
	else if (rename(written, path) != 0)
		err = -errno;
	if (err < 0) {
		unlink(written);
		return reason_set(why, err, "cannot write to %s: %s",
		    order->keep, strerror(-err));
	}
	return load_path(transfer, path, why);
}

/* The folder that holds the file at path. */
static void
folder_of(const char *path, char ret[PATH_MAX])
{
	const char *slash = strrchr(path, '/');

	snprintf(ret, PATH_MAX, "%.*s", slash == NULL ? 1 : (int)(slash - path),
	    slash == NULL ? "." : path);
}

/*
 * Loads the copy from the first place that allows execution.  An error of the
 * arm itself is the same in every place.
 */
static int
load_somewhere(struct transfer *transfer, struct reason *why)
{
	struct reason whys[3] = { { "" }, { "" }, { "" } };
	const char *temporary = getenv("TMPDIR");
	char beside[PATH_MAX];
	const char *const folders[] = { beside,
		temporary == NULL || temporary[0] == '\0' ? "/tmp"
		                                          : temporary };
	int err = load_from_memory(transfer, &whys[0]);

	folder_of(transfer->order->path, beside);
	*why = whys[0];
	for (unsigned i = 0; i < 2; i++) {
		if (err == 0 || err == -ENOEXEC || err == -ENOSPC)
			return err;
		err = load_from_folder(transfer, folders[i], &whys[i + 1]);
		*why = whys[i + 1];
	}
	if (err == 0 || err == -ENOEXEC || err == -ENOSPC)
		return err;
	return reason_set(why, err,
	    "%s: no copy of it can be loaded: set TMPDIR to a folder whose "
	    "files may be executed (in memory: %.90s; beside it: %.90s; in "
	    "TMPDIR: %.90s)",
	    transfer->order->path, whys[0].text, whys[1].text, whys[2].text);
}

int
loader_open(const struct loader_order *order, struct loader_copy *ret,
    struct reason *why)
{
	struct transfer transfer = { .order = order, .copy = { NULL, -1 } };
	struct reason inner;
	char *bytes;
	struct move move = {
		.name = order->path,
		.offset = order->offset,
		.is_whole = order->keep != NULL,
	};
	int err = file_read(
	    order->path, ARM_BYTES_MAX, &bytes, &move.n_bytes, &inner);

	if (err < 0)
		return reason_set(why, err, "%s: %s", order->path, inner.text);
	move.bytes = (const unsigned char *)bytes;
	err = move_block(&move, &transfer.bytes, why);
	free(bytes);
	if (err < 0)
		return err;
	err = order->keep != NULL ? load_kept(&transfer, why)
	                          : load_somewhere(&transfer, why);
	free(transfer.bytes.bytes);
	if (err == 0) {
		*ret = transfer.copy;
		*why = (struct reason){ "" };
	}
	return err;
}

void
loader_close(struct loader_copy *copy)
{
	dlclose(copy->handle);
	if (copy->fd != -1)
		close(copy->fd);
	*copy = (struct loader_copy){ NULL, -1 };
}
