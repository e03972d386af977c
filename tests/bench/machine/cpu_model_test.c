/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves which processor a CPU is found to be, on x86 and on arm64, each CPU by
 * itself; and that what is not known whole is not known.
 */
#include "bench/machine/cpu_model.h"

#include "tests/bench/machine/fake_root.h"
#include "tests/lib/scratch.h"
#include "tests/lib/test.h"

#define MODEL_TEST(name) TEST_WITH(name, scratch_create, scratch_destroy)

#define X86(cpu, family, name)                                      \
	"processor\t: " cpu                                         \
	"\nvendor_id\t: GenuineIntel\ncpu family\t: " family        \
	"\nmodel\t\t: 106\nmodel name\t: " name "\nstepping\t: 6\n" \
	"microcode\t: 0xd0003a5\nflags\t\t: fpu\n\n"

#define ARM64(cpu, part)                                                     \
	"processor\t: " cpu "\nBogoMIPS\t: 50.00\nCPU implementer\t: 0x41\n" \
	"CPU architecture: 8\nCPU variant\t: 0x3\nCPU part\t: " part         \
	"\nCPU revision\t: 1\n\n"

/* Looks at one CPU. */
static bool
look(const char *root, unsigned cpu, struct cpu_model *ret)
{
	return cpu_model_look(root, &cpu, 1, ret);
}

static void
put(const char *root, const char *text)
{
	fake_root_put(root, text, "/proc/cpuinfo");
}

MODEL_TEST(x86_has_a_name_and_numbers)
{
	char text[CPU_MODEL_TEXT_BYTES];
	struct cpu_model model;

	put(*state, X86("0", "6", "Xeon A: 2 GHz") X86("1", "7", "Xeon B"));
	assert_true(look(*state, 0, &model));
	assert_string_equal(model.name, "Xeon A: 2 GHz");
	cpu_model_describe(&model, text);
	assert_string_equal(
	    text, "vendor GenuineIntel, family 6, model 106, stepping 6");
}

MODEL_TEST(each_cpu_is_looked_at)
{
	struct cpu_model first;
	struct cpu_model other;

	put(*state, X86("0", "6", "A") X86("1", "6", "A") X86("10", "7", "A"));
	assert_true(look(*state, 0, &first));
	assert_true(look(*state, 1, &other));
	assert_true(cpu_model_is_same(&first, &other));
	assert_true(look(*state, 10, &other));
	assert_string_equal(other.fields[1], "7");
	assert_false(cpu_model_is_same(&first, &other));
	assert_false(look(*state, 2, &other));
}

MODEL_TEST(arm64_has_numbers_alone)
{
	char text[CPU_MODEL_TEXT_BYTES];
	struct cpu_model big;
	struct cpu_model little;

	put(*state, ARM64("0", "0xd0c") ARM64("1", "0xd05"));
	assert_true(look(*state, 0, &big));
	assert_true(look(*state, 1, &little));
	assert_false(cpu_model_is_same(&big, &little));
	assert_string_equal(big.name, "");
	cpu_model_describe(&big, text);
	assert_string_equal(
	    text, "implementer 0x41, part 0xd0c, variant 0x3, revision 1");
}

MODEL_TEST(what_is_not_known_whole_is_unknown)
{
	struct cpu_model model;

	assert_false(look(*state, 0, &model));
	put(*state, X86("0", "6", "unknown"));
	assert_false(look(*state, 0, &model));
	put(*state, X86("0", "unknown", "A"));
	assert_false(look(*state, 0, &model));
	put(*state, ARM64("0", ""));
	assert_false(look(*state, 0, &model));
	put(*state, "processor\t: 0\ncpu\t: POWER9\n");
	assert_false(look(*state, 0, &model));
}

MODEL_TEST(many_are_looked_at_together)
{
	static const unsigned cpus[] = { 1, 2, 10 };
	struct cpu_model models[3];

	put(*state,
	    X86("10", "7", "C") X86("0", "5", "N") X86("1", "6", "A")
	        X86("2", "6", "B"));
	assert_true(cpu_model_look(*state, cpus, 3, models));
	assert_string_equal(models[0].name, "A");
	assert_string_equal(models[1].name, "B");
	assert_string_equal(models[2].name, "C");
	put(*state, X86("10", "7", "C") X86("1", "6", "A"));
	assert_false(cpu_model_look(*state, cpus, 3, models));
	assert_false(cpu_model_look(*state, cpus, 0, models));
}
