/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that an operation that could not be counted is no PASS: the report
 * says so in every format, with the reason, and a regression comes before that.
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

/* Writes why the report `name` could not be counted. */
static void
make_uncounted(const char *folder, const char *name)
{
	static const char WHY[] = "ptrace is refused: EPERM: allow it\n";
	char path[128];

	snprintf(path, sizeof(path), "%s/uncounted.txt", name);
	scratch_write(folder, path, WHY, strlen(WHY));
}

/* Either side of a gate, or the one side of a report. */
TEST(what_could_not_be_counted_is_inconclusive)
{
	static const char *const FOLDERS[] = { "audit/base", "audit/work",
		"." };

	for (size_t i = 0; i < sizeof(FOLDERS) / sizeof(FOLDERS[0]); i++) {
		char path[64];

		assert_int_equal(
		    program_run_after(*state, "rm -rf denied", "--help"), 0);
		planned_make(*state, "denied", &SYNTH_QUIET, PLANNED_RAN,
		    "\"complete\": true");
		assert_int_equal(program_run_after(*state,
		                     "mkdir -p denied/audit/base "
		                     "denied/audit/work",
		                     "judge --gate gate.csv denied"),
		    0);
		snprintf(path, sizeof(path), "denied/%s", FOLDERS[i]);
		make_uncounted(*state, path);
		planned_assert_told(
		    *state, "judge denied", 3, "audit", "EPERM");
		planned_assert_cell(*state, "denied/summary.csv", "audit",
		    "reason_kind", "not_counted");
	}
}

TEST(reports_of_which_one_was_not_counted_are_inconclusive)
{
	planned_make(
	    *state, "seen", &SYNTH_QUIET, PLANNED_RAN, "\"complete\": true");
	planned_make(
	    *state, "unseen", &SYNTH_QUIET, PLANNED_RAN, "\"complete\": true");
	planned_assert_told(
	    *state, "compare seen unseen", 0, "mtx-global-hard", "");
	make_uncounted(*state, "unseen");
	planned_assert_told(*state, "compare seen unseen", 3, "audit", "EPERM");
	planned_assert_told(*state, "compare unseen seen", 3, "audit", "EPERM");
	planned_assert_told(
	    *state, "compare unseen unseen", 3, "audit", "EPERM");
}

/* A regression in time stays one, even if instructions were not counted. */
TEST(a_regression_comes_before_what_was_not_counted)
{
	struct synth_row s = SYNTH_QUIET;

	s.cand_effect = 0.04;
	planned_make(*state, "slower", &s, PLANNED_RAN, "\"complete\": true");
	make_uncounted(*state, "slower");
	planned_assert_told(*state, "judge slower", 1, "audit", "EPERM");
}
