/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Events by their encoding, for processors that libpfm4 does not know yet:
 *
 *   NAME=rHEX                              as in perf's rNNN
 *   NAME=TYPE:CONFIG[:CONFIG1[:CONFIG2]]   as in perf_event_attr
 *
 * TYPE is a number from /sys/bus/event_source/devices/PMU/type.  The numbers of
 * the second form are decimal, or hexadecimal with 0x.
 */
#ifndef BENCH_PMU_EVENT_CODE_H
#define BENCH_PMU_EVENT_CODE_H

#include "bench/pmu/event.h"

/*
 * Parses text into name, resolved and code of *ret.  Returns 0, or -EINVAL with
 * the reason.
 */
int event_code_parse(
    const char *text, struct counters_event *ret, struct reason *why);

#endif /* BENCH_PMU_EVENT_CODE_H */
