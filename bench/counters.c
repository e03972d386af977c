/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/counters.h"

#include "bench/events.h"
#include "bench/refusal.h"

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
	static const char *const names[] = {
		[COUNTERS_OK] = "ok",
		[COUNTERS_MULTIPLEXED] = "multiplexed",
		[COUNTERS_NOT_SCHEDULED] = "not_scheduled",
		[COUNTERS_NO_PMU] = "no_pmu",
		[COUNTERS_DENIED] = "denied",
		[COUNTERS_UNKNOWN_EVENT] = "unknown_event",
		[COUNTERS_ERROR] = "error",
	};

	return names[status];
}

/* Encodes name into *event; false if libpfm4 does not know it here. */
static bool
encode(const char *name, struct counters_event *event)
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

/* Tries one name; true if it is settled: opened, or refused with a reason. */
static bool
try_name(const char *name, struct counters_event *event)
{
	int fd;

	if (!encode(name, event))
		return false;
	fd = perf_open(&event->code, -1);
	if (fd < 0) {
		event->status = refusal_explain(fd, &event->code, &event->why);
		return false;
	}
	close(fd);
	event->status = COUNTERS_OK;
	event->why.text[0] = '\0';
	return true;
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
		    "cycles, instructions, l1d-misses, llc-misses, c2c",
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
