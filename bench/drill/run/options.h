/* SPDX-License-Identifier: BSD-2-Clause */
/* The drill's command line, and FreeBSD's tunables in its environment. */
#ifndef BENCH_DRILL_RUN_OPTIONS_H
#define BENCH_DRILL_RUN_OPTIONS_H

#include "bench/drill/run/plan.h"

/* The most warnings that there can be at once. */
#define DRILL_WARNINGS 3

struct drill_options {
	struct drill_plan plan;
	const char *show;   /* a dump to show instead; NULL: none */
	const char *out;    /* folder to write to */
	const char *run_id; /* its last part, unless given */
	struct reason warnings[DRILL_WARNINGS];
	unsigned n_warnings;
	unsigned timeout_s;
	unsigned only;  /* the one panic to run */
	bool has_only;  /* or all */
	bool is_seeded; /* the seed was given */
	bool wants_help;
};

/*
 * Reads argv, and the tunables that are set in the environment, such as
 * kern.sync_on_panic=1.  An option overrules them, with a warning.  Returns 0,
 * or -EINVAL with the reason.
 */
int drill_options_parse(
    int argc, char *argv[], struct drill_options *ret, struct reason *why);

extern const char drill_help[];

#endif /* BENCH_DRILL_RUN_OPTIONS_H */
