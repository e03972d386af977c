/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that a list of events is read strictly, that a logical event takes the
 * first encoding that opens, and that on this machine nothing is left without a
 * status.
 */
#include "bench/pmu/counters.h"

#include "fake_perf.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <stddef.h>
#include <string.h>

#include "tests/lib/test.h"

static struct counters_event events[COUNTERS_EVENTS_MAX];
static struct reason why;
static int answer;

static int
let_the_kernel_answer(void **state)
{
	(void)state;
	fake_perf_opener = NULL;
	return 0;
}

static int
open_null(void)
{
	return open("/dev/null", O_RDONLY | O_CLOEXEC);
}

static int
answer_all(const struct perf_code *code, int leader)
{
	(void)code;
	(void)leader;
	return answer == 0 ? open_null() : answer;
}

/* A processor with a cycle counter, and nothing else. */
static int
answer_cycles(const struct perf_code *code, int leader)
{
	(void)leader;
	return code->type == PERF_TYPE_HARDWARE &&
	        code->config[0] == PERF_COUNT_HW_CPU_CYCLES
	    ? open_null()
	    : -ENOENT;
}

static int
answer_generic(const struct perf_code *code, int leader)
{
	(void)leader;
	return code->type == PERF_TYPE_HARDWARE ? open_null() : -ENOENT;
}

static int
answer_caches(const struct perf_code *code, int leader)
{
	(void)leader;
	return code->type == PERF_TYPE_HW_CACHE ? open_null() : -ENOENT;
}

static void
assert_refused(const char *list, int err, const char *told)
{
	assert_int_equal(counters_choose(list, events, &why), err);
	if (strstr(why.text, told) == NULL)
		fail_msg("%s: %s", list, why.text);
}

TEST_WITH(test_an_unknown_name_is_refused_by_name, NULL, let_the_kernel_answer)
{
	answer = 0;
	fake_perf_opener = answer_all;
	assert_refused("cycles,cicles", -EINVAL, "'cicles'");
	assert_refused("perf::no-such-event", -EINVAL, "'perf::no-such-event'");
}

TEST_WITH(test_an_empty_name_is_refused, NULL, let_the_kernel_answer)
{
	answer = 0;
	fake_perf_opener = answer_all;
	assert_refused(",", -EINVAL, "''");
	assert_refused("cycles,", -EINVAL, "''");
	assert_refused("cycles,,instructions", -EINVAL, "''");
}

TEST_WITH(test_an_empty_list_is_none, NULL, let_the_kernel_answer)
{
	assert_int_equal(counters_choose("", events, &why), 0);
}

TEST_WITH(
    test_sixteen_events_are_taken_and_more_refused, NULL, let_the_kernel_answer)
{
	static const char sixteen[] =
	    "cycles,cycles,cycles,cycles,cycles,cycles,cycles,cycles,"
	    "cycles,cycles,cycles,cycles,cycles,cycles,cycles,cycles";
	char seventeen[sizeof(sixteen) + sizeof(",cycles")];

	answer = 0;
	fake_perf_opener = answer_all;
	assert_int_equal(counters_choose(sixteen, events, &why), 16);
	strcpy(seventeen, sixteen);
	strcat(seventeen, ",cycles");
	assert_refused(seventeen, -E2BIG, "16");
}

TEST_WITH(test_an_event_that_this_pmu_lacks_is_no_missing_pmu, NULL,
    let_the_kernel_answer)
{
	fake_perf_opener = answer_cycles;
	assert_int_equal(
	    counters_choose("perf::instructions,cycles", events, &why), 2);
	assert_int_equal(events[0].status, COUNTERS_UNKNOWN_EVENT);
	assert_non_null(strstr(events[0].why.text, "PMU cannot count it"));
	assert_int_equal(events[1].status, COUNTERS_OK);
}

TEST_WITH(
    test_the_first_encoding_that_opens_is_taken, NULL, let_the_kernel_answer)
{
	fake_perf_opener = answer_generic;
	assert_int_equal(counters_choose("llc-misses", events, &why), 1);
	assert_int_equal(events[0].code.type, PERF_TYPE_HARDWARE);
	fake_perf_opener = answer_caches;
	assert_int_equal(counters_choose("llc-misses", events, &why), 1);
	assert_int_equal(events[0].status, COUNTERS_OK);
	assert_int_equal(events[0].code.type, PERF_TYPE_HW_CACHE);
	assert_int_equal(
	    events[0].code.config[0] & 0xff, PERF_COUNT_HW_CACHE_LL);
	assert_string_equal(events[0].why.text, "");
}

TEST_WITH(test_every_status_has_its_name, NULL, let_the_kernel_answer)
{
	static const char *const names[] = { "ok", "multiplexed",
		"not_scheduled", "no_pmu", "denied", "unknown_event", "error" };

	for (unsigned i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_string_equal(
		    counters_status_name((enum counters_status)i), names[i]);
}

TEST_WITH(test_here_every_event_has_a_status_and_a_reason, NULL,
    let_the_kernel_answer)
{
	const int n = counters_choose(COUNTERS_DEFAULT, events, &why);

	assert_int_equal(n, 5);
	for (int i = 0; i < n; i++) {
		assert_int_not_equal(events[i].name[0], '\0');
		assert_int_equal(events[i].status == COUNTERS_OK,
		    events[i].why.text[0] == '\0');
		if (events[i].status == COUNTERS_OK)
			assert_int_not_equal(events[i].resolved[0], '\0');
	}
}
