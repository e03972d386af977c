/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads what may be no command line of slowpath-drill, one word a line, and
 * draws the panics of a plan that is read.
 */
#include "bench/drill/run/options.h"

#include <stdlib.h>

#include "tests/lib/fuzz.h"

static void
check_panic(const struct drill_plan *plan, unsigned number)
{
	const struct plan_panic panic = plan_panic(plan, number);

	if (panic.n_threads < 2 || panic.n_threads > PLAN_THREADS_MAX ||
	    (plan->n_threads != 0 && panic.n_threads != plan->n_threads) ||
	    !plan->modes[panic.is_on] || !plan->syncs[panic.sync] ||
	    !plan->moments[panic.moment])
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
	char *argv[FUZZ_WORDS + 1];
	const int argc = fuzz_words(data, n_bytes, argv);
	struct drill_options options;
	struct reason why = { 0 };
	const int err = drill_options_parse(argc, argv, &options, &why);

	fuzz_result(err, &why);
	if (err < 0 || options.wants_help)
		return 0;
	if (options.n_warnings > DRILL_WARNINGS)
		abort();
	for (unsigned i = 0; i < options.plan.n_panics && i < 8; i++)
		check_panic(&options.plan, i);
	return 0;
}
