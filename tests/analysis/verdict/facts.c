/* SPDX-License-Identifier: BSD-2-Clause */
/* facts: see facts.h. */
#include "tests/analysis/verdict/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct stats_result
around(double estimate, double half_width)
{
	return (struct stats_result){
		.estimate = estimate,
		.lower = estimate - half_width,
		.upper = estimate + half_width,
		.p_value = 0.001,
		.least_p = 0.001,
	};
}

struct facts
facts_that_pass(void)
{
	return (struct facts){
		.limits = {
			.margin = 0.01,
			.alpha = 0.05,
			.looks = { .n = 1, .at = { 40 } },
			.least_units = 8,
			.largest_drop_rate = 0.5,
		},
		.promise = PROMISE_EVERY,
		.hard_per_op = 1,
		.n_units = 8,
		.null = { .is_there = true, .test = around(0, 0.002) },
		.planted = { .is_there = true, .test = around(0.02, 0.002) },
		.effect = {
			.test = around(0, 0.002),
			.adjusted_p = 1,
			.n_judged = 1,
		},
		.sign_upper = 0.003,
		.offsets = {
			.n = 4,
			.n_even = 4,
			.mean = 0,
			.median = 0,
			.worst = 0.001,
			.beyond_share = 0,
		},
	};
}

void
assert_judged(
    const struct facts *facts, enum verdict verdict, const char *reason)
{
	const struct opinion opinion = judge(facts);

	assert_string_equal(
	    verdict_name(opinion.verdict), verdict_name(verdict));
	if (strstr(opinion.reason, reason) == NULL)
		fail_msg("said: %s\nnot: %s", opinion.reason, reason);
}
