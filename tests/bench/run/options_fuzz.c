/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads what may be no command line of slowpath-bench, one word a line, and
 * checks what is promised of one that is read.
 */
#include "bench/run/options.h"

#include <stdlib.h>

#include "tests/lib/fuzz.h"

static void
check_options(const struct options *o)
{
	if (o->wants_help)
		return;
	if (o->n_units == 0 || o->n_units == OPTIONS_UNSET ||
	    o->n_blocks == 0 || o->n_blocks == OPTIONS_UNSET ||
	    o->n_units_done >= o->n_units || o->n_threads < 2 ||
	    o->n_raw_events > OPTIONS_RAW_EVENTS_MAX)
		abort();
	/* Not a number too: no comparison with one holds. */
	if (!(o->planted >= 0 && o->planted <= 1))
		abort();
	for (unsigned i = 0; i < o->n_raw_events; i++)
		if (o->raw_events[i] == NULL)
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
	char *argv[FUZZ_WORDS + 1];
	const int argc = fuzz_words(data, n_bytes, argv);
	struct options options;
	struct reason why = { 0 };
	const int err = options_parse(argc, argv, &options, &why);

	fuzz_result(err, &why);
	if (err == 0)
		check_options(&options);
	return 0;
}
