/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that run.json is read strictly: a member of another kind is refused
 * with its name, and a byte order mark is skipped.
 */
#include <stdio.h>
#include <string.h>

#include "tests/analysis/planned.h"
#include "tests/analysis/program.h"
#include "tests/analysis/reports.h"
#include "tests/analysis/synth.h"
#include "tests/lib/scratch.h"
#include "tests/lib/test.h"

TEST_GROUP(planned_set_up, scratch_destroy);

/* Checks that run.json with these members is refused, and why. */
static void
assert_refused(
    const char *folder, const char *plan, const char *members, const char *why)
{
	static int n;
	char name[32];
	char command[64];

	snprintf(name, sizeof(name), "odd-%d", n++);
	snprintf(command, sizeof(command), "judge %s", name);
	planned_make(folder, name, &SYNTH_QUIET, plan, members);
	assert_int_equal(reports_run(folder, "text", command), 2);
	program_assert_has(folder, "err", why);
}

/* A member of the wrong kind must not be treated as an unknown one. */
TEST(a_run_json_of_other_kinds_is_refused)
{
	static const struct {
		const char *plan;
		const char *members;
		const char *why;
	} cases[] = {
		{ PLANNED_RAN, "\"complete\": \"false\"",
		    "complete is not true or" },
		{ PLANNED_RAN, "\"complete\": null",
		    "complete is not true or" },
		{ PLANNED_RAN, "\"units_lost\": \"3\"",
		    "units_lost is not a whole" },
		{ PLANNED_RAN, "\"units_lost\": -1",
		    "units_lost is not a whole" },
		{ PLANNED_RAN, "\"resumed\": [3]", "resumed is not an object" },
		{ PLANNED_RAN, "\"resumed\": {\"1\": {\"units_lost\": \"3\"}}",
		    "resumed part: units_lost is not a whole" },
		{ PLANNED_RAN "], \"units\": \"17\", \"x\": [",
		    "\"complete\": true", "plan.units is not a whole number" },
		{ PLANNED_RAN "], \"blocks\": [], \"x\": [",
		    "\"complete\": true", "plan.blocks is not a whole number" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_refused(
		    *state, cases[i].plan, cases[i].members, cases[i].why);
	synth_report_in(*state, "list", &SYNTH_QUIET);
	scratch_write(*state, "list/run.json", "[]", 2);
	assert_int_equal(reports_run(*state, "text", "judge list"), 2);
	program_assert_has(*state, "err", "run.json: it is not an object");
}

TEST(a_byte_order_mark_before_run_json_is_skipped)
{
	static const char run[] = "\xef\xbb\xbf{\"complete\": false}";

	synth_report_in(*state, "mark", &SYNTH_QUIET);
	scratch_write(*state, "mark/run.json", run, strlen(run));
	assert_int_equal(reports_run(*state, "text", "judge mark"), 4);
}
