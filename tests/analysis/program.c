/* SPDX-License-Identifier: BSD-2-Clause */
/* program: see program.h. */
#include "tests/analysis/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "tests/lib/scratch.h"

int
program_run_after(const char *folder, const char *before, const char *arguments)
{
	char command[1024];

	snprintf(command, sizeof(command),
	    "cd '%s' && exec >out 2>err && %s && '%s' %s", folder, before,
	    getenv("SLOWPATH_ANALYSIS"), arguments);

	const int status = system(command);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

int
program_run(const char *folder, const char *arguments)
{
	return program_run_after(folder, "true", arguments);
}

void
program_assert_has(const char *folder, const char *name, const char *expected)
{
	char *text = scratch_read(folder, name);

	assert_non_null(text);
	if (strstr(text, expected) == NULL)
		fail_msg("%s is:\n%s\nand lacks: %s", name, text, expected);
	free(text);
}

void
program_assert_same(char *one, char *other)
{
	assert_string_equal(one, other);
	free(one);
	free(other);
}
