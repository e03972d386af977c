/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that the rows of a self-test are counted by truth, that what is wrong
 * depends on the truth, that a target is missed only when the rows leave no
 * doubt of it, and what a script sees of the command.
 */
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "tests/lib/test.h"

#include "analysis/selftest/selftest.h"
#include "tests/analysis/program.h"
#include "tests/lib/scratch.h"

#define HEADER                                                             \
	"truth,true_pct,units,verdict,lower_pct,upper_pct,half_width_pct," \
	"gb_alarm,margin_pct\n"

#define TEXT_BYTES (1 << 16)

static char text[TEXT_BYTES];

/* Begins selftest.csv. */
static void
begin(void)
{
	strcpy(text, HEADER);
}

/* Adds a line n times. */
static void
add(size_t n, const char *line)
{
	for (; n > 0; n--) {
		assert_true(strlen(text) + strlen(line) + 2 < TEXT_BYTES);
		strcat(strcat(text, line), "\n");
	}
}

static struct selftest
read_all(const char *folder)
{
	struct selftest selftest;
	struct reason why;

	scratch_write(folder, "selftest.csv", text, strlen(text));
	if (selftest_read(folder, &selftest, &why) < 0)
		fail_msg("%s", why.text);
	return selftest;
}

TEST_WITH(rows_are_counted_by_truth, scratch_create, scratch_destroy)
{
	begin();
	add(2, "aa,0,20,PASS,-0.1,0.1,0.1,0,0.25");
	add(1, "+1,1,10,REGRESSION,0.5,1.5,0.5,1,0.25");
	add(1, "aa,0,40,UNFIT,0.1,0.3,0.1,1,0.25");
	add(1, "aa,0,10,INCONCLUSIVE,,,,,0.25");

	struct selftest selftest = read_all(*state);
	const struct selftest_truth *aa = &selftest.truths[0];

	assert_int_equal(selftest.n_truths, 2);
	assert_string_equal(aa->name, "aa");
	assert_int_equal(aa->n, 4);
	assert_int_equal(aa->n_verdicts[VERDICT_PASS], 2);
	assert_int_equal(aa->n_verdicts[VERDICT_UNFIT], 1);
	assert_int_equal(aa->n_verdicts[VERDICT_INCONCLUSIVE], 1);
	assert_int_equal(aa->n_bounded, 3);
	assert_int_equal(aa->n_covered, 2);
	assert_int_equal(aa->n_compared, 3);
	assert_int_equal(aa->n_alarms, 1);
	assert_true(isinf(aa->half_widths.values[3]));
	assert_true(series_median(&aa->units) == 20);
	assert_string_equal(selftest.truths[1].name, "+1");
	assert_int_equal(selftest.truths[1].n_covered, 1);
	selftest_fini(&selftest);
}

/* What is wrong of one row of each verdict, and of compare.py's two answers. */
static void
assert_wrong(
    const char *folder, const char *truth, size_t n_wrong, size_t n_misled)
{
	static const char *const ends[] = { "PASS,,,,0", "REGRESSION,,,,1",
		"INCONCLUSIVE,,,,", "UNFIT,,,," };
	char line[80];

	begin();
	for (size_t i = 0; i < 4; i++) {
		snprintf(line, sizeof(line), "%s,10,%s,0.25", truth, ends[i]);
		add(1, line);
	}

	struct selftest selftest = read_all(folder);

	assert_int_equal(selftest_count_wrong(&selftest.truths[0]), n_wrong);
	assert_int_equal(selftest_count_misled(&selftest.truths[0]), n_misled);
	selftest_fini(&selftest);
}

TEST_WITH(what_is_wrong_depends_on_the_truth, scratch_create, scratch_destroy)
{
	begin();
	add(3, "aa,0,10,REGRESSION,1,2,1,1,0.25");
	add(1, "aa,0,10,PASS,-1,0.2,1,0,0.25");

	struct selftest selftest = read_all(*state);
	assert_int_equal(selftest_count_wrong(&selftest.truths[0]), 3);
	assert_int_equal(selftest_count_misled(&selftest.truths[0]), 3);
	selftest_fini(&selftest);

	begin();
	add(3, "+1,1,10,REGRESSION,1,2,1,1,0.25");
	add(1, "+1,1,10,PASS,-1,0.2,1,0,0.25");
	selftest = read_all(*state);
	assert_int_equal(selftest_count_wrong(&selftest.truths[0]), 1);
	assert_int_equal(selftest_count_misled(&selftest.truths[0]), 1);
	selftest_fini(&selftest);

	assert_wrong(*state, "+0.2,0.2", 1, 1);
	/* At the boundary nothing can be told. */
	assert_wrong(*state, "boundary,0.25", 2, 1);
	assert_wrong(*state, "boundary,0.24999999999999", 2, 1);
}

static enum selftest_state
state_of(const char *folder, size_t target)
{
	struct selftest_target targets[SELFTEST_TARGETS];
	struct selftest selftest = read_all(folder);

	selftest_judge(&selftest, targets);
	selftest_fini(&selftest);
	return targets[target].state;
}

/* R: binom.test(1, 40)$conf.int[1] < 0.005 < binom.test(3, 42)$conf.int[1]. */
TEST_WITH(
    a_rate_is_missed_when_its_interval_says_so, scratch_create, scratch_destroy)
{
	begin();
	add(39, "aa,0,10,PASS,,,,,0.25");
	add(1, "bursts,0,10,REGRESSION,,,,,0.25");
	assert_int_equal(state_of(*state, 0), SELFTEST_OPEN);
	add(2, "drift,0,10,REGRESSION,,,,,0.25");
	assert_int_equal(state_of(*state, 0), SELFTEST_MISSED);
	assert_int_equal(state_of(*state, 1), SELFTEST_UNKNOWN);

	begin();
	add(800, "aa,0,10,PASS,,,,,0.25");
	assert_int_equal(state_of(*state, 0), SELFTEST_MET);

	begin();
	add(39, "+1,1,10,REGRESSION,,,,,0.25");
	add(1, "+1,1,10,INCONCLUSIVE,,,,,0.25");
	assert_int_equal(state_of(*state, 1), SELFTEST_OPEN);
	add(2, "+1,1,10,INCONCLUSIVE,,,,,0.25");
	add(1, "+1,1,10,PASS,,,,,0.25");
	assert_int_equal(state_of(*state, 1), SELFTEST_MISSED);
}

TEST_WITH(never_is_missed_by_one_row, scratch_create, scratch_destroy)
{
	begin();
	add(100, "+0.5,0.5,10,INCONCLUSIVE,,,,,0.25");
	assert_int_equal(state_of(*state, 2), SELFTEST_OPEN);
	add(1, "+0.5,0.5,10,PASS,,,,,0.25");
	assert_int_equal(state_of(*state, 2), SELFTEST_MISSED);
}

TEST_WITH(a_half_width_is_what_it_is, scratch_create, scratch_destroy)
{
	begin();
	add(1, "aa-60s,0,500,PASS,,,0.1,,0.25");
	add(1, "contended-120s,0,500,PASS,,,2.1,,5");
	assert_int_equal(state_of(*state, 3), SELFTEST_MET);
	assert_int_equal(state_of(*state, 4), SELFTEST_MISSED);
}

TEST_WITH(the_status_tells_whether_a_target_is_missed, scratch_create,
    scratch_destroy)
{
	begin();
	add(1, "aa-60s,0,500,PASS,-0.01,0.01,0.01,0,0.25");
	scratch_write(*state, "selftest.csv", text, strlen(text));
	assert_int_equal(program_run(*state, "selftest ."), 0);
	program_assert_has(*state, "out", "aa-60s");
	program_assert_has(*state, "out", "met  ");
	program_assert_has(*state, "out", "not tried");
	add(1, "+0.5,0.5,40,PASS,0.1,0.2,0.1,0,0.25");
	scratch_write(*state, "selftest.csv", text, strlen(text));
	assert_int_equal(program_run(*state, "selftest ."), 1);
	program_assert_has(*state, "out", "MISSED");
	assert_int_equal(program_run(*state, "selftest no-such"), 2);
}

static void
assert_refused(const char *folder, const char *line, const char *told)
{
	begin();
	add(1, "aa,0,10,PASS,,,,,0.25");
	add(1, line);
	scratch_write(folder, "selftest.csv", text, strlen(text));
	assert_int_equal(program_run(folder, "selftest ."), 2);
	program_assert_has(folder, "err", told);
}

TEST_WITH(
    bad_lines_are_refused_with_their_place, scratch_create, scratch_destroy)
{
	assert_refused(*state, "aa,0,10,FINE,,,,,0.25",
	    "selftest.csv:3:9: column 'verdict' is 'FINE'");
	assert_refused(*state, "aa,1,10,PASS,,,,,0.25",
	    "selftest.csv:3:4: column 'true_pct' is '1'");
	assert_refused(*state, "aa,0,10,PASS,,,,,5",
	    "selftest.csv:3:18: column 'margin_pct' is '5'");
	assert_refused(*state, "aa,0,ten,PASS,,,,,0.25", "column 'units'");
}
