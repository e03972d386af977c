/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/pmu/counters.h"

#include "base/formats/words.h"
#include "bench/pmu/event_code.h"
#include "bench/pmu/events.h"
#include "bench/pmu/perf_error.h"

#include <errno.h>
#include <perfmon/pfmlib_perf_event.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *
counters_status_name(enum counters_status status)
{
	return words_status.words[status].text;
}

bool
counters_has_value(enum counters_status status)
{
	return status == COUNTERS_OK || status == COUNTERS_MULTIPLEXED;
}

/* Encodes name into *event; false if libpfm4 does not know it here. */
static bool
encode_name(const char *name, struct counters_event *event)
{
	struct perf_event_attr attr = { .size = sizeof(attr) };
	char *resolved = NULL;
	pfm_perf_encode_arg_t arg = {
		.attr = &attr,
		.fstr = &resolved,
		.size = sizeof(arg),
	};

	if (pfm_get_os_event_encoding(
	        name, PFM_PLM3, PFM_OS_PERF_EVENT, &arg) != PFM_SUCCESS)
		return false;
	event->code.type = attr.type;
	event->code.config[0] = attr.config;
	event->code.config[1] = attr.config1;
	event->code.config[2] = attr.config2;
	snprintf(event->resolved, sizeof(event->resolved), "%s", resolved);
	free(resolved);
	return true;
}

/* Whether an event opens by its code; sets its status. */
static bool
try_code(struct counters_event *event)
{
	const int fd = perf_open(&event->code, -1);

	if (fd < 0) {
		event->status =
		    perf_error_explain(fd, &event->code, &event->why);
		return false;
	}
	close(fd);
	event->status = COUNTERS_OK;
	event->why.text[0] = '\0';
	return true;
}

/* Tries one name; true if it opens. */
static bool
try_name(const char *name, struct counters_event *event)
{
	return encode_name(name, event) && try_code(event);
}

static void
choose_logical(const struct events_name names[], struct counters_event *event)
{
	event->status = COUNTERS_UNKNOWN_EVENT;
	reason_set(
	    &event->why, 0, "libpfm4 knows no such event of this processor");
	for (unsigned i = 0; i < EVENTS_NAMES_MAX && names[i].name != NULL; i++)
		if (try_name(names[i].name, event))
			return;
}

static int
choose_one(const char *name, struct counters_event *event, struct reason *why)
{
	*event = (struct counters_event){ .status = COUNTERS_ERROR };
	snprintf(event->name, sizeof(event->name), "%s", name);
	for (unsigned i = 0; events_table[i].name != NULL; i++)
		if (strcmp(events_table[i].name, name) == 0) {
			choose_logical(events_table[i].names, event);
			return 0;
		}
	if (!try_name(name, event) && event->resolved[0] == '\0')
		return reason_set(why, -EINVAL,
		    "libpfm4 knows no event '%s' on this machine; ours are "
		    "cycles, instructions, l1d-misses, llc-misses, c2c; a "
		    "newer processor's are asked for by --raw-event",
		    name);
	return 0;
}

int
counters_choose(const char *list,
    struct counters_event ret_events[COUNTERS_EVENTS_MAX], struct reason *why)
{
	char *copy;
	char *rest;
	char *name;
	int n = 0;

	if (list[0] == '\0')
		return 0;
	if (pfm_initialize() != PFM_SUCCESS)
		return reason_set(why, -EIO, "libpfm4 cannot be set up");
	copy = strdup(list);
	if (copy == NULL)
		return -ENOMEM;
	rest = copy;
	while (n >= 0 && (name = strsep(&rest, ",")) != NULL) {
		int err;

		if (n == COUNTERS_EVENTS_MAX) {
			n = reason_set(why, -E2BIG,
			    "more than %d events asked for",
			    COUNTERS_EVENTS_MAX);
			break;
		}
		err = choose_one(name, &ret_events[n], why);
		n = err < 0 ? err : n + 1;
	}
	free(copy);
	return n;
}

/* Whether the name is a logical one, or that of one of the n events. */
static bool
is_taken(const char *name, const struct counters_event events[], unsigned n)
{
	for (const struct events_logical *e = events_table; e->name != NULL;
	     e++)
		if (strcmp(e->name, name) == 0)
			return true;
	for (unsigned i = 0; i < n; i++)
		if (strcmp(events[i].name, name) == 0)
			return true;
	return false;
}

int
counters_choose_raw(const char *const texts[], unsigned n_texts,
    struct counters_event events[COUNTERS_EVENTS_MAX], unsigned n,
    struct reason *why)
{
	for (unsigned i = 0; i < n_texts; i++) {
		struct counters_event event;
		const int err = event_code_parse(texts[i], &event, why);

		if (err < 0)
			return err;
		if (is_taken(event.name, events, n))
			return reason_set(why, -EINVAL,
			    "--raw-event '%s': there is another event of that "
			    "name",
			    texts[i]);
		if (n == COUNTERS_EVENTS_MAX)
			return reason_set(why, -E2BIG,
			    "more than %d events asked for",
			    COUNTERS_EVENTS_MAX);
		try_code(&event);
		events[n++] = event;
	}
	return (int)n;
}
