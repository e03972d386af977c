/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which events can be counted here.  libpfm4 turns names into encodings, and
 * the kernel is asked to open each.  An event that cannot be counted has a
 * status and a reason.  Nothing else uses libpfm4.
 *
 * An event is one of three: a logical name of ours (cycles, instructions,
 * l1d-misses, llc-misses, c2c), which stands for the first encoding that opens
 * on this processor (events.h); a name that libpfm4 knows; or an encoding under
 * a name that the user gives.  c2c counts lines that came from another core's
 * cache.  It is a proxy that differs between vendors: never compare it across
 * them.
 */
#ifndef BENCH_PMU_COUNTERS_H
#define BENCH_PMU_COUNTERS_H

#include "bench/pmu/event.h"

/* What is counted unless --events says otherwise. */
#define COUNTERS_DEFAULT "cycles,instructions,l1d-misses,llc-misses,c2c"

/* "ok", "multiplexed", ...: as in counters.csv. */
const char *counters_status_name(enum counters_status status);

/* Whether a reading of the status has a value. */
bool counters_has_value(enum counters_status status);

/*
 * Tries to open each event of a comma-separated list, which may be empty.
 * Writes at most COUNTERS_EVENTS_MAX events with their statuses.  Returns their
 * number, or -EINVAL for a name that neither this file nor libpfm4 knows,
 * -E2BIG for too many, -EIO if libpfm4 cannot be set up.  Only one thread may
 * call it at a time.
 */
int counters_choose(const char *list,
    struct counters_event ret_events[COUNTERS_EVENTS_MAX], struct reason *why);

/*
 * Does the same for each of n_texts event codes (event_code.h), and adds these
 * events to the n that there are.  Returns the new number, or -EINVAL for a
 * text that is no event code or has the name of another event, or -E2BIG.
 */
int counters_choose_raw(const char *const texts[], unsigned n_texts,
    struct counters_event events[COUNTERS_EVENTS_MAX], unsigned n,
    struct reason *why);

#endif /* BENCH_PMU_COUNTERS_H */
