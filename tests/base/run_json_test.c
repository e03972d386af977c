/* SPDX-License-Identifier: BSD-2-Clause */
/* Proves that lost units are counted in all parts of a run. */
#include "base/run_json.h"

#include <jansson.h>

#include "tests/lib/test.h"

static void
assert_lost(const char *text, uint64_t n)
{
	json_t *root = json_loads(text, 0, NULL);

	assert_non_null(root);
	assert_int_equal(run_json_count_lost(root), n);
	json_decref(root);
}

TEST(test_units_lost_are_those_of_each_part)
{
	assert_lost("{}", 0);
	assert_lost("{\"units_lost\": 2}", 2);
	assert_lost("{\"units_lost\": 2, \"resumed\": {}}", 2);
	assert_lost("{\"units_lost\": 2, \"resumed\": {"
	            "\"4\": {\"units_lost\": 1}, \"8\": {},"
	            "\"9\": {\"units_lost\": 5}}}",
	    8);
}

TEST(test_what_is_no_number_of_units_counts_as_none)
{
	assert_lost("{\"units_lost\": \"2\"}", 0);
	assert_lost("{\"units_lost\": -2}", 0);
	assert_lost("{\"resumed\": {\"4\": 3}}", 0);
}
