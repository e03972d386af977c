/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of each processor that is answered for, without having it, that
 * libpfm4 knows every event of ours there, by all names that are meant for it
 * and by no other name before those; that the last level is not taken for a
 * nearer one; and that the proof fails for a wrong table.  Processors of the
 * other architecture, of which a build of libpfm4 has no tables, have no test.
 */
#include "base/reason.h"
#include "bench/pmu/events.h"

#include <perfmon/pfmlib_perf_event.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

#define ALL_PROCESSORS                                                    \
	EVENTS_SKYLAKE " " EVENTS_ICE_LAKE " " EVENTS_SAPPHIRE            \
	               " " EVENTS_ZEN_2 " " EVENTS_ZEN_3 " " EVENTS_ZEN_4 \
	               " " EVENTS_NEOVERSE

#define PROCESSORS_MAX 32

/* libpfm4 is built with the tables of one architecture. */
#if defined(__aarch64__)
#define HAS_ARM   true
#define HERE      "arm_n1"
#define THERE     "arm_v1"
#define ITS_CLOCK "CPU_CYCLES"
#else
#define HAS_ARM   false
#define HERE      "skl"
#define THERE     "spr"
#define ITS_CLOCK "UNHALTED_CORE_CYCLES"
#endif

static struct reason why;

/* Whether a list, separated by spaces, has the word. */
static bool
has_word(const char *list, const char *word)
{
	const size_t length = strlen(word);

	for (const char *p = list; (p = strstr(p, word)) != NULL; p += length)
		if ((p == list || p[-1] == ' ') &&
		    (p[length] == ' ' || p[length] == '\0'))
			return true;
	return false;
}

/* Whether libpfm4 encodes the name, of the PMU unless that is NULL. */
static bool
resolves(const char *pmu, const char *name)
{
	char full[256];
	struct perf_event_attr attr = { .size = sizeof(attr) };
	pfm_perf_encode_arg_t arg = { .attr = &attr, .size = sizeof(arg) };

	snprintf(full, sizeof(full), "%s%s%s", pmu == NULL ? "" : pmu,
	    pmu == NULL ? "" : "::", name);
	return pfm_get_os_event_encoding(
	           full, PFM_PLM3, PFM_OS_PERF_EVENT, &arg) == PFM_SUCCESS;
}

static bool
has_tables(const char *pmu)
{
	for (int i = 0; i < PFM_PMU_MAX; i++) {
		pfm_pmu_info_t info = { .size = sizeof(info) };

		if (pfm_get_pmu_info((pfm_pmu_t)i, &info) == PFM_SUCCESS &&
		    strcmp(info.name, pmu) == 0)
			return true;
	}
	return false;
}

/* Checks one event of a table on the PMU; false with the reason. */
static bool
check_event(const struct events_logical *event, const char *pmu)
{
	bool is_settled = false;

	for (unsigned i = 0;
	     i < EVENTS_NAMES_MAX && event->names[i].name != NULL; i++) {
		const struct events_name *name = &event->names[i];
		const bool is_any = strcmp(name->processors, EVENTS_ANY) == 0;
		const bool is_meant = is_any || has_word(name->processors, pmu);
		const bool is_known = resolves(is_any ? NULL : pmu, name->name);

		if (is_meant && !is_known)
			return reason_set(&why, false,
			    "%s: %s: %s does not resolve", pmu, event->name,
			    name->name);
		if (is_known && !is_meant && !is_settled)
			return reason_set(&why, false,
			    "%s: %s: %s is not meant for it, but is taken", pmu,
			    event->name, name->name);
		is_settled |= is_meant;
	}
	if (!is_settled)
		return reason_set(
		    &why, false, "%s: %s has no name", pmu, event->name);
	return true;
}

static bool
check_table(const struct events_logical table[], const char *pmu)
{
	for (; table->name != NULL; table++)
		if (!check_event(table, pmu))
			return false;
	return true;
}

static void
test_every_name_resolves_on(void **state)
{
	const char *pmu = *state;

	if (!has_tables(pmu))
		fail_msg("libpfm4 has no PMU %s", pmu);
	if (!check_table(events_table, pmu))
		fail_msg("%s", why.text);
}

/* The name of an event that is taken on the PMU first. */
static const struct events_name *
first_name(const char *logical, const char *pmu)
{
	const struct events_logical *event = events_table;
	const struct events_name *name;

	while (strcmp(event->name, logical) != 0)
		event++;
	name = event->names;
	while (strcmp(name->processors, EVENTS_ANY) != 0 &&
	    !has_word(name->processors, pmu))
		name++;
	return name;
}

TEST(test_the_last_level_is_no_nearer_one)
{
	char list[] =
	    EVENTS_ZEN_2 " " EVENTS_ZEN_3 " " EVENTS_ZEN_4 " " EVENTS_NEOVERSE;
	char *rest = list;
	const char *pmu;

	while ((pmu = strsep(&rest, " ")) != NULL)
		assert_string_not_equal(
		    first_name("llc-misses", pmu)->processors, EVENTS_ANY);
}

TEST(test_no_name_is_for_nobody)
{
	for (const struct events_logical *event = events_table;
	     event->name != NULL; event++)
		for (unsigned i = 0;
		     i < EVENTS_NAMES_MAX && event->names[i].name != NULL;
		     i++) {
			char list[] = ALL_PROCESSORS " " EVENTS_ANY;
			char *rest = list;
			const char *word;
			bool is_somebodys = false;

			while ((word = strsep(&rest, " ")) != NULL)
				is_somebodys |=
				    has_word(event->names[i].processors, word);
			if (!is_somebodys)
				fail_msg("%s: %s", event->name,
				    event->names[i].name);
		}
}

static void
assert_wrong(const struct events_name names[], unsigned n, const char *told)
{
	struct events_logical table[2] = { { .name = "cycles" } };

	memcpy(table[0].names, names, n * sizeof(names[0]));
	assert_false(check_table(table, HERE));
	assert_string_equal(why.text, told);
}

TEST(test_a_wrong_table_is_told)
{
	const struct events_name dead[] = { { ITS_CLOCK, HERE },
		{ "NO_SUCH_EVENT", HERE " " THERE } };
	const struct events_name anybodys[] = { { "perf::no-such",
	    EVENTS_ANY } };
	const struct events_name others[] = { { "NO_SUCH_EVENT", THERE } };
	const struct events_name taken[] = { { ITS_CLOCK, THERE },
		{ "perf::cycles", EVENTS_ANY } };

	assert_wrong(dead, 2, HERE ": cycles: NO_SUCH_EVENT does not resolve");
	assert_wrong(
	    anybodys, 1, HERE ": cycles: perf::no-such does not resolve");
	assert_wrong(others, 1, HERE ": cycles has no name");
	assert_wrong(taken, 2,
	    HERE ": cycles: " ITS_CLOCK " is not meant for it, but is taken");
}

static int
add_processors(int argc, char *argv[])
{
	static char list[] = ALL_PROCESSORS;
	static char names[PROCESSORS_MAX][64];
	unsigned n = 0;
	char *rest = list;
	char *pmu;

	(void)argc;
	(void)argv;
	/* Before libpfm4 looks: processors that are not here encode, too. */
	setenv("LIBPFM_ENCODE_INACTIVE", "1", 1);
	if (pfm_initialize() != PFM_SUCCESS)
		return EXIT_FAILURE;
	while (n < PROCESSORS_MAX && (pmu = strsep(&rest, " ")) != NULL) {
		const bool is_arm = strncmp(pmu, "arm_", 4) == 0;

		if (is_arm != HAS_ARM && !has_tables(pmu)) {
			printf("# this libpfm4 has no tables of %s\n", pmu);
			continue;
		}
		snprintf(names[n], sizeof(names[n]),
		    "every event resolves on %s", pmu);
		test_add(names[n], test_every_name_resolves_on, pmu);
		n++;
	}
	return TEST_GO_ON;
}

TEST_PROLOGUE(add_processors);
