/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads what may be no event's encoding, and checks that an event that is read
 * has a name and a code, and that both are read alike from what it was read
 * from.
 */
#include "bench/pmu/event_code.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/fuzz.h"

static void
check_event(const struct counters_event *event)
{
	const size_t n_code = sizeof(event->code.config);
	struct counters_event again;
	struct reason why;
	char text[sizeof(event->name) + sizeof(event->resolved) + 1];

	if (memchr(event->name, '\0', sizeof(event->name)) == NULL ||
	    strpbrk(event->name, ",\"=\n") != NULL || event->name[0] == '\0')
		abort();
	/* One that was cut is no encoding any more. */
	if (strlen(event->resolved) == sizeof(event->resolved) - 1)
		return;
	snprintf(text, sizeof(text), "%s=%s", event->name, event->resolved);
	if (event_code_parse(text, &again, &why) != 0 ||
	    again.code.type != event->code.type ||
	    memcmp(again.code.config, event->code.config, n_code) != 0)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
	struct counters_event event;
	struct reason why = { 0 };
	const int err =
	    event_code_parse(fuzz_text(data, n_bytes), &event, &why);

	fuzz_result(err, &why);
	if (err == 0)
		check_event(&event);
	return 0;
}
