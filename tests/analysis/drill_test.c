/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that drill.csv is counted as it says: by kernel, moment and outcome,
 * by lock, and what dumps took.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analysis/drill.h"
#include "tests/analysis/drills.h"
#include "tests/analysis/scratch.h"

static void
panics_are_counted_by_kernel_moment_and_outcome(void **state)
{
	struct drill_line lines[5] = { { { NULL } } };

	lines[1].cells[PANIC_MOMENT] = "hard";
	lines[1].cells[PANIC_OUTCOME] = "hung";
	lines[2].cells[PANIC_CHECK] = "patch";
	lines[3].cells[PANIC_SYNC] = "after";
	lines[4] = DRILLS_OFF;

	struct drill *drill = drills_read(*state, lines, 5);
	const struct drill_group *groups = drill->groups;

	assert_int_equal(drill->n_groups, 4);
	assert_int_equal(groups[0].mode, MODE_OFF);
	assert_string_equal(groups[1].check, "patch");
	assert_string_equal(groups[2].check, "td");
	assert_int_equal(groups[2].n, 2);
	assert_int_equal(
	    groups[2].outcomes[MOMENT_SECTION][OUTCOME_COMPLETE], 1);
	assert_int_equal(groups[2].outcomes[MOMENT_HARD][OUTCOME_HUNG], 1);
	assert_int_equal(drill_count(&groups[2], OUTCOME_HUNG), 1);
	assert_true(groups[2].wall_ns == 40e6);
	assert_int_equal(groups[3].sync, SYNC_AFTER);
	drill_destroy(drill);
}

static void
dumps_are_measured_by_mode_and_only_whole_ones(void **state)
{
	struct drill_line lines[4] = { { { NULL } } };

	lines[1].cells[PANIC_OUTCOME] = "incomplete";
	lines[1].cells[PANIC_DUMP_NS] = "1";
	lines[2] = DRILLS_OFF;
	lines[3] = DRILLS_OFF;
	lines[3].cells[PANIC_DUMP_BYTES] = "70000";

	struct drill *drill = drills_read(*state, lines, 4);
	assert_int_equal(drill->dumps[MODE_ON].ns.n, 1);
	assert_true(drill->dumps[MODE_ON].ns.median == 800000);
	assert_int_equal(drill->dumps[MODE_OFF].bytes.n, 2);
	assert_true(drill->dumps[MODE_OFF].bytes.max == 70000);
	drill_destroy(drill);
}

static void
locks_are_counted_by_their_whole_names(void **state)
{
	struct drill_line lines[3] = { { { NULL } } };

	lines[0].cells[PANIC_REAL] = "block 1;pool;block 10";
	lines[0].cells[PANIC_FAKED] = "block";
	lines[1].cells[PANIC_FAKED] = "block 10;block 1";
	lines[1].cells[PANIC_REAL] = "";
	lines[2] = DRILLS_OFF;
	lines[2].cells[PANIC_REAL] = "block 1";

	struct drill *drill = drills_read(*state, lines, 3);
	const struct take *list = drill->takes.list;

	assert_int_equal(drill->takes.n, 4);
	assert_string_equal(list[0].lock, "block");
	assert_string_equal(list[1].lock, "block 1");
	assert_string_equal(list[2].lock, "block 10");
	assert_string_equal(list[3].lock, "pool");
	assert_int_equal(list[0].n_real[MODE_ON], 0);
	assert_int_equal(list[0].n_faked[MODE_ON], 1);
	assert_int_equal(list[1].n_real[MODE_ON], 1);
	assert_int_equal(list[1].n_faked[MODE_ON], 1);
	assert_int_equal(list[1].n_real[MODE_OFF], 1);
	drill_destroy(drill);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    panics_are_counted_by_kernel_moment_and_outcome),
		cmocka_unit_test(
		    dumps_are_measured_by_mode_and_only_whole_ones),
		cmocka_unit_test(locks_are_counted_by_their_whole_names),
	};

	return cmocka_run_group_tests_name(
	    "drill", tests, scratch_create, scratch_destroy);
}
