/* SPDX-License-Identifier: BSD-2-Clause */
/* scratch: see scratch.h. */
#include "tests/lib/scratch.h"

#include <errno.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

int
scratch_create(void **state)
{
	char *folder = strdup("/tmp/slowpath-test-XXXXXX");

	assert_non_null(folder);
	assert_non_null(mkdtemp(folder));
	*state = folder;
	return 0;
}

static int
remove_one(
    const char *path, const struct stat *about, int kind, struct FTW *where)
{
	(void)about;
	(void)kind;
	(void)where;
	return remove(path);
}

int
scratch_destroy(void **state)
{
	assert_int_equal(nftw(*state, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
	free(*state);
	return 0;
}

const char *
scratch_path(const char *folder, const char *name)
{
	static char paths[4][256];
	static size_t next;
	char *path = paths[next++ % 4];

	snprintf(path, sizeof(paths[0]), "%s/%s", folder, name);
	return path;
}

const char *
scratch_write(
    const char *folder, const char *name, const char *text, size_t len)
{
	const char *path = scratch_path(folder, name);
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
	return path;
}

char *
scratch_read(const char *folder, const char *name)
{
	char *text = NULL;
	size_t len = 0;
	FILE *file = fopen(scratch_path(folder, name), "re");

	if (file == NULL) {
		assert_int_equal(errno, ENOENT);
		return NULL;
	}
	if (getdelim(&text, &len, '\0', file) < 0)
		text[0] = '\0';
	fclose(file);
	return text;
}
