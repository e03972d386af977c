/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that what is built before a run is what the run needs: each arm of a
 * plan is among those that its options ask for, and few others are; and that a
 * list of arms that is not one, and options that ask for nothing, are refused.
 */
#include "bench/arm/revision.h"
#include "bench/run/asked.h"
#include "bench/run/plan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

static struct reason why;

static struct options
usual_options(void)
{
	return (struct options){
		.arms = getenv("ARMS_DIR"),
		.checks = CATALOG_USUAL_CHECKS,
		.n_threads = 2,
		.crit_ns = OPTIONS_UNSET,
		.par_ns = OPTIONS_UNSET,
	};
}

static struct catalog
read_list(const char *path)
{
	struct catalog listed;

	if (asked_read_list(path, &listed, &why) < 0)
		fail_msg("%s", why.text);
	return listed;
}

/* The names of what the options ask for, each after a newline. */
static char *
ask(const struct options *options)
{
	struct catalog listed = read_list(getenv("ARMS_LIST"));
	char *text = NULL;
	size_t n;
	FILE *file = open_memstream(&text, &n);

	assert_non_null(file);
	fputc('\n', file);
	if (asked_print_arms(file, options, &listed, &why) < 0)
		fail_msg("%s", why.text);
	assert_int_equal(fclose(file), 0);
	catalog_close(&listed);
	return text;
}

static bool
has_line(const char *text, const char *name)
{
	char line[CATALOG_NAME_BYTES + 2];

	snprintf(line, sizeof(line), "\n%s\n", name);
	return strstr(text, line) != NULL;
}

/* An arm at hand is called NAME@base where there are two builds. */
static void
assert_has(const char *text, const struct catalog_arm *arm)
{
	char name[CATALOG_NAME_BYTES];

	if (arm->role == ARM_ROLE_NULL)
		return; /* its file is the base's */
	snprintf(name, sizeof(name), "%.*s", (int)strcspn(arm->name, "@"),
	    arm->name);
	if (!has_line(text, name))
		fail_msg("%s is needed, and not asked for", name);
}

/* Plans with all arms at hand; returns how many arms stand in the rows. */
static unsigned
assert_plan_has_its_arms(const struct options *options)
{
	struct catalog catalog;
	struct placement_machine *machine;
	struct plan plan;
	char *text = ask(options);
	unsigned n = 0;

	if (revision_open_arms(
	        options->arms, options->base, false, &catalog, &why) < 0 ||
	    placement_open("pack:2 l3:2 core:4 pu:2", &machine, &why) < 0 ||
	    plan_make(options, &catalog, machine, &plan, &why) < 0)
		fail_msg("%s", why.text);
	for (unsigned i = 0; i < plan.n_rows; i++)
		for (unsigned j = 0; j < plan.rows[i].n_arms; j++, n++)
			/* A gate builds the usual candidates alone. */
			if (options->base == NULL ||
			    catalog_lists_check(
			        options->checks, plan.rows[i].arms[j]))
				assert_has(text, plan.rows[i].arms[j]);
	plan_free(&plan);
	placement_close(machine);
	catalog_close(&catalog);
	free(text);
	return n;
}

TEST(what_a_default_run_needs_is_asked_for)
{
	const struct options options = usual_options();

	assert_true(assert_plan_has_its_arms(&options) > 0);
}

TEST(so_is_what_a_quick_run_needs)
{
	struct options options = usual_options();

	options.is_quick = true;
	assert_true(assert_plan_has_its_arms(&options) > 0);
}

TEST(so_is_what_a_gate_needs)
{
	struct options options = usual_options();

	options.base = options.arms;
	assert_true(assert_plan_has_its_arms(&options) > 0);
}

TEST(so_is_what_rows_and_checks_need)
{
	static const char *const globs[] = {
		"*",
		"m*/recurse/*",
		"@(rw|sx)/*",
		"rm/read/2/*",
	};
	struct options options = usual_options();

	options.checks = "global-entry,patch";
	for (unsigned i = 0; i < sizeof(globs) / sizeof(globs[0]); i++) {
		options.rows = globs[i];
		assert_true(assert_plan_has_its_arms(&options) > 0);
	}
}

TEST(no_other_lock_and_no_other_check_is_asked_for)
{
	struct options options = usual_options();
	char *text;

	options.rows = "mtx/uncontended/*";
	options.checks = "td";
	text = ask(&options);
	assert_true(has_line(text, "mtx-none"));
	assert_true(has_line(text, "mtx-none-planted"));
	assert_true(has_line(text, "mtx-td-hard"));
	assert_true(has_line(text, "pthread"));
	assert_false(has_line(text, "mtx-global-hard"));
	assert_false(has_line(text, "mtx-global-hard-planted"));
	assert_false(has_line(text, "mtx-delay12-none"));
	assert_false(has_line(text, "spin-none"));
	free(text);
}

static void
assert_refused(const struct options *options, const char *text)
{
	struct catalog listed = read_list(getenv("ARMS_LIST"));
	FILE *file = tmpfile();

	assert_non_null(file);
	assert_int_equal(
	    asked_print_arms(file, options, &listed, &why), -EINVAL);
	assert_non_null(strstr(why.text, text));
	assert_int_equal(ftell(file), 0);
	fclose(file);
	catalog_close(&listed);
}

TEST(rows_of_no_lock_are_refused)
{
	struct options options = usual_options();

	options.rows = "no/*";
	assert_refused(&options, "no row matches 'no/*'; ./run.sh list");
	options.base = "HEAD";
	assert_refused(&options, "./run.sh gate --list shows all");
}

TEST(so_is_a_check_that_the_locks_of_the_rows_lack)
{
	struct options options = usual_options();

	options.rows = "lk/*";
	options.checks = "td";
	assert_refused(&options, "no lock of these rows has a check of 'td'");
}

static void
assert_no_list(const char *text, const char *complaint)
{
	char path[] = "/tmp/asked_test.XXXXXX";
	struct catalog listed;
	const int fd = mkstemp(path);
	FILE *file;

	assert_true(fd >= 0);
	file = fdopen(fd, "w");
	fputs(text, file);
	fclose(file);
	assert_int_equal(asked_read_list(path, &listed, &why), -EINVAL);
	assert_non_null(strstr(why.text, complaint));
	remove(path);
}

TEST(a_list_with_another_line_is_refused)
{
	assert_no_list(
	    "a b base none -\na b base none\n", ":2: 'a b base none'");
	assert_no_list("a b best none -\n", ":1:");
	assert_no_list("a b base none - more\n", ":1:");
}

TEST(a_gate_file_may_name_each_row_of_bench_and_gate)
{
	struct catalog listed = read_list(getenv("ARMS_LIST"));
	char *text = NULL;
	size_t n;
	FILE *file = open_memstream(&text, &n);

	assert_non_null(file);
	asked_print_known(file, &listed);
	fclose(file);
	assert_int_equal(strncmp(text, "rows (\n", 7), 0);
	assert_true(has_line(text, "  mtx/uncontended/1/spread"));
	assert_true(has_line(text, "  mtx-global-hard/contended/2/same-l3"));
	assert_false(has_line(text, "  mtx-td-hard/contended/2/same-l3"));
	assert_non_null(strstr(text, "\narms (\n"));
	assert_true(has_line(text, "  mtx-td-hard"));
	assert_false(has_line(text, "  mtx-none"));
	free(text);
	catalog_close(&listed);
}
