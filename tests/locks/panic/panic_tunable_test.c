/* SPDX-License-Identifier: BSD-2-Clause */
/* Proves what the panic's tunables are, and which of them go ill together. */
#include "tests/lib/test.h"

#include "locks/panic_tunable.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

TEST(tunables_are_off_and_take_their_values_alone)
{
	struct panic_tunables t = { 0 };
	struct panic_tunable told;

	assert_null(panic_warning(&t));
	assert_int_equal(panic_tune(&t, "kern.nothing", "1"), -ENOENT);
	for (unsigned i = 0; panic_tunable(i, &told); i++) {
		assert_int_equal(panic_tune(&t, told.name, "2"), -EINVAL);
		assert_int_equal(panic_tune(&t, told.name, told.on), 0);
	}
	assert_true(t.stop_scheduler_on_panic && t.sync_on_panic &&
	    t.syncs_before_stop);
	assert_non_null(strstr(panic_warning(&t), "before the others stop"));
	assert_int_equal(panic_tune(&t, "kern.sync_order", "after"), 0);
	assert_non_null(strstr(panic_warning(&t), "incompatible"));
	assert_int_equal(panic_tune(&t, "kern.sync_on_panic", "0"), 0);
	assert_null(panic_warning(&t));
}
