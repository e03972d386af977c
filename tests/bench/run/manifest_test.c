/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves what run.json says of the arms and of the machine: each compiler with
 * the arms that it made, of rows that run alone; one for all only where all
 * agree; and null wherever one arm or one CPU is not known.
 */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "bench/machine/topology.h"
#include "bench/run/manifest_platform.h"
#include "tests/bench/machine/fake_root.h"
#include "tests/lib/scratch.h"
#include "tests/lib/test.h"

#define MANIFEST_TEST(name) TEST_WITH(name, set_up, tear_down)

static const struct compiler gcc = { "gcc", "12.2.0", "-O2" };
static const struct compiler other = { "gcc", "12.2.0", "-O3" };
static const struct compiler unknown = { "", "", "" };

static struct catalog_arm base;
static struct catalog_arm cand;
static struct catalog_arm ref;
static struct plan_row rows[2];
static struct plan plan;

static void
name(struct catalog_arm *arm, const char *text, enum arm_role role)
{
	memset(arm, 0, sizeof(*arm));
	snprintf(arm->name, sizeof(arm->name), "%s", text);
	arm->role = role;
	arm->compiler = gcc;
}

/* Two rows with the same three arms, on CPUs 2 and 0, and 2 and 1. */
static int
set_up(void **state)
{
	name(&base, "mtx-none", ARM_ROLE_BASE);
	name(&cand, "mtx-global-hard", ARM_ROLE_CAND);
	name(&ref, "pthread", ARM_ROLE_REF);
	memset(rows, 0, sizeof(rows));
	for (unsigned i = 0; i < 2; i++) {
		rows[i].arms[0] = &base;
		rows[i].arms[1] = &cand;
		rows[i].arms[2] = &ref;
		rows[i].n_arms = 3;
		rows[i].n_threads = 2;
		rows[i].cpus[0] = 2;
		rows[i].cpus[1] = i;
	}
	plan = (struct plan){ .rows = rows, .n_rows = 2 };
	return scratch_create(state);
}

static int
tear_down(void **state)
{
	return scratch_destroy(state);
}

/* Has the text been packed so?  Frees the value. */
static void
assert_packed(json_t *value, const char *wanted)
{
	char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);

	assert_non_null(text);
	assert_string_equal(text, wanted);
	free(text);
	json_decref(value);
}

MANIFEST_TEST(arms_of_one_compiler_are_together)
{
	assert_packed(manifest_platform_pack_toolchains(&plan),
	    "[{\"compiler\":\"gcc\",\"version\":\"12.2.0\",\"flags\":\"-O2\","
	    "\"arms\":[\"mtx-none\",\"mtx-global-hard\",\"pthread\"]}]");
	assert_packed(manifest_platform_pack_toolchain(&plan),
	    "{\"compiler\":\"gcc 12.2.0\",\"flags\":\"-O2\"}");
}

MANIFEST_TEST(a_reference_may_have_another)
{
	ref.compiler = other;
	assert_packed(manifest_platform_pack_toolchains(&plan),
	    "[{\"compiler\":\"gcc\",\"version\":\"12.2.0\",\"flags\":\"-O2\","
	    "\"arms\":[\"mtx-none\",\"mtx-global-hard\"]},"
	    "{\"compiler\":\"gcc\",\"version\":\"12.2.0\",\"flags\":\"-O3\","
	    "\"arms\":[\"pthread\"]}]");
	assert_packed(manifest_platform_pack_toolchain(&plan),
	    "{\"compiler\":\"gcc 12.2.0\",\"flags\":\"-O2\"}");
}

MANIFEST_TEST(what_does_not_agree_is_null_for_all)
{
	cand.compiler = other;
	assert_packed(manifest_platform_pack_toolchain(&plan),
	    "{\"compiler\":null,\"flags\":null}");
}

MANIFEST_TEST(what_is_unknown_is_null)
{
	base.compiler = cand.compiler = ref.compiler = unknown;
	assert_packed(manifest_platform_pack_toolchains(&plan),
	    "[{\"compiler\":null,\"version\":null,\"flags\":null,"
	    "\"arms\":[\"mtx-none\",\"mtx-global-hard\",\"pthread\"]}]");
	assert_packed(manifest_platform_pack_toolchain(&plan),
	    "{\"compiler\":null,\"flags\":null}");
}

MANIFEST_TEST(only_rows_that_run_count)
{
	unsigned cpus[PLACEMENT_CPUS_MAX];

	assert_int_equal(plan_cpus(&plan, cpus), 3);
	assert_int_equal(cpus[0], 0);
	assert_int_equal(cpus[1], 1);
	assert_int_equal(cpus[2], 2);
	strcpy(rows[1].skipped.text, "there are not 2 cores");
	assert_int_equal(plan_cpus(&plan, cpus), 2);
	assert_int_equal(cpus[1], 2);
	strcpy(rows[0].skipped.text, "there are not 2 cores");
	assert_int_equal(plan_cpus(&plan, cpus), 0);
	assert_packed(manifest_platform_pack_toolchains(&plan), "[]");
	assert_packed(manifest_platform_pack_toolchain(&plan),
	    "{\"compiler\":null,\"flags\":null}");
}

#define CPU(cpu, stepping)                                            \
	"processor: " cpu "\nvendor_id: V\ncpu family: 6\nmodel: 7\n" \
	"model name: N\nstepping: " stepping "\n"

/* Packs the machine whose CPUs 0 and 1 are used. */
static json_t *
pack(const char *root, const char *cpuinfo)
{
	static const unsigned used[] = { 0, 1 };
	const struct environment_scope scope = { root, used, 2, 1 };
	struct placement_machine *machine;
	struct reason why = { "" };
	json_t *packed;

	fake_root_put(root, cpuinfo, "/proc/cpuinfo");
	assert_int_equal(topology_open(NULL, &machine, &why), 0);
	packed = manifest_platform_pack_machine(machine, &scope);
	placement_close(machine);
	assert_non_null(packed);
	return packed;
}

MANIFEST_TEST(a_processor_is_that_of_the_cpus_used)
{
	json_t *machine =
	    pack(*state, CPU("0", "12") CPU("1", "12") CPU("2", "8"));

	assert_string_equal(
	    json_string_value(json_object_get(machine, "cpu_model")), "N");
	assert_string_equal(
	    json_string_value(json_object_get(machine, "cpu_id")),
	    "vendor V, family 6, model 7, stepping 12");
	assert_packed(json_incref(json_object_get(machine, "cpu_models")),
	    "[{\"name\":\"N\",\"vendor\":\"V\",\"family\":\"6\","
	    "\"model\":\"7\",\"stepping\":\"12\",\"cpus\":[0,1]}]");
	json_decref(machine);
}

MANIFEST_TEST(two_processors_are_two)
{
	json_t *machine = pack(*state, CPU("0", "12") CPU("1", "1"));

	assert_string_equal(
	    json_string_value(json_object_get(machine, "cpu_id")),
	    "vendor V, family 6, model 7, stepping 12; "
	    "vendor V, family 6, model 7, stepping 1");
	assert_int_equal(
	    json_array_size(json_object_get(machine, "cpu_models")), 2);
	json_decref(machine);
}

MANIFEST_TEST(one_unknown_cpu_makes_the_processor_unknown)
{
	json_t *machine = pack(*state, CPU("0", "7") CPU("2", "7"));

	assert_true(json_is_null(json_object_get(machine, "cpu_model")));
	assert_true(json_is_null(json_object_get(machine, "cpu_id")));
	assert_int_equal(
	    json_array_size(json_object_get(machine, "cpu_models")), 0);
	json_decref(machine);
}

MANIFEST_TEST(a_finding_names_its_cpu)
{
	struct environment environment = { .n = 0 };
	struct environment_finding *f =
	    environment_add(&environment, "governor");

	strcpy(f->value, "powersave");
	f->cpu = 3;
	f->status = ENVIRONMENT_WARN;
	f->advice = "do";
	environment_add(&environment, "smt");
	assert_packed(manifest_platform_pack_findings(&environment),
	    "[{\"name\":\"governor\",\"value\":\"powersave\","
	    "\"status\":\"warn\",\"advice\":\"do\",\"cpu\":3},"
	    "{\"name\":\"smt\",\"value\":\"\",\"status\":\"ok\","
	    "\"advice\":null}]");
}
