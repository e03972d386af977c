/* SPDX-License-Identifier: BSD-2-Clause */
/* The drill's command line, and FreeBSD's tunables in its environment. */
#ifndef BENCH_DRILL_OPTIONS_H
#define BENCH_DRILL_OPTIONS_H

#include "bench/drill/plan.h"

struct drill_options {
	struct plan plan;
	const char *show;    /* a dump to show instead; NULL: none */
	const char *out;     /* folder to write to */
	const char *run_id;  /* its last part, unless given */
	const char *warning; /* what is wrong with the tunables; NULL */
	unsigned timeout_s;
	bool is_seeded; /* the seed was given */
	bool wants_help;
};

/*
 * Reads argv.  A tunable that is set in the environment, as
 * kern.sync_on_panic=1, counts unless an option says otherwise.  Returns 0, or
 * -EINVAL with the reason.
 */
int drill_options_parse(
    int argc, char *argv[], struct drill_options *ret, struct reason *why);

extern const char drill_help[];

#endif /* BENCH_DRILL_OPTIONS_H */
