/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that a comparison of two reports or two audits says in what they
 * differ.  Another toolchain is named and makes no regression.  Each difference
 * of machine and environment has a line.  Two unknown things do not count as
 * the same.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

#include "analysis/audit/audit_csv.h"
#include "analysis/audit/audit_diff.h"
#include "analysis/report/differences.h"
#include "tests/analysis/audit/audit_texts.h"
#include "tests/analysis/program.h"
#include "tests/analysis/synth.h"
#include "tests/lib/scratch.h"

#define GCC   "\"compiler\": \"gcc\", \"version\": \"12.2.0\", "
#define CLANG "\"compiler\": \"clang\", \"version\": \"14.0.6\", "
#define O2    "\"flags\": \"-O2 -g\""
#define O3    "\"flags\": \"-O3 -g\""

/* The toolchain of the candidate; the base has another. */
#define MADE(by)                                                         \
	"\"toolchains\": [{" by ", \"arms\": [\"mtx-global-hard\"]}, {"  \
	"\"compiler\": \"other\", \"version\": \"1\", \"flags\": \"\", " \
	"\"arms\": [\"mtx-none\"]}]"

#define NOT_MADE                                                    \
	"\"toolchains\": [{\"compiler\": null, \"version\": null, " \
	"\"flags\": null, \"arms\": [\"mtx-global-hard\"]}]"

#define FINDING(name, value)                                              \
	"{\"name\": \"" name "\", \"value\": \"" value "\", \"status\": " \
	"\"ok\"}"
#define FINDING_OF(name, value, cpu)                                       \
	"{\"name\": \"" name "\", \"value\": \"" value "\", \"cpu\": " cpu \
	", \"status\": \"ok\"}"

static int
set_up(void **state)
{
	static const char GATE[] =
	    "rows,candidates,margin,alpha,looks,least_units,"
	    "largest_drop_rate\nmtx/*,*,0.01,0.05,40,8,0.5\n";
	struct synth_row s = SYNTH_QUIET;

	scratch_create(state);
	scratch_write(*state, "gate.csv", GATE, strlen(GATE));
	synth_report_in(*state, "old", &s);
	s.cand_effect = 0.04;
	synth_report_in(*state, "new", &s);
	return 0;
}

TEST_GROUP(set_up, scratch_destroy);

/* Writes a run.json in which everything else is known. */
static void
write_run(const char *folder, const char *name, const char *rest)
{
	char text[4096];
	char path[64];

	snprintf(text, sizeof(text),
	    "{\"run_id\": \"x\", \"host\": \"h\", \"kernel\": \"6.1\", "
	    "\"toolchain\": {\"compiler\": \"gcc 12\", \"flags\": \"-O2\"}, "
	    "\"clock\": {\"quantum_ns\": 20}, \"complete\": true, %s}\n",
	    rest);
	snprintf(path, sizeof(path), "%s/run.json", name);
	scratch_write(folder, path, text, strlen(text));
}

/* Compares two reports, with these members added to their run.json. */
static int
compare(const char *folder, const char *before, const char *after)
{
	write_run(folder, "old", before);
	write_run(folder, "new", after);
	return program_run(
	    folder, "compare --gate gate.csv --format csv old new");
}

static void
assert_lacks(const char *folder, const char *name, const char *text)
{
	char *said = scratch_read(folder, name);

	assert_non_null(said);
	if (strstr(said, text) != NULL)
		fail_msg("%s has '%s': %s", name, text, said);
	free(said);
}

TEST(arms_made_alike_may_regress)
{
	assert_int_equal(compare(*state, MADE(GCC O2), MADE(GCC O2)), 1);
	program_assert_has(*state, "out", ",REGRESSION,");
}

TEST(what_another_compiler_made_slower_is_no_regression)
{
	assert_int_equal(compare(*state, MADE(GCC O2), MADE(CLANG O2)), 3);
	program_assert_has(*state, "out",
	    ",INCONCLUSIVE,\"slower, but not made alike: gcc 12.2.0, then "
	    "clang 14.0.6\",");
	program_assert_has(*state, "out", ",environment");
}

TEST(nor_is_what_other_flags_made_slower)
{
	assert_int_equal(compare(*state, MADE(GCC O2), MADE(GCC O3)), 3);
	program_assert_has(
	    *state, "out", "slower, but not made alike: flags -O2, then -O3");
}

TEST(what_made_an_arm_must_be_known_to_excuse_it)
{
	assert_int_equal(compare(*state, NOT_MADE, MADE(CLANG O2)), 1);
	assert_int_equal(compare(*state, NOT_MADE, NOT_MADE), 1);
	program_assert_has(*state, "err",
	    "warning: the old report does not say what made its arms");
	program_assert_has(*state, "err",
	    "warning: the new report does not say what made its arms");
	compare(*state, MADE(GCC O2), "\"toolchains\": []");
	assert_lacks(*state, "err", "the old report does not say");
	program_assert_has(*state, "err", "the new report does not say");
}

TEST(an_unknown_processor_is_not_another_unknown_one)
{
	compare(*state, "\"machine\": {\"cpu_model\": null}",
	    "\"machine\": {\"cpu_model\": null}");
	program_assert_has(*state, "err",
	    "warning: the processor is unknown (old: unknown, new: unknown)");
	program_assert_has(*state, "out", ",unknown,");
	/* As older reports have it. */
	compare(*state, "\"machine\": {\"cpu_model\": \"unknown\"}",
	    "\"machine\": {\"cpu_model\": \"unknown\"}");
	program_assert_has(*state, "err", "warning: the processor is unknown");
}

TEST(processors_of_one_name_may_differ)
{
	compare(*state,
	    "\"machine\": {\"cpu_model\": \"A\", \"cpu_id\": \"model 1\"}",
	    "\"machine\": {\"cpu_model\": \"A\", \"cpu_id\": \"model 2\"}");
	program_assert_has(*state, "err",
	    "warning: what the processor's numbers say differs (old: model 1, "
	    "new: model 2)");
	program_assert_has(*state, "out", ",differ,");
}

TEST(each_thing_of_the_environment_is_compared)
{
	compare(*state,
	    "\"environment\": [" FINDING("smt", "0") ", " FINDING_OF(
	        "governor", "performance", "0") ", " FINDING("isolated",
	        "") ", " FINDING("runnable_threads", "1") "]",
	    "\"environment\": [" FINDING_OF("governor", "powersave",
	        "3") ", " FINDING("runnable_threads", "5") ", " FINDING("nice",
	        "10") ", " FINDING("isolated", "2-3") "]");
	program_assert_has(*state, "err",
	    "warning: governor differs (old: performance (CPU 0), new: "
	    "powersave (CPU 3))");
	program_assert_has(
	    *state, "err", "warning: smt differs (old: 0, new: not told)");
	program_assert_has(
	    *state, "err", "warning: nice differs (old: not told, new: 10)");
	program_assert_has(
	    *state, "err", "warning: isolated differs (old: none, new: 2-3)");
	assert_lacks(*state, "err", "runnable_threads");
}

TEST(what_is_alike_is_not_told)
{
	static const char SAME[] =
	    "\"machine\": {\"cpu_model\": \"A\", \"cpu_id\": \"1\"}, " MADE(
	        GCC O2) ", \"libc\": \"2.36\", \"commit\": \"c\", \"dirty\": "
	                "false, "
	                "\"environment\": [" FINDING_OF(
	                    "governor", "performance", "1") "]";

	compare(*state, SAME, SAME);
	assert_lacks(*state, "err", "differs");
	assert_lacks(*state, "err", "unknown");
	assert_lacks(*state, "err", " report ");
}

TEST(a_dirty_tree_is_told)
{
	compare(*state, "\"commit\": \"abc\", \"dirty\": true",
	    "\"commit\": \"def\", \"dirty\": false");
	program_assert_has(*state, "err",
	    "warning: the old report is of files that are not those of its "
	    "commit abc");
	assert_lacks(*state, "err", "the new report is of files");
	/* As older reports have it. */
	compare(*state, "\"commit\": \"abc\"", "\"commit\": \"def-dirty\"");
	program_assert_has(*state, "err", "the new report is of files");
}

TEST(only_what_one_of_two_texts_has_is_shown)
{
	char own[16];

	differences_in_words(" -O2  -g -DX", "-g -DXY -O2", own, sizeof(own));
	assert_string_equal(own, "-DX");
	differences_in_words("-g", "-O2 -g", own, sizeof(own));
	assert_string_equal(own, "none");
	differences_in_words("-one -two -three -four", "", own, sizeof(own));
	assert_string_equal(own, "-one -two -thre");
}

/* Reads an audit with a column of flags, which are the same in each line. */
static void
read_flagged(
    const char *folder, const char *lines, const char *flags, struct audit *ret)
{
	char text[8192] = "";
	const char *field = "flags";

	while (*lines != '\0') {
		const size_t n = strcspn(lines, "\n");
		const size_t used = strlen(text);

		snprintf(text + used, sizeof(text) - used, "%.*s,%s\n", (int)n,
		    lines, field);
		lines += n + 1;
		field = flags;
	}
	audit_texts_read(folder, text, ret);
}

static bool
may_compare(
    const char *folder, const char *before, const char *after, char **ret_said)
{
	struct audit old;
	struct audit new;
	size_t size;
	FILE *out = open_memstream(ret_said, &size);

	read_flagged(folder, OLD, before, &old);
	read_flagged(folder, OLD, after, &new);

	const bool may = audit_diff_is_possible(&old, &new, out);
	fclose(out);
	audit_fini(&old);
	audit_fini(&new);
	return may;
}

TEST(audits_of_arms_with_other_flags_are_not_compared)
{
	char *said;

	assert_false(may_compare(*state, "-O2 -g", "-O2 -fno-x -g", &said));
	assert_string_equal(said,
	    "warning: the audits are of arms with other flags (only old: "
	    "none, only new: -fno-x): not compared\n");
	free(said);
	assert_true(may_compare(*state, "-O2 -g", "-O2 -g", &said));
	assert_string_equal(said, "");
	free(said);
}

TEST(unknown_flags_are_told)
{
	char *said;

	assert_true(may_compare(*state, "", "", &said));
	assert_non_null(strstr(said, "does not say with which flags"));
	free(said);
}
