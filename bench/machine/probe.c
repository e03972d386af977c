/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/machine/probe.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static FILE *
open_at(const char *root, const char *path, va_list arguments)
{
	char full[PROBE_PATH_BYTES];
	const size_t used = (size_t)snprintf(full, sizeof(full), "%s", root);
	int n;

	if (used >= sizeof(full))
		return NULL;
	n = vsnprintf(full + used, sizeof(full) - used, path, arguments);
	if (n < 0 || (size_t)n >= sizeof(full) - used)
		return NULL;
	return fopen(full, "re");
}

FILE *
probe_open(const char *root, const char *path, ...)
{
	va_list arguments;
	FILE *f;

	va_start(arguments, path);
	f = open_at(root, path, arguments);
	va_end(arguments);
	return f;
}

/* Reads the first line of f and closes it; accepts NULL. */
static bool
read_line(FILE *f, char ret_line[PROBE_LINE_BYTES])
{
	char line[PROBE_LINE_BYTES];
	bool got;

	if (f == NULL)
		return false;
	got = fgets(line, sizeof(line), f) != NULL;
	fclose(f);
	if (got)
		snprintf(ret_line, PROBE_LINE_BYTES, "%.*s",
		    (int)strcspn(line, "\n"), line);
	return got;
}

bool
probe_line(
    const char *root, char ret_line[PROBE_LINE_BYTES], const char *path, ...)
{
	va_list arguments;
	FILE *f;

	va_start(arguments, path);
	f = open_at(root, path, arguments);
	va_end(arguments);
	return read_line(f, ret_line);
}

/* Reads a text that is a whole number and nothing else. */
static bool
parse_number(const char *text, int64_t *ret)
{
	char *end;
	long long value;

	errno = 0;
	value = strtoll(text, &end, 10);
	if (end == text || *end != '\0' || errno != 0)
		return false;
	*ret = value;
	return true;
}

bool
probe_number(const char *root, int64_t *ret, const char *path, ...)
{
	char line[PROBE_LINE_BYTES];
	va_list arguments;
	FILE *f;

	va_start(arguments, path);
	f = open_at(root, path, arguments);
	va_end(arguments);
	return read_line(f, line) && parse_number(line, ret);
}

bool
probe_key(
    const char *root, const char *key, int64_t *ret, const char *path, ...)
{
	const size_t length = strlen(key);
	char line[PROBE_LINE_BYTES];
	bool got = false;
	va_list arguments;
	FILE *f;

	va_start(arguments, path);
	f = open_at(root, path, arguments);
	va_end(arguments);
	if (f == NULL)
		return false;
	while (!got && fgets(line, sizeof(line), f) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		got = strncmp(line, key, length) == 0 && line[length] == ' ' &&
		    parse_number(line + length + 1, ret);
	}
	fclose(f);
	return got;
}
