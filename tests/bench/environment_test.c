/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of this machine, whatever it is, that every finding says what it is
 * about, and what to do where something is wrong; and that a clock too coarse
 * is such a thing.
 */
#include "bench/environment.h"

#include <stddef.h>
#include <string.h>

#include "tests/lib/test.h"

static struct environment_finding findings[ENVIRONMENT_MAX];

static const struct environment_finding *
find(unsigned n, const char *name)
{
	for (unsigned i = 0; i < n; i++)
		if (strcmp(findings[i].name, name) == 0)
			return &findings[i];
	fail_msg("no finding '%s'", name);
	return NULL;
}

TEST(test_every_finding_says_what_and_what_to_do)
{
	const unsigned n = environment_look(1, findings);

	assert_in_range(n, 2, ENVIRONMENT_MAX);
	for (unsigned i = 0; i < n; i++) {
		const struct environment_finding *f = &findings[i];

		assert_non_null(f->name);
		assert_int_equal(find(n, f->name) - findings, i);
		assert_null(strchr(f->value, '\n'));
		if ((f->status == ENVIRONMENT_OK) != (f->advice == NULL))
			fail_msg("%s '%s' is %s with the advice '%s'", f->name,
			    f->value, environment_status_name(f->status),
			    f->advice);
	}
}

TEST(test_a_coarse_clock_makes_the_machine_unfit)
{
	const struct environment_finding *clock;

	clock = find(environment_look(1000, findings), "clock_quantum_ns");
	assert_string_equal(clock->value, "1000");
	assert_int_equal(clock->status, ENVIRONMENT_OK);
	clock = find(environment_look(1001, findings), "clock_quantum_ns");
	assert_int_equal(clock->status, ENVIRONMENT_UNFIT);
}

TEST(test_every_status_has_its_name)
{
	assert_string_equal(environment_status_name(ENVIRONMENT_OK), "ok");
	assert_string_equal(environment_status_name(ENVIRONMENT_WARN), "warn");
	assert_string_equal(
	    environment_status_name(ENVIRONMENT_UNFIT), "unfit");
}

TEST(test_the_processor_has_a_name)
{
	char model[ENVIRONMENT_TEXT_BYTES] = "";

	environment_cpu_model(model);
	assert_int_not_equal(model[0], '\0');
}
