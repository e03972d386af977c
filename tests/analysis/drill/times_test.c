/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that the times to stop are told apart by the number of threads, and
 * that the promise on them is judged by the bound of the median, not by the
 * median and not by the worst, and in each band of threads.
 */
#include <math.h>
#include <stddef.h>
#include <stdio.h>

#include "tests/lib/test.h"

#include "analysis/drill/drill.h"
#include "tests/analysis/drill/drill_lines.h"
#include "tests/analysis/program.h"
#include "tests/lib/scratch.h"

/* Returns a drill of one panic for each of these numbers of threads. */
static struct drill *
read_threads(const char *folder, const unsigned *threads, size_t n)
{
	struct drill_line lines[16] = { { { NULL } } };
	char numbers[16][2][16];

	for (size_t i = 0; i < n; i++) {
		snprintf(numbers[i][0], 16, "%u", threads[i]);
		snprintf(numbers[i][1], 16, "%u", threads[i] - 1);
		lines[i].fields[PANIC_THREADS] = numbers[i][0];
		lines[i].fields[PANIC_CPUS] = numbers[i][1];
		lines[i].fields[PANIC_STOPPED] = numbers[i][1];
		lines[i].fields[PANIC_STOP_NS] = numbers[i][0];
		lines[i].fields[PANIC_STOP_CPU_NS] = "";
		lines[i].fields[PANIC_SIGNAL_NS] = "2";
	}
	return drill_lines_read(folder, lines, n);
}

TEST_GROUP(scratch_create, scratch_destroy);

TEST(times_to_stop_are_told_apart_by_threads)
{
	static const unsigned THREADS[] = { 1, 2, 3, 4, 5, 8, 9, 16, 17, 32, 33,
		64, 65, 1000 };
	static const size_t N[STOPS_N_BANDS] = { 1, 2, 2, 2, 2, 2, 2, 13 };
	struct drill *drill = read_threads(*state, THREADS, 14);
	const struct stop *bands = drill->stops.bands;

	for (size_t i = 0; i < STOPS_N_BANDS; i++) {
		assert_int_equal(bands[i].all.n, N[i]);
		assert_int_equal(bands[i].signal.n, N[i]);
		assert_int_equal(bands[i].each.n, 0);
	}
	assert_string_equal(stops_band_name(1), "3-4");
	assert_true(bands[1].all.median == 3.5 && bands[1].all.max == 4);
	assert_true(bands[1].ratio.median == 1.75);
	assert_true(isinf(bands[1].ratio_lower));
	/* qbinom(0.05, 13, 0.5) is 4. */
	assert_true(bands[STOPS_TOGETHER].ratio_lower == 2.5);
	assert_true(bands[STOPS_TOGETHER].ratio_upper == 16.5);
	drill_destroy(drill);
}

TEST(each_answer_counts_and_the_worst_in_a_hundred_shows)
{
	struct drill_line lines[67] = { { { NULL } } };
	struct drill *drill;

	lines[0].fields[PANIC_STOP_CPU_NS] = "90000;80000;70000";
	lines[1].fields[PANIC_STOPPED] = "2";
	lines[1].fields[PANIC_UNANSWERED] = "cpu1";
	lines[1].fields[PANIC_STOP_NS] = "";
	lines[1].fields[PANIC_STOP_CPU_NS] = "10000;20000";
	drill = drill_lines_read(*state, lines, 67);

	const struct stop *stop = &drill->stops.bands[1];
	assert_int_equal(stop->each.n, 200);
	assert_int_equal(stop->all.n, 66);
	assert_true(stop->each.median == 20000);
	assert_true(stop->each.p99 == 70000);
	assert_true(stop->each.max == 90000);
	drill_destroy(drill);
}

/* Runs the program on `n` panics that stop in these numbers of ns. */
static int
run_stopping(const char *folder, const char *const *stop_ns, size_t n)
{
	struct drill_line lines[16] = { { { NULL } } };

	for (size_t i = 0; i < n; i++)
		lines[i].fields[PANIC_STOP_NS] = stop_ns[i];
	drill_lines_write(folder, "drill.csv", lines, n);
	return program_run(folder, "drill drill.csv");
}

/* The bare round trip takes 25000 ns; four panics are too few for a bound. */
TEST(stopping_is_judged_by_the_bound_of_the_median)
{
	static const char CANNOT_TELL[] = "\n  cannot tell  all stop within";
	static const char *const SLOW[] = { "37501", "40000", "50000", "60000",
		"70000" };
	static const char *const TORN[] = { "10000", "40000", "50000", "60000",
		"70000" };
	static const char *const FAST[] = { "10000", "20000", "30000", "35000",
		"37500" };
	/* The worst of ten is no bound any more. */
	static const char *const WORST[] = { "1000", "1000", "1000", "1000",
		"1000", "1000", "1000", "1000", "37500", "90000" };

	assert_int_equal(run_stopping(*state, SLOW, 5), 1);
	program_assert_has(*state, "out",
	    "\n  BROKEN       all stop within 1.5 bare signal round trips: 5 "
	    "panics\n      with 3-4 threads it takes 2.00 of them\n      panic "
	    "0, "
	    "seed 18446744073709551615: section, complete: 1.50 round trips\n");
	program_assert_has(*state, "out", "  [  1.500,   2.800]\n");
	assert_int_equal(run_stopping(*state, TORN, 5), 0);
	program_assert_has(*state, "out", CANNOT_TELL);
	assert_int_equal(run_stopping(*state, SLOW, 4), 0);
	program_assert_has(*state, "out", CANNOT_TELL);
	assert_int_equal(run_stopping(*state, FAST, 5), 0);
	program_assert_has(*state, "out",
	    "\n  holds        all stop within 1.5 bare signal round trips: 5");
	assert_int_equal(run_stopping(*state, WORST, 10), 0);
	program_assert_has(*state, "out",
	    "\n  holds        all stop within 1.5 bare signal round trips: 10");
}

/* Panics with these numbers of threads, which all stop in ratio round trips. */
struct band {
	const char *threads;
	const char *cpus;
	const char *stop_ns;
	size_t n;
};

static int
run_bands(const char *folder, const struct band *bands, size_t n_bands)
{
	struct drill_line lines[64] = { { { NULL } } };
	size_t n = 0;

	for (size_t i = 0; i < n_bands; i++)
		for (size_t j = 0; j < bands[i].n; j++) {
			struct drill_line *line = &lines[n++];

			line->fields[PANIC_THREADS] = bands[i].threads;
			line->fields[PANIC_CPUS] = bands[i].cpus;
			line->fields[PANIC_STOPPED] = bands[i].cpus;
			line->fields[PANIC_STOP_CPU_NS] = "";
			line->fields[PANIC_STOP_NS] = bands[i].stop_ns;
		}
	drill_lines_write(folder, "drill.csv", lines, n);
	return program_run(folder, "drill .");
}

/* What a stop is that takes twice as long where threads are many. */
TEST(one_band_that_is_slow_for_sure_breaks_it)
{
	static const struct band BANDS[] = {
		{ "2", "1", "20000", 20 },
		{ "8", "7", "25000", 10 },
		{ "16", "15", "50000", 5 },
		{ "64", "63", "50000", 5 },
	};

	assert_int_equal(run_bands(*state, BANDS, 4), 1);
	program_assert_has(*state, "out",
	    "\n  BROKEN       all stop within 1.5 bare signal round trips: 40 "
	    "panics\n"
	    "      with 9-16 threads it takes 2.00 of them\n"
	    "      with 33-64 threads it takes 2.00 of them\n");
}

TEST(a_band_that_seems_slow_leaves_it_open)
{
	static const struct band BANDS[] = {
		{ "2", "1", "20000", 20 },
		{ "16", "15", "50000", 4 },
	};

	assert_int_equal(run_bands(*state, BANDS, 2), 0);
	program_assert_has(*state, "out",
	    "\n  cannot tell  all stop within 1.5 bare signal round trips: 24 "
	    "panics\n"
	    "      with 9-16 threads it takes 2.00 of them, which so few do "
	    "not prove\n");
	assert_int_equal(run_bands(*state, BANDS, 1), 0);
	program_assert_has(*state, "out", "\n  holds        all stop within");
}
