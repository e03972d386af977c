/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that every row that bench or gate runs by default can be judged: it
 * has its controls, and each of its candidates has a line in the gate file,
 * with a look that has units enough for a PASS, or with the reason why the
 * candidate is reported.
 */
#include "bench/arm/revision.h"
#include "bench/run/plan.h"

#include "analysis/verdict/gate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

static struct placement_machine *machine;
static struct catalog catalog;
static struct gate *gate;
static struct plan plan;
static struct reason why;

/* Plans what bench runs by default, or gate. */
static void
make_plan(bool is_gate)
{
	const char *arms = getenv("ARMS_DIR");
	const struct options options = {
		.arms = arms,
		.base = is_gate ? arms : NULL,
		.checks = "global,td,panicstr",
		.n_threads = 2,
		.crit_ns = OPTIONS_UNSET,
		.par_ns = OPTIONS_UNSET,
	};
	struct reason complaint;

	if (gate_read(getenv("GATE"), &gate, &complaint) < 0)
		fail_msg("%s", complaint.text);
	if (revision_open_arms(arms, options.base, false, &catalog, &why) < 0 ||
	    placement_open("pack:2 l3:2 core:4 pu:2", &machine, &why) < 0 ||
	    plan_make(&options, &catalog, machine, &plan, &why) < 0)
		fail_msg("%s", why.text);
}

static int
close_plan(void **state)
{
	(void)state;
	plan_free(&plan);
	gate_destroy(gate);
	placement_close(machine);
	catalog_close(&catalog);
	return 0;
}

/* Checks that the gate file can let the candidate of a row pass. */
static void
assert_can_pass(const char *row, const struct catalog_arm *arm, bool is_gate)
{
	char name[2 * CATALOG_NAME_BYTES] = "revision";
	const struct gate_rule *rule;

	if (!is_gate)
		snprintf(name, sizeof(name), "%s-%s", arm->check, arm->place);
	rule = gate_find(gate, row, name);
	if (rule == NULL)
		fail_msg("%s: no line of the gate file is for %s", row, name);
	if (rule->reported[0] != '\0')
		return;
	assert_in_range(rule->least_units, 1, looks_last(&rule->looks));
	if (rule->margin <= 0.01)
		assert_true(looks_last(&rule->looks) >= PLAN_OFFSETS);
}

/* Checks all rows; at least the locks of the tree must be among them. */
static void
assert_all_can_pass(bool is_gate)
{
	unsigned n_candidates = 0;

	make_plan(is_gate);
	if (plan_check_controls(&plan, &why) < 0)
		fail_msg("%s", why.text);
	for (unsigned i = 0; i < plan.n_rows; i++) {
		const struct plan_row *row = &plan.rows[i];

		assert_true(row->is_default);
		if (row->skipped.text[0] != '\0')
			fail_msg("%s: %s", row->name, row->skipped.text);
		for (unsigned j = 0; j < row->n_arms; j++) {
			if (row->arms[j]->role != ARM_ROLE_CAND)
				continue;
			assert_can_pass(row->name, row->arms[j], is_gate);
			n_candidates++;
		}
	}
	assert_true(n_candidates >= plan.n_rows && plan.n_rows > 0);
}

TEST_WITH(every_default_row_of_bench_can_pass, NULL, close_plan)
{
	assert_all_can_pass(false);
}

TEST_WITH(every_default_row_of_gate_can_pass, NULL, close_plan)
{
	assert_all_can_pass(true);
}
