/* SPDX-License-Identifier: BSD-2-Clause */
#include "loaded.h"

#include "refused.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/scratch.h"
#include "tests/lib/test.h"

struct catalog_loaded loaded;
struct reason loaded_why;

const char *
loaded_path(const char *name)
{
	static char path[4096];

	snprintf(path, sizeof(path), "%s/%s.so", getenv("ARMS_DIR"), name);
	return path;
}

int
loaded_try(const char *name, unsigned offset, struct catalog_loaded *ret)
{
	const struct loader_order order = {
		.path = loaded_path(name),
		.name = name,
		.offset = offset,
	};

	return catalog_load(&order, ret, &loaded_why);
}

void
loaded_load(const char *name, unsigned offset, struct catalog_loaded *ret)
{
	if (loaded_try(name, offset, ret) < 0)
		fail_msg("%s", loaded_why.text);
}

int
loaded_set_up(void **state)
{
	memset(&refused, 0, sizeof(refused));
	loaded_why.text[0] = '\0';
	unsetenv("TMPDIR");
	return scratch_create(state);
}

const char *
loaded_copy_arm(void *const *state, const char *name)
{
	char command[9000];
	static char path[4096];

	snprintf(path, sizeof(path), "%s/%s.so", (const char *)*state, name);
	snprintf(
	    command, sizeof(command), "cp '%s' '%s'", loaded_path(name), path);
	assert_int_equal(system(command), 0);
	return path;
}

unsigned
loaded_count_files(const char *folder)
{
	DIR *d = opendir(folder);
	unsigned n = 0;

	assert_non_null(d);
	while (readdir(d) != NULL)
		n++;
	closedir(d);
	return n - 2;
}

bool
loaded_maps_have(const char *words)
{
	char line[5000];
	bool is_there = false;
	FILE *f = fopen("/proc/self/maps", "re");

	assert_non_null(f);
	while (fgets(line, sizeof(line), f) != NULL)
		is_there |= strstr(line, words) != NULL;
	fclose(f);
	return is_there;
}
