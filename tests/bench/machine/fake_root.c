/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/bench/machine/fake_root.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/lib/test.h"

void
fake_root_put(const char *root, const char *text, const char *path, ...)
{
	char full[4096];
	const size_t used = (size_t)snprintf(full, sizeof(full), "%s", root);
	va_list arguments;
	FILE *f;

	va_start(arguments, path);
	vsnprintf(full + used, sizeof(full) - used, path, arguments);
	va_end(arguments);
	for (char *p = full + used + 1; (p = strchr(p, '/')) != NULL; p++) {
		*p = '\0';
		if (mkdir(full, 0777) != 0)
			assert_int_equal(errno, EEXIST);
		*p = '/';
	}
	f = fopen(full, "we");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}
