/* SPDX-License-Identifier: BSD-2-Clause */
/* The engine's command line. */
#ifndef BENCH_RUN_OPTIONS_H
#define BENCH_RUN_OPTIONS_H

#include "base/reason.h"

#include <stdbool.h>
#include <stdint.h>

/* As many as there may be events (counters.h). */
#define OPTIONS_RAW_EVENTS_MAX 16

struct options {
	const char *arms;       /* folder of the arms */
	const char *arms_list;  /* file that lists all arms; NULL: none */
	const char *base;       /* folder of the old build, or NULL */
	const char *out;        /* folder to write to */
	const char *keep_arms;  /* folder for the arms as loaded, or NULL */
	const char *run_id;     /* its last part, unless given */
	const char *rows;       /* glob over row names; NULL: the chosen few */
	const char *rows_from;  /* file of row names instead, or NULL */
	const char *checks;     /* comma-separated */
	const char *placements; /* comma-separated; NULL: the default */
	const char *cpus;       /* list; NULL: by placements */
	const char *topology;   /* file of a machine; NULL: this one */
	const char *events;     /* comma-separated; empty: no counters */
	const char *raw_events[OPTIONS_RAW_EVENTS_MAX]; /* codes */
	unsigned n_raw_events;
	const char *benchmark_filter; /* Google Benchmark's; NULL: all */
	const char *benchmark_out;    /* file for its JSON, or NULL */
	unsigned seconds;             /* bound of the run; 0: none */
	unsigned n_threads;
	unsigned n_units;
	unsigned n_units_done; /* of each row, in the report to go on with */
	unsigned n_blocks;
	unsigned n_count_blocks;
	unsigned crit_ns; /* OPTIONS_UNSET: the case's */
	unsigned par_ns;
	double planted; /* slowdown of candidates; 0: none */
	uint64_t seed;
	bool is_seeded; /* the seed was given */
	bool is_quick;
	bool is_dry_run;
	bool wants_benchmarks; /* their list, as Google Benchmark prints it */
	bool wants_arms;       /* a list of those that are to be built */
	bool wants_help;       /* options after it are not read */
	bool wants_known;      /* a list of what a gate file may name */
	bool wants_list;
};

#define OPTIONS_UNSET (~0u)

/* The longest text that an option may have. */
#define OPTIONS_TEXT_BYTES 256

/* Reads argv.  Returns 0, or -EINVAL with the reason. */
int options_parse(
    int argc, char *argv[], struct options *ret, struct reason *why);

/* The text of --help. */
extern const char options_help[];

#endif /* BENCH_RUN_OPTIONS_H */
