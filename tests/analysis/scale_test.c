/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that ten times the slices, in more units or in more blocks, take no
 * more memory to judge, and that the verdicts stay the same.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "tests/lib/test.h"

#include "tests/analysis/program.h"
#include "tests/analysis/scale.h"
#include "tests/lib/scratch.h"

/*
 * The 180,000 additional slices are 32 MB of text.  Memory may grow by a number
 * for each arm and unit, and for each arm and block of one unit: here by 0.3
 * MiB at most.
 */
#define MOST_GROWTH_KIB 1024

/* Returns the peak memory, in KiB, of the largest program run so far. */
static long
peak_kib(void)
{
	struct rusage usage;

	assert_int_equal(getrusage(RUSAGE_CHILDREN, &usage), 0);
	return usage.ru_maxrss;
}

static unsigned
count(const char *text, const char *word)
{
	unsigned n = 0;

	while ((text = strstr(text, word)) != NULL) {
		text += strlen(word);
		n++;
	}
	return n;
}

/* Judges a report of that size; its verdicts must be the known ones. */
static void
judge(const char *folder, unsigned n_units, unsigned n_blocks)
{
	const char *path = scratch_path(folder, "report");

	mkdir(path, 0777);
	scale_report(path, n_units, n_blocks);
	assert_int_equal(
	    program_run(folder, "judge --gate \"$GATE\" report"), 1);

	char *summary = scratch_read(folder, "report/summary.csv");
	assert_non_null(summary);
	assert_int_equal(count(summary, ",PASS,"), SCALE_ROWS - 1);
	assert_int_equal(count(summary, ",REGRESSION,"), 1);
	free(summary);
}

TEST_GROUP(scratch_create, scratch_destroy);

/* The peak never falls, so the small report is judged first. */
TEST(memory_does_not_grow_with_the_slices)
{
	judge(*state, 20, 17);

	const long peak = peak_kib();
	judge(*state, 20, 170);
	assert_in_range(peak_kib() - peak, 0, MOST_GROWTH_KIB);
	judge(*state, 850, 4);
	assert_in_range(peak_kib() - peak, 0, MOST_GROWTH_KIB);
}
