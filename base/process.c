/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

static char locale[] = "LC_ALL=C";

/*
 * A unit may need LD_LIBRARY_PATH to find the libraries that the engine found.
 */
const char *const process_kept_variables[] = {
	"GLIBC_TUNABLES",
	"LD_LIBRARY_PATH",
	NULL,
};

#define N_KEPT \
	(sizeof(process_kept_variables) / sizeof(process_kept_variables[0]) - 1)

int
process_refuse_preload(struct reason *why)
{
	static const char *const names[] = { "LD_AUDIT", "LD_PRELOAD" };

	for (unsigned i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);

		if (value != NULL && *value != '\0')
			return reason_set(why, -EPERM,
			    "%s puts %s into what is measured: unset it",
			    names[i], value);
	}
	return 0;
}

static bool
is_of_benchmark(const char *variable)
{
	return strncmp(variable, "BENCHMARK_", strlen("BENCHMARK_")) == 0;
}

int
process_drop_benchmark(char *const argv[], struct reason *why)
{
	char program[PATH_MAX];
	ssize_t n_bytes;
	unsigned n = 0;

	if (environ == NULL)
		return 0;
	for (char **from = environ; *from != NULL; from++)
		if (!is_of_benchmark(*from))
			environ[n++] = *from;
	if (environ[n] == NULL)
		return 0;
	environ[n] = NULL;
	n_bytes = readlink("/proc/self/exe", program, sizeof(program) - 1);
	if (n_bytes >= 0) {
		program[n_bytes] = '\0';
		execv(program, argv);
	}
	return reason_set(why, -errno,
	    "cannot start anew without BENCHMARK_ variables: %s: unset them",
	    strerror(errno));
}

/* Returns the variable called name as NAME=VALUE, or NULL. */
static char *
find_variable(const char *name)
{
	const size_t n = strlen(name);

	for (char **variable = environ; variable != NULL && *variable != NULL;
	     variable++)
		if (strncmp(*variable, name, n) == 0 && (*variable)[n] == '=')
			return *variable;
	return NULL;
}

char **
process_unit_environment(void)
{
	char **environment = calloc(N_KEPT + 2, sizeof(*environment));
	unsigned n = 0;

	if (environment == NULL)
		return NULL;
	environment[n++] = locale;
	for (unsigned i = 0; i < N_KEPT; i++) {
		environment[n] = find_variable(process_kept_variables[i]);
		n += environment[n] != NULL;
	}
	return environment;
}

void
process_open_streams(void)
{
	/*
	 * open() takes the lowest free descriptor; the wrong mode makes use of
	 * it fail.
	 */
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) == -1)
			(void)!open("/dev/null",
			    fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int
process_end_output(struct reason *why)
{
	errno = EIO;
	if (fflush(stdout) == 0 && !ferror(stdout))
		return 0;
	return reason_set(
	    why, -EIO, "cannot write standard output: %s", strerror(errno));
}
