/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves what the gate file leaves behind in all that slowpath-analysis says:
 * its digest, which look a row has come to, and which rows are not decided.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/analysis/program.h"
#include "tests/analysis/scratch.h"
#include "tests/analysis/synth.h"

static int
set_up(void **state)
{
	static const char GATE[] =
	    "rows,candidates,margin,alpha,looks,least_units,"
	    "largest_drop_rate\nmtx/*,*,0.01,0.05,40,8,0.5\n";
	struct synth s = SYNTH_QUIET;

	scratch_create(state);
	scratch_write(*state, "gate.csv", GATE, strlen(GATE));
	synth_report_in(*state, "pass", &s);
	s.cand_effect = 0.04;
	synth_report_in(*state, "slow", &s);
	return 0;
}

/* The digests are what sha256sum(1) says of the gate file. */
static void
every_verdict_names_the_gate_it_is_by(void **state)
{
	static const char *const DIGEST =
	    "bb48f8d574403c7849fe9e3bf39546387f275f8e6981d2df38bddb0a77d5f9c0";
	char line[80];

	snprintf(line, sizeof(line), ",%s\n", DIGEST);
	assert_int_equal(program_run(*state, "judge --gate gate.csv slow"), 1);
	program_assert_has(*state, "slow/summary.csv", line);
	program_assert_has(*state, "slow/summary.csv", ",gate_sha256\n");
	snprintf(line, sizeof(line), "\n1 REGRESSION; gate %.12s\n", DIGEST);
	program_assert_has(*state, "out", line);
	assert_int_equal(
	    program_run(*state, "compare --gate gate.csv --out . pass slow"),
	    1);
	program_assert_has(*state, "out", line);
	snprintf(line, sizeof(line), ",%s\n", DIGEST);
	program_assert_has(*state, "compare.csv", line);
	program_assert_has(*state, "compare.csv", ",gate_sha256\n");
}

static void
another_gate_has_another_digest(void **state)
{
	assert_int_equal(
	    program_run_after(*state, "sed '$s/8/9/' gate.csv >other.csv",
	        "judge --gate other.csv slow"),
	    1);
	assert_int_equal(
	    program_run_after(*state,
	        "grep -q \",$(sha256sum <other.csv | cut -c 1-64)$\" "
	        "slow/summary.csv",
	        "--help"),
	    0);
	assert_int_equal(
	    program_run_after(*state,
	        "cat gate.csv | \"$SLOWPATH_ANALYSIS\" judge --gate "
	        "/dev/stdin slow; test $? = 2",
	        "--help"),
	    0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_verdict_names_the_gate_it_is_by),
		cmocka_unit_test(another_gate_has_another_digest),
	};

	return cmocka_run_group_tests_name(
	    "gated", tests, set_up, scratch_destroy);
}
