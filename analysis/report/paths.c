/* SPDX-License-Identifier: BSD-2-Clause */
/* paths: see paths.h. */
#include "analysis/report/paths.h"

#include <errno.h>
#include <libgen.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a file of a name in no folder of ours is, such as /dev/stdin. */
static bool
is_stream(const char *path, const struct stat *about)
{
	return strncmp(path, "/dev/", 5) == 0 ||
	    strncmp(path, "/proc/", 6) == 0 || !S_ISREG(about->st_mode);
}

static bool
is_there(const char *path)
{
	return path != NULL && access(path, F_OK) == 0;
}

/* Finds the raw.csv in a folder, which may be compressed. */
static char *
find_raw(const char *folder, FILE *warnings)
{
	char *plain;
	char *packed;

	if (asprintf(&plain, "%s/" PATHS_RAW, folder) < 0)
		return NULL;
	if (asprintf(&packed, "%s/" PATHS_RAW_PACKED, folder) < 0) {
		free(plain);
		return NULL;
	}
	if (is_there(packed) && !is_there(plain)) {
		free(plain);
		return packed;
	}
	if (is_there(packed))
		fprintf(warnings, "warning: %s is read, and not %s\n", plain,
		    packed);
	free(packed);
	return plain;
}

int
paths_find(const char *path, FILE *warnings, struct paths *ret_paths)
{
	struct stat about;
	const bool is_here = stat(path, &about) == 0;
	const bool is_folder = is_here && S_ISDIR(about.st_mode);
	char *copy = strdup(path);

	*ret_paths = (struct paths){ 0 };
	if (copy == NULL)
		return -ENOMEM;
	ret_paths->raw = is_folder ? find_raw(path, warnings) : strdup(path);
	if (is_folder || !is_here || !is_stream(path, &about)) {
		ret_paths->folder = strdup(is_folder ? path : dirname(copy));
		if (ret_paths->folder == NULL ||
		    asprintf(
		        &ret_paths->run, "%s/run.json", ret_paths->folder) < 0)
			ret_paths->run = NULL;
	}
	free(copy);
	return ret_paths->raw == NULL || (is_folder && ret_paths->run == NULL)
	    ? -ENOMEM
	    : 0;
}

void
paths_fini(struct paths *paths)
{
	free(paths->raw);
	free(paths->run);
	free(paths->folder);
}
