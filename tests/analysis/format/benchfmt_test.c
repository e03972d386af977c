/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that --format benchfmt keeps the rules of the Go benchmark data
 * format, read by a reader as strict as Go's; that units stay paired; that
 * numbers are those of summary.csv; and that benchstat has no way to set times
 * of two machines against each other unless it is told to.
 */
#include <ctype.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

#include "analysis/stats/series.h"
#include "tests/analysis/program.h"
#include "tests/analysis/raw.h"
#include "tests/analysis/reports.h"
#include "tests/analysis/synth.h"
#include "tests/lib/scratch.h"

/* A result: one line that begins with "Benchmark". */
struct result {
	char name[128];
	double ns; /* NAN: it has none */
	double ratio;
};

#define MOST_RESULTS 256

struct results {
	struct result list[MOST_RESULTS];
	size_t n;
};

static double
read_number(const char *text)
{
	char *end;
	const double number = strtod(text, &end);

	assert_true(end != text && *end == '\0' && isfinite(number));
	return number;
}

/* <name> <iterations> <value> <unit> [<value> <unit>...] */
static void
read_result(char *line, struct results *results)
{
	struct result *r = &results->list[results->n++];
	char *fields[16];
	size_t n = 0;

	assert_in_range(results->n, 1, MOST_RESULTS);
	for (char *f = strsep(&line, " "); f != NULL; f = strsep(&line, " ")) {
		assert_in_range(n, 0, 15);
		assert_true(*f != '\0');
		fields[n++] = f;
	}
	assert_true(n >= 4 && n % 2 == 0);
	assert_int_equal(strncmp(fields[0], "Benchmark", 9), 0);
	assert_false(islower((unsigned char)fields[0][9]));
	for (const char *p = fields[0]; *p != '\0'; p++)
		assert_true(*p > ' ' && *p < 0x7f);
	assert_string_equal(fields[1], "1");
	*r = (struct result){ .ns = NAN, .ratio = NAN };
	snprintf(r->name, sizeof(r->name), "%s", fields[0]);
	for (size_t i = 2; i < n; i += 2) {
		const double number = read_number(fields[i]);

		if (strcmp(fields[i + 1], "ns/op") == 0)
			r->ns = number;
		else if (strcmp(fields[i + 1], "ratio") == 0)
			r->ratio = number;
		else
			fail_msg("unit %s", fields[i + 1]);
	}
}

/* key: value, without a space or a capital in the key. */
static void
read_config(const char *line)
{
	const char *colon = strchr(line, ':');

	assert_non_null(colon);
	assert_true(islower((unsigned char)line[0]));
	for (const char *p = line; p < colon; p++)
		assert_true(islower((unsigned char)*p) ||
		    isdigit((unsigned char)*p) || *p == '-');
	assert_true(colon[1] == ' ' && colon[2] != '\0' && colon[2] != ' ');
}

/* Everything that is neither a comment nor empty must be something. */
static struct results
read_all(const char *folder)
{
	char *text = scratch_read(folder, "out");
	struct results results = { .n = 0 };
	char *rest = text;

	for (char *line = strsep(&rest, "\n"); line != NULL;
	     line = strsep(&rest, "\n")) {
		if (line[0] == '#' || line[0] == '\0')
			continue;
		if (strncmp(line, "Benchmark", 9) == 0)
			read_result(line, &results);
		else if (strncmp(line, "Unit ", 5) != 0)
			read_config(line);
	}
	free(text);
	return results;
}

/* Returns the median of what the arm of this name took, or of its ratios. */
static double
median(const struct results *results, const char *name, bool is_ratio)
{
	struct series s = { 0 };

	for (size_t i = 0; i < results->n; i++) {
		const struct result *r = &results->list[i];

		if (strcmp(r->name, name) == 0)
			assert_int_equal(
			    series_add(&s, is_ratio ? r->ratio : r->ns), 0);
	}
	assert_int_equal(s.n, SYNTH_QUIET.n_units);
	series_sort(&s);
	const double number = series_median(&s);
	series_fini(&s);
	return number;
}

#define ROW "BenchmarkMtx/contended/2/same-l3/arm="

TEST_GROUP(reports_create, scratch_destroy);

TEST(numbers_are_those_of_summary_csv)
{
	assert_int_equal(reports_run(*state, "benchfmt", "judge slow"), 1);
	program_assert_has(*state, "out",
	    "# run " SYNTH_RUN_ID
	    "\nhost: h\ncpu: Model A\nkernel: 6.1\ncompiler: gcc 12\n"
	    "flags: -O2\ngate-sha256: ");
	program_assert_has(*state, "out",
	    "\nUnit ns/op better=lower\nUnit ratio better=lower\n");
	program_assert_has(*state, "out",
	    "# REGRESSION " ROW "mtx-global-hard: slower than the margin "
	    "allows\n# verdict REGRESSION\n");

	const struct results results = read_all(*state);
	char *base = reports_cell(*state, "slow/summary.csv", 1, "base_ns");
	char *slower =
	    reports_cell(*state, "slow/summary.csv", 1, "estimate_pct");
	/* Of base, null, cand, planted and ref; not of count. */
	assert_int_equal(results.n, 5 * SYNTH_QUIET.n_units);
	assert_true(median(&results, ROW "floor", true) < 1);
	assert_true(
	    median(&results, ROW "mtx-none", false) == strtod(base, NULL));
	/* The estimate is of all pairs, the median of the units alone. */
	assert_true(fabs(median(&results, ROW "mtx-global-hard", true) - 1 -
	                strtod(slower, NULL) / 100) < 0.0005);
	free(base);
	free(slower);
}

/* Of two units, the second is twice as fast: 20 and 22 ns, 10 and 10.5. */
TEST(units_stay_paired)
{
	static const char *const WALLS[] = { "200", "220", "100", "105" };
	char text[8192];

	strcpy(text, format_raw.header);
	for (int i = 0; i < 12; i++) {
		const int unit = i / 6;
		const int arm = i % 2;
		char numbers[2][2] = { { (char)('0' + unit), '\0' },
			{ (char)('0' + i % 6 / 2), '\0' } };

		raw_add(text,
		    &(struct slice_words){ .unit = numbers[0],
		        .block = numbers[1],
		        .arm = arm == 0 ? NULL : "c",
		        .role = arm == 0 ? NULL : "cand",
		        .wall_ns = WALLS[2 * unit + arm] });
	}
	scratch_write(*state, "raw.csv", text, strlen(text));
	assert_int_equal(
	    reports_run(*state, "benchfmt", "judge --out . raw.csv"), 4);

	const struct results results = read_all(*state);
	const struct result *r = results.list;
	assert_int_equal(results.n, 4);
	assert_string_equal(r[0].name, ROW "mtx-none");
	assert_true(r[0].ns == 20 && r[1].ns == 10);
	assert_string_equal(r[2].name, ROW "c");
	assert_true(fabs(r[2].ns - 22) < 1e-9 && fabs(r[3].ns - 10.5) < 1e-9);
	assert_true(fabs(r[2].ratio - 1.1) < 1e-12);
	assert_true(fabs(r[3].ratio - 1.05) < 1e-12);
	/* No run.json: another run's unknown machine is another one. */
	program_assert_has(*state, "out", "\ncpu: unknown in r1\n");
}

TEST(a_comparison_has_no_times)
{
	assert_int_equal(reports_run(*state, "benchfmt", "compare old new"), 1);
	program_assert_has(*state, "out", "\nreport: old\nBenchmark");
	program_assert_has(*state, "out", "\nreport: new\nBenchmark");

	const struct results results = read_all(*state);
	assert_int_equal(results.n, 2 * SYNTH_QUIET.n_units);
	for (size_t i = 0; i < results.n; i++)
		assert_true(isnan(results.list[i].ns) &&
		    isfinite(results.list[i].ratio));
}

/* The name's arm must not be taken for one more part, or for processors. */
TEST(hostile_texts_keep_to_their_lines)
{
	assert_int_equal(reports_run(*state, "benchfmt", "judge hostile"), 4);

	const struct results results = read_all(*state);
	bool is_found = false;

	for (size_t i = 0; i < results.n; i++)
		is_found |= strcmp(results.list[i].name,
		                "BenchmarkM|x%20<&>'`%25/contended/2/same-l3/"
		                "arm=q\"|,<&>@_*\\%20x%2D8") == 0;
	assert_true(is_found);
	assert_int_equal(results.n, 5 * SYNTH_QUIET.n_units);
	program_assert_has(*state, "out", ": " REPORTS_HOSTILE_REASON "\n");

	assert_int_equal(reports_run(*state, "benchfmt", "judge bytes"), 0);
	program_assert_has(*state, "out", "\n" ROW "%01%FF%E2%82-%ED%A0%80 1 ");
	assert_int_equal(read_all(*state).n, 5 * SYNTH_QUIET.n_units);
}
