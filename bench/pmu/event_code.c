/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/pmu/event_code.h"

#include <ctype.h>
#include <errno.h>
#include <linux/perf_event.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The characters of a name: none of them splits CSV or a list of events. */
static const char name_letters[] = "abcdefghijklmnopqrstuvwxyz"
                                   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.:";

/*
 * Parses a number up to most, and moves *text past it; false if there is none.
 */
static bool
take_number(const char **text, int base, uint64_t most, uint64_t *ret)
{
	char *end;

	/* strtoull() also accepts signs, spaces and 0x0x1. */
	if (!isxdigit((unsigned char)(*text)[0]) ||
	    tolower((unsigned char)(*text)[1]) == 'x')
		return false;
	errno = 0;
	*ret = strtoull(*text, &end, base);
	if (errno != 0 || end == *text || *ret > most)
		return false;
	*text = end;
	return true;
}

/* Does the same; 0x makes the number hexadecimal. */
static bool
take_prefixed(const char **text, uint64_t most, uint64_t *ret)
{
	if (strncmp(*text, "0x", 2) != 0)
		return take_number(text, 10, most, ret);
	*text += 2;
	return take_number(text, 16, most, ret);
}

static bool
take_fields(const char *text, struct perf_code *ret)
{
	const unsigned n_max = sizeof(ret->config) / sizeof(ret->config[0]);
	unsigned n = 0;
	uint64_t type;

	if (!take_prefixed(&text, UINT32_MAX, &type))
		return false;
	ret->type = (uint32_t)type;
	while (n < n_max && *text == ':') {
		text++;
		if (!take_prefixed(&text, UINT64_MAX, &ret->config[n++]))
			return false;
	}
	return n > 0 && *text == '\0';
}

static bool
take_code(const char *text, struct perf_code *ret)
{
	*ret = (struct perf_code){ .type = PERF_TYPE_RAW };
	if (*text != 'r')
		return take_fields(text, ret);
	text++;
	return take_number(&text, 16, UINT64_MAX, &ret->config[0]) &&
	    *text == '\0';
}

int
event_code_parse(
    const char *text, struct counters_event *ret, struct reason *why)
{
	const size_t length = strspn(text, name_letters);
	struct counters_event event = { .status = COUNTERS_ERROR };

	if (length == 0 || length >= sizeof(event.name) || text[length] != '=')
		return reason_set(why, -EINVAL,
		    "--raw-event '%s': wanted is a name of letters, digits and "
		    "_ - . : and then =, as in NAME=r01c2",
		    text);
	if (!take_code(text + length + 1, &event.code))
		return reason_set(why, -EINVAL,
		    "--raw-event '%s': wanted is NAME=rHEX, as perf's, or "
		    "NAME=TYPE:CONFIG[:CONFIG1[:CONFIG2]] with decimal or 0x "
		    "numbers",
		    text);
	snprintf(event.name, sizeof(event.name), "%.*s", (int)length, text);
	snprintf(
	    event.resolved, sizeof(event.resolved), "%s", text + length + 1);
	*ret = event;
	return 0;
}
