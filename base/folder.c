/* SPDX-License-Identifier: BSD-2-Clause */
/* folder: see folder.h. */
#include "base/folder.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool
is_folder(const char *path)
{
	struct stat about;

	return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/* Makes one folder, by the beginning of `path` that ends at `end`. */
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
folder_make(const char *path, struct reason *why)
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
