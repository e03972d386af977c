/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/run/keep.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int
keep_open(const char *folder, struct keep *ret)
{
	*ret = (struct keep){ .folder = strdup(folder), .fd = -1 };
	if (asprintf(&ret->path, "%s/new.dump", folder) < 0)
		ret->path = NULL;
	return ret->folder == NULL || ret->path == NULL ? -ENOMEM : 0;
}

int
keep_begin(struct keep *keep, struct reason *why)
{
	keep->fd =
	    open(keep->path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	return keep->fd >= 0 ? 0
	                     : reason_set(why, -errno, "cannot make %s: %s",
	                           keep->path, strerror(errno));
}

/* Gives what was written this name as well. */
static int
name_dump(const struct keep *keep, const char *name, struct reason *why)
{
	char *path;
	int err = 0;

	if (asprintf(&path, "%s/%s", keep->folder, name) < 0)
		return -ENOMEM;
	unlink(path);
	if (link(keep->path, path) != 0)
		err = reason_set(
		    why, -errno, "cannot make %s: %s", path, strerror(errno));
	free(path);
	return err;
}

static void
end_file(struct keep *keep)
{
	if (keep->fd < 0)
		return;
	close(keep->fd);
	unlink(keep->path);
	keep->fd = -1;
}

int
keep_end(struct keep *keep, unsigned number, bool is_whole, bool is_offender,
    struct reason *why)
{
	char name[32];
	int err = is_whole ? name_dump(keep, "last.dump", why) : 0;

	if (err == 0 && is_offender && !keep->has_offender) {
		snprintf(name, sizeof(name), "panic-%u.dump", number);
		err = name_dump(keep, name, why);
		keep->has_offender = true;
	}
	end_file(keep);
	return err;
}

void
keep_close(struct keep *keep)
{
	end_file(keep);
	free(keep->folder);
	free(keep->path);
}
