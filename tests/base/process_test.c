/* SPDX-License-Identifier: BSD-2-Clause */
/* Proves what of the caller's environment reaches a unit: two variables. */
#include "base/process.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

static struct reason why;

static int
clear(void **state)
{
	(void)state;
	return clearenv();
}

static unsigned
count(char *const *variables)
{
	unsigned n = 0;

	while (variables[n] != NULL)
		n++;
	return n;
}

TEST_WITH(test_a_unit_has_the_same_environment_for_all_callers, clear, NULL)
{
	char **bare = process_unit_environment();
	char **full;

	setenv("MALLOC_PERTURB_", "1", 1);
	setenv("LANG", "de_DE.UTF-8", 1);
	setenv("LC_ALL", "de_DE.UTF-8", 1);
	setenv("LD_BIND_NOW", "1", 1);
	setenv("GLIBC_TUNABLES_", "no", 1);
	full = process_unit_environment();
	assert_int_equal(count(bare), 1);
	assert_int_equal(count(full), 1);
	assert_string_equal(full[0], "LC_ALL=C");
	free(bare);
	free(full);
}

TEST_WITH(test_tunables_are_kept, clear, NULL)
{
	char **variables;

	setenv("GLIBC_TUNABLES", "glibc.rtld.optional_static_tls=512", 1);
	setenv("LD_LIBRARY_PATH", "/opt/lib", 1);
	variables = process_unit_environment();
	assert_int_equal(count(variables), 3);
	assert_string_equal(
	    variables[1], "GLIBC_TUNABLES=glibc.rtld.optional_static_tls=512");
	assert_string_equal(variables[2], "LD_LIBRARY_PATH=/opt/lib");
	free(variables);
}

TEST_WITH(test_libraries_of_others_are_refused_by_name, clear, NULL)
{
	assert_int_equal(process_refuse_preload(&why), 0);
	setenv("LD_PRELOAD", "", 1);
	assert_int_equal(process_refuse_preload(&why), 0);
	setenv("LD_PRELOAD", "libx.so", 1);
	assert_int_equal(process_refuse_preload(&why), -EPERM);
	assert_non_null(strstr(why.text, "LD_PRELOAD"));
	assert_non_null(strstr(why.text, "libx.so"));
	unsetenv("LD_PRELOAD");
	setenv("LD_AUDIT", "liby.so", 1);
	assert_int_equal(process_refuse_preload(&why), -EPERM);
	assert_non_null(strstr(why.text, "LD_AUDIT"));
}
