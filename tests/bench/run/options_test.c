/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that the command line is read strictly: what is not said has a
 * default, and what is wrong is refused with the name of the option.
 */
#include "bench/run/options.h"

#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/lib/test.h"

#define ARGUMENTS_MAX 17

static struct reason why;

/* Parses arguments that are separated by one space each. */
static int
parse(const char *line, struct options *ret)
{
	/* getopt() still looks at where it stopped in the line before. */
	static char lines[2][256];
	static unsigned n_lines;
	char *words = lines[n_lines++ % 2];
	static char program[] = "slowpath-bench";
	char *argv[ARGUMENTS_MAX + 2] = { program };
	char *rest = words;
	int argc = 1;

	assert_true(strlen(line) < sizeof(lines[0]));
	strcpy(words, line);
	while (rest != NULL && line[0] != '\0') {
		assert_true(argc <= ARGUMENTS_MAX);
		argv[argc++] = strsep(&rest, " ");
	}
	why.text[0] = '\0';
	return options_parse(argc, argv, ret, &why);
}

static struct options
parsed(const char *line)
{
	struct options options;

	if (parse(line, &options) != 0)
		fail_msg("'%s': %s", line, why.text);
	return options;
}

TEST(test_without_a_word_everything_is_run)
{
	const struct options o = parsed("");

	assert_null(o.rows);
	assert_non_null(o.checks);
	assert_null(o.cpus);
	assert_null(o.out);
	assert_null(o.run_id);
	assert_int_equal(o.n_threads, 2);
	assert_int_equal(o.crit_ns, OPTIONS_UNSET);
	assert_int_equal(o.par_ns, OPTIONS_UNSET);
	assert_true(o.events[0] != '\0');
	assert_false(o.is_seeded);
	assert_false(o.is_quick);
	assert_false(o.wants_list);
	/* Fewer could never pass (design.md 6). */
	assert_true(o.n_units >= 8);
	assert_true(o.n_blocks > 0);
}

TEST(test_quick_takes_fewer_but_enough_to_pass)
{
	const struct options whole = parsed("");
	const struct options quick = parsed("--quick");

	assert_true(quick.is_quick);
	assert_true(quick.n_units < whole.n_units);
	assert_true(quick.n_units >= 8);
	assert_true(quick.n_blocks < whole.n_blocks);
	assert_true(quick.n_blocks > 0);
}

TEST(test_what_is_said_goes_before_quick)
{
	const struct options o = parsed("--units 3 --quick --blocks 5");

	assert_int_equal(o.n_units, 3);
	assert_int_equal(o.n_blocks, 5);
}

TEST(test_texts_are_taken_as_they_are)
{
	const struct options o = parsed("--rows mtx/* --checks global,td-hard "
	                                "--placements spread --cpus 0,2-3 "
	                                "--events= --arms a");

	assert_string_equal(o.rows, "mtx/*");
	assert_string_equal(o.checks, "global,td-hard");
	assert_string_equal(o.placements, "spread");
	assert_string_equal(o.cpus, "0,2-3");
	assert_string_equal(o.events, "");
	assert_string_equal(o.arms, "a");
	assert_true(parsed("--list").wants_list);
}

TEST(test_numbers_are_taken_up_to_their_ends)
{
	const struct options o =
	    parsed("--threads=1024 --crit=0 --par=2000 --units=1 --blocks=1 "
	           "--seed=18446744073709551615");

	assert_int_equal(o.n_threads, 1024);
	assert_int_equal(o.crit_ns, 0);
	assert_int_equal(o.par_ns, 2000);
	assert_int_equal(o.n_units, 1);
	assert_int_equal(o.n_blocks, 1);
	assert_true(o.is_seeded);
	assert_true(o.seed == UINT64_MAX);
}

TEST(test_the_run_is_called_as_its_folder_unless_named)
{
	assert_string_equal(parsed("--out a/b").run_id, "b");
	assert_string_equal(parsed("--out b").run_id, "b");
	assert_string_equal(parsed("--out a/b --run-id c").run_id, "c");
}

TEST(test_a_folder_that_is_not_spelt_out_is_called_by_its_name)
{
	char folder[] = "/tmp/options.XXXXXX";
	char before[PATH_MAX];

	assert_non_null(getcwd(before, sizeof(before)));
	assert_non_null(mkdtemp(folder));
	assert_int_equal(chdir(folder), 0);
	assert_int_equal(mkdir("here", 0700), 0);
	assert_int_equal(chdir("here"), 0);
	assert_string_equal(parsed("--out .").run_id, "here");
	assert_string_equal(parsed("--out ./").run_id, "here");
	assert_string_equal(parsed("--out nowhere/a/").run_id, "a");
	assert_string_equal(parsed("--out . --run-id c").run_id, "c");
	assert_string_equal(
	    parsed("--out ..").run_id, strrchr(folder, '/') + 1);
	assert_int_equal(chdir(".."), 0);
	assert_int_equal(rmdir("here"), 0);
	assert_int_equal(chdir(before), 0);
	assert_int_equal(rmdir(folder), 0);
}

TEST(test_every_bad_number_is_refused_by_its_options_name)
{
	static const char *const names[] = { "blocks", "crit", "par", "seed",
		"threads", "units" };
	static const char *const values[] = { "", "x", "1x", "-1", "1.5", "0x1",
		"1e3", "18446744073709551616" };

	for (unsigned i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		for (unsigned j = 0; j < sizeof(values) / sizeof(values[0]);
		     j++) {
			char line[64];
			char told[64];
			struct options o;

			snprintf(
			    line, sizeof(line), "--%s=%s", names[i], values[j]);
			snprintf(told, sizeof(told),
			    "--%s '%s': not a whole number", names[i],
			    values[j]);
			if (parse(line, &o) != -EINVAL)
				fail_msg("taken: %s", line);
			if (strstr(why.text, told) == NULL)
				fail_msg("%s: %s", line, why.text);
		}
}

static void
assert_refused(const char *line, const char *told)
{
	struct options o = { .n_units = 77 };

	if (parse(line, &o) != -EINVAL)
		fail_msg("taken: %s", line);
	if (strstr(why.text, told) == NULL)
		fail_msg("%s: %s", line, why.text);
	assert_int_equal(o.n_units, 77);
}

TEST(test_a_number_beyond_its_range_is_refused)
{
	assert_refused("--out /", "--out '/'");
	assert_refused("--out nowhere/..", "--out 'nowhere/..'");
	assert_refused("--units=0", "--units '0'");
	assert_refused("--blocks=0", "--blocks '0'");
	assert_refused("--threads=1", "--threads '1'");
	assert_refused("--threads=1025", "--threads '1025'");
	assert_refused("--crit=2001", "--crit '2001'");
	assert_refused("--par=1000001", "--par '1000001'");
	assert_refused("--resume=0", "--resume '0'");
	assert_refused("--resume=20 --units=20", "--resume 20 leaves nothing");
	assert_refused("--base b --plant=1.5", "--plant '1.5'");
}

TEST(test_a_slowdown_is_a_fraction_of_a_base)
{
	static const char *const values[] = { "", "x", "0", "-0.1", "1%", "nan",
		"0x1p-4", "1e-2", "." };

	assert_true(parsed("--base b --plant 0.005").planted == 0.005);
	assert_true(parsed("--base b").planted == 0);
	assert_refused("--plant 0.005", "--plant goes with --base");
	for (unsigned i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		char line[64];

		snprintf(line, sizeof(line), "--base b --plant=%s", values[i]);
		assert_refused(line, "not a fraction above 0");
	}
}

TEST(test_raw_events_are_collected)
{
	const struct options o = parsed("--raw-event a=r1 --raw-event=b=4:0x2");
	char line[256] = "--quick";

	assert_int_equal(parsed("").n_raw_events, 0);
	assert_int_equal(o.n_raw_events, 2);
	assert_string_equal(o.raw_events[0], "a=r1");
	assert_string_equal(o.raw_events[1], "b=4:0x2");
	for (unsigned i = 0; i < OPTIONS_RAW_EVENTS_MAX; i++)
		strcat(line, " --raw-event=");
	assert_int_equal(parsed(line).n_raw_events, OPTIONS_RAW_EVENTS_MAX);
	strcpy(line, "--raw-event=");
	for (unsigned i = 0; i < OPTIONS_RAW_EVENTS_MAX; i++)
		strcat(line, " --raw-event=");
	assert_refused(line, "more than 16 --raw-event");
}

TEST(test_another_machine_is_only_looked_at)
{
	assert_false(parsed("").is_dry_run);
	assert_null(parsed("--dry-run").topology);
	assert_true(parsed("--dry-run --topology t").is_dry_run);
	assert_string_equal(parsed("--topology=t --dry-run").topology, "t");
	assert_refused("--topology t", "--topology goes with --dry-run");
}

TEST(test_a_missing_value_is_told_of_its_option)
{
	static const char *const names[] = { "arms", "base", "blocks", "checks",
		"cpus", "crit", "events", "out", "par", "placements", "plant",
		"raw-event", "resume", "rows", "rows-from", "run-id", "seed",
		"threads", "topology", "units" };

	for (unsigned i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char line[64];
		char told[64];

		snprintf(line, sizeof(line), "--quick --%s", names[i]);
		snprintf(told, sizeof(told), "--%s needs a value", names[i]);
		assert_refused(line, told);
	}
}

TEST(test_what_is_no_option_is_named)
{
	assert_refused("--unknown", "'--unknown'");
	assert_refused("--unknown=3 --quick", "'--unknown=3'");
	assert_refused("--quick=yes", "--quick");
	assert_refused("--quick -x", "-x");
	assert_refused("--quick mtx", "'mtx'");
	assert_refused("--quick -- mtx", "'mtx'");
}

TEST(test_three_options_of_google_benchmark_are_taken)
{
	const struct options o = parsed("--benchmark_filter=^mtx "
	                                "--benchmark_list_tests "
	                                "--benchmark_out gb.json");

	assert_string_equal(o.benchmark_filter, "^mtx");
	assert_string_equal(o.benchmark_out, "gb.json");
	assert_true(o.wants_benchmarks);
	assert_true(parsed("--benchmark_list_tests=true").wants_benchmarks);
	assert_false(parsed("--benchmark_list_tests=false").wants_benchmarks);
}

TEST(test_its_other_options_are_refused_by_name)
{
	static const char *const others[] = { "--benchmark_format=json",
		"--benchmark_out_format=csv", "--benchmark_repetitions=2",
		"--benchmark_min_time=1", "--benchmark_context=a=b", "--v=1",
		"--benchmark_list_tests=maybe", "--benchmark_out" };
	struct options o;

	for (unsigned i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		assert_int_equal(parse(others[i], &o), -EINVAL);
		assert_non_null(strstr(why.text, "--"));
	}
}

TEST(test_no_option_is_abbreviated)
{
	struct options o;

	assert_int_equal(parse("--ou x", &o), -EINVAL);
	assert_non_null(strstr(why.text, "'--ou'"));
	assert_int_equal(parse("--top=x --dry-run", &o), -EINVAL);
	assert_int_equal(parse("--benchmark_o=x", &o), -EINVAL);
}

TEST(test_a_name_of_a_run_is_one_line)
{
	struct options o;

	assert_int_equal(parse("--out a/b\nc", &o), -EINVAL);
	assert_non_null(strstr(why.text, "control"));
	assert_string_equal(parsed("--out a/b,'\"c").run_id, "b,'\"c");
}

TEST(test_help_is_asked_for_before_what_follows)
{
	assert_true(parsed("--units 3 --help --frob").wants_help);
}
