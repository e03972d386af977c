/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/pmu/tally.h"

static void
add_reading(struct tally_event *event, const struct group_reading *reading,
    unsigned index, const struct reason *why)
{
	const enum counters_status status = reading->events[index].status;

	event->n_readings[status]++;
	event->whys[status] = *why;
	if (!counters_has_value(status))
		return;
	event->ops += reading->ops;
	event->has_counted |= reading->events[index].value > 0;
}

void
tally_add(struct tally_event tally[], const struct counters_event events[],
    unsigned n, const struct group_reading *reading,
    struct reason ret_reasons[GROUP_EVENTS_MAX])
{
	for (unsigned i = 0; i < n; i++) {
		struct reason *why = &ret_reasons[i];

		group_explain(reading, i, &events[i].code, why);
		add_reading(&tally[i], reading, i, why);
		if (reading->events[i].status == COUNTERS_OK &&
		    tally_is_constant_zero(&tally[i]))
			reason_set(why, 0,
			    "constant zero so far: not believed before it "
			    "counts something");
	}
}

uint64_t
tally_count_readings(const struct tally_event *event)
{
	uint64_t n = 0;

	for (unsigned i = 0; i < COUNTERS_N_STATUSES; i++)
		n += event->n_readings[i];
	return n;
}

bool
tally_is_constant_zero(const struct tally_event *event)
{
	return event->ops > 0 && !event->has_counted;
}
