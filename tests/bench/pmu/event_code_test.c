/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that an event by its encoding is read strictly, goes to the kernel as
 * it was written, and stands beside the others under a name of its own.
 */
#include "bench/pmu/counters.h"
#include "bench/pmu/event_code.h"

#include "fake_perf.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <stddef.h>
#include <string.h>

#include "tests/lib/test.h"

static struct counters_event events[COUNTERS_EVENTS_MAX];
static struct reason why;
static struct perf_code asked;
static int answer;

static int
note_and_answer(const struct perf_code *code, int leader)
{
	(void)leader;
	asked = *code;
	return answer < 0 ? answer : open("/dev/null", O_RDONLY | O_CLOEXEC);
}

static int
set_up(void **state)
{
	(void)state;
	answer = 0;
	fake_perf_opener = note_and_answer;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	fake_perf_opener = NULL;
	return 0;
}

static void
assert_code(const char *text, uint32_t type, uint64_t config, uint64_t config1,
    uint64_t config2)
{
	struct counters_event event;

	if (event_code_parse(text, &event, &why) != 0)
		fail_msg("%s", why.text);
	assert_string_equal(event.name, "a");
	assert_string_equal(event.resolved, strchr(text, '=') + 1);
	assert_int_equal(event.code.type, type);
	assert_int_equal(event.code.config[0], config);
	assert_int_equal(event.code.config[1], config1);
	assert_int_equal(event.code.config[2], config2);
}

TEST_WITH(test_both_forms_are_read, set_up, tear_down)
{
	assert_code("a=r01c2", PERF_TYPE_RAW, 0x1c2, 0, 0);
	assert_code("a=rFFFFffffFFFFffff", PERF_TYPE_RAW, UINT64_MAX, 0, 0);
	assert_code("a=4:0x20d1", 4, 0x20d1, 0, 0);
	assert_code("a=10:17", 10, 17, 0, 0);
	assert_code("a=0x4:0x12a:0x3fbfc00001", 4, 0x12a, 0x3fbfc00001, 0);
	assert_code("a=4294967295:0:2:0x3", UINT32_MAX, 0, 2, 3);
}

TEST_WITH(test_what_is_no_encoding_is_refused, set_up, tear_down)
{
	static const char *const texts[] = { "a=", "a=r", "a=rx", "a=r0x1c2",
		"a=r-1", "a=r 1", "a=r1c2 ", "a=r1c2,b", "a=r10000000000000000",
		"a=1c2", "a=4", "a=4:", "a=:1", "a=4:1:2:3:4",
		"a=4:1:", "a=4:-1", "a=4:0x", "a=4:0x0x1", "a=4:1f",
		"a=4294967296:1", "a=4:18446744073709551616",
		"a=cpu/event=1/" };

	for (unsigned i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct counters_event event;

		if (event_code_parse(texts[i], &event, &why) != -EINVAL)
			fail_msg("taken: %s", texts[i]);
		assert_non_null(strstr(why.text, texts[i]));
		assert_non_null(strstr(why.text, "NAME=rHEX"));
	}
	/* A reason is one line. */
	assert_int_equal(event_code_parse("a=r1\n", events, &why), -EINVAL);
	assert_non_null(strstr(why.text, "'a=r1?'"));
	assert_non_null(strstr(why.text, "NAME=rHEX"));
}

TEST_WITH(test_what_is_no_name_is_refused, set_up, tear_down)
{
	static const char *const texts[] = { "", "r1c2", "=r1", "a,b=r1",
		"a b=r1", "a\nb=r1", "a\"=r1", "a;b=r1" };
	char text[COUNTERS_NAME_BYTES + 4];

	for (unsigned i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct counters_event event;

		if (event_code_parse(texts[i], &event, &why) != -EINVAL)
			fail_msg("taken: %s", texts[i]);
		assert_non_null(strstr(why.text, "wanted is a name"));
	}
	memset(text, 'a', COUNTERS_NAME_BYTES);
	strcpy(text + COUNTERS_NAME_BYTES, "=r1");
	assert_int_equal(event_code_parse(text, events, &why), -EINVAL);
	/* One shorter fits. */
	assert_int_equal(event_code_parse(text + 1, events, &why), 0);
}

TEST_WITH(test_it_stands_beside_the_others, set_up, tear_down)
{
	static const char *const texts[] = { "x=r01c2", "y=9:2:3" };

	assert_int_equal(counters_choose("cycles", events, &why), 1);
	assert_int_equal(counters_choose_raw(texts, 2, events, 1, &why), 3);
	assert_string_equal(events[0].name, "cycles");
	assert_string_equal(events[1].name, "x");
	assert_int_equal(events[1].status, COUNTERS_OK);
	assert_string_equal(events[2].name, "y");
	/* As the kernel was asked for the last. */
	assert_int_equal(asked.type, 9);
	assert_int_equal(asked.config[0], 2);
	assert_int_equal(asked.config[1], 3);
}

TEST_WITH(test_its_refusal_is_explained, set_up, tear_down)
{
	static const char *const texts[] = { "x=r01c2" };

	answer = -EINVAL;
	assert_int_equal(counters_choose_raw(texts, 1, events, 0, &why), 1);
	assert_int_equal(events[0].status, COUNTERS_ERROR);
	assert_non_null(
	    strstr(events[0].why.text, "does not take this encoding"));
}

TEST_WITH(test_names_are_not_taken_twice, set_up, tear_down)
{
	static const char *const ours[] = { "c2c=r1" };
	static const char *const twice[] = { "x=r1", "x=r2" };
	static const char *const asked_for[] = { "perf::cycles=r1" };

	assert_int_equal(
	    counters_choose_raw(ours, 1, events, 0, &why), -EINVAL);
	assert_non_null(strstr(why.text, "'c2c=r1': there is another"));
	assert_int_equal(
	    counters_choose_raw(twice, 2, events, 0, &why), -EINVAL);
	assert_non_null(strstr(why.text, "'x=r2': there is another"));
	assert_int_equal(counters_choose("perf::cycles", events, &why), 1);
	assert_int_equal(
	    counters_choose_raw(asked_for, 1, events, 1, &why), -EINVAL);
}

TEST_WITH(test_there_is_no_room_for_more_than_sixteen, set_up, tear_down)
{
	static const char *const texts[] = { "x=r1", "y=r1" };
	const unsigned n = COUNTERS_EVENTS_MAX - 1;

	memset(events, 0, sizeof(events));
	assert_int_equal(counters_choose_raw(texts, 1, events, n, &why), 16);
	assert_int_equal(
	    counters_choose_raw(texts, 2, events, n, &why), -E2BIG);
}
