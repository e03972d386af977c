/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/run/options.h"

#include "base/option.h"
#include "base/text.h"
#include "bench/pmu/counters.h"
#include "bench/pmu/group.h"
#include "bench/unit/block.h"

#include <ctype.h>
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/*
 * Every row in half a minute on two CPUs.  Twenty units are one at each of
 * sixteen offsets and four more, and far more than Holm needs to reject one of
 * some two hundred lines: log2(200 / 0.05) is 12 (measuring.md 6.8).
 */
#define UNITS  20
#define BLOCKS 60

/* The least units that can pass, and blocks for a median. */
#define QUICK_UNITS  8
#define QUICK_BLOCKS 25

/* Both lengths of as many groups of events as there may be (unit.c). */
#define COUNT_BLOCKS (2 * COUNTERS_EVENTS_MAX / GROUP_EVENTS_MAX)

#define UNITS_MAX  10000
#define BLOCKS_MAX 1000000

/* A lock that is twice as slow needs no measuring. */
#define PLANT_MAX 1.0

/* Longer work leaves too few passes in a window of 100 us. */
#define WORK_NS_MAX 2000

/* A month. */
#define SECONDS_MAX 2678400

enum {
	OPT_BENCHMARK_LIST = 256,
	OPT_BLOCKS,
	OPT_CRIT,
	OPT_DRY_RUN,
	OPT_HELP,
	OPT_LIST,
	OPT_PAR,
	OPT_PLANT,
	OPT_QUICK,
	OPT_RAW_EVENT,
	OPT_RESUME,
	OPT_SECONDS,
	OPT_SEED,
	OPT_THREADS,
	OPT_UNITS,
};

/* An option that is a text says which member of struct options it sets. */
#define TEXTS        4096
#define TEXT(member) (TEXTS + (int)offsetof(struct options, member))

static const struct option long_options[] = {
#define OPTION(name, value, val) { name, value, NULL, val },
#include "bench/run/options.def"
#undef OPTION
	{ NULL, 0, NULL, 0 },
};

/* Options that are a text; false if it is another. */
static bool
take_text(int opt, struct options *o)
{
	if (opt < TEXTS)
		return false;
	memcpy((char *)o + opt - TEXTS, &optarg, sizeof(optarg));
	return true;
}

/* The same of options that are a switch, or are gathered. */
static bool
take_switch(int opt, struct options *o)
{
	switch (opt) {
	case OPT_DRY_RUN:
		o->is_dry_run = true;
		return true;
	case OPT_HELP:
		o->wants_help = true;
		return true;
	case OPT_LIST:
		o->wants_list = true;
		return true;
	case OPT_QUICK:
		o->is_quick = true;
		return true;
	case OPT_RAW_EVENT:
		/* Those that are too many are refused at the end. */
		if (o->n_raw_events < OPTIONS_RAW_EVENTS_MAX)
			o->raw_events[o->n_raw_events] = optarg;
		o->n_raw_events++;
		return true;
	}
	return false;
}

static int
take_number(int opt, struct options *o, struct reason *why)
{
	switch (opt) {
	case OPT_BLOCKS:
		return number_parse_count(
		    "blocks", optarg, 1, BLOCKS_MAX, &o->n_blocks, why);
	case OPT_CRIT:
		return number_parse_count(
		    "crit", optarg, 0, WORK_NS_MAX, &o->crit_ns, why);
	case OPT_PAR:
		return number_parse_count(
		    "par", optarg, 0, WORK_NS_MAX, &o->par_ns, why);
	case OPT_PLANT:
		return number_parse_fraction(
		    "plant", optarg, PLANT_MAX, &o->planted, why);
	case OPT_RESUME:
		return number_parse_count(
		    "resume", optarg, 1, UNITS_MAX, &o->n_units_done, why);
	case OPT_SECONDS:
		return number_parse_count(
		    "seconds", optarg, 1, SECONDS_MAX, &o->seconds, why);
	case OPT_SEED:
		o->is_seeded = true;
		return number_parse(
		    "seed", optarg, 0, UINT64_MAX, &o->seed, why);
	case OPT_THREADS:
		return number_parse_count("threads", optarg, 2,
		    PLACEMENT_CPUS_MAX, &o->n_threads, why);
	case OPT_UNITS:
		return number_parse_count(
		    "units", optarg, 1, UNITS_MAX, &o->n_units, why);
	}
	return -EINVAL;
}

/* Whether Google Benchmark shall list; its other options are none of ours. */
static int
take_list(struct options *o, struct reason *why)
{
	const bool is_true = optarg == NULL || strcmp(optarg, "true") == 0;

	if (!is_true && strcmp(optarg, "false") != 0)
		return reason_set(why, -EINVAL,
		    "--benchmark_list_tests '%s': not true or false", optarg);
	o->wants_benchmarks = is_true;
	return 0;
}

static void
fill_in(struct options *o)
{
	if (o->n_units == OPTIONS_UNSET)
		o->n_units = o->is_quick ? QUICK_UNITS : UNITS;
	if (o->n_blocks == OPTIONS_UNSET)
		o->n_blocks = o->is_quick ? QUICK_BLOCKS : BLOCKS;
	if (o->run_id == NULL && o->out != NULL) {
		const char *slash = strrchr(o->out, '/');

		o->run_id = slash == NULL ? o->out : slash + 1;
	}
}

/* The name of a run stands in lines of its files, which people read. */
static bool
has_control(const char *text)
{
	while (*text != '\0' && !iscntrl((unsigned char)*text))
		text++;
	return *text != '\0';
}

/* What no option alone is refused for. */
static int
refuse_whole(const struct options *o, struct reason *why)
{
	if (o->n_raw_events > OPTIONS_RAW_EVENTS_MAX)
		return reason_set(why, -EINVAL, "more than %d --raw-event",
		    OPTIONS_RAW_EVENTS_MAX);
	if (o->n_units_done >= o->n_units)
		return reason_set(why, -EINVAL,
		    "--resume %u leaves nothing to do of --units %u",
		    o->n_units_done, o->n_units);
	if (o->planted > 0 && o->base == NULL)
		return reason_set(why, -EINVAL,
		    "--plant goes with --base: it is the candidate that is "
		    "planted");
	if (o->run_id != NULL && has_control(o->run_id))
		return reason_set(why, -EINVAL,
		    "the name of --out has a line's end or another control "
		    "character: choose another");
	if (o->is_dry_run && o->benchmark_filter != NULL)
		return reason_set(why, -EINVAL,
		    "--dry-run knows no --benchmark_filter: choose with "
		    "--rows");
	if (o->topology != NULL && !o->is_dry_run)
		return reason_set(why, -EINVAL,
		    "--topology goes with --dry-run: no other machine than "
		    "this can be measured");
	return 0;
}

int
options_parse(int argc, char *argv[], struct options *ret, struct reason *why)
{
	struct options o = {
		.checks = "global,td,panicstr",
		.events = COUNTERS_DEFAULT,
		.n_threads = 2,
		.n_units = OPTIONS_UNSET,
		.n_blocks = OPTIONS_UNSET,
		.n_count_blocks = COUNT_BLOCKS,
		.crit_ns = OPTIONS_UNSET,
		.par_ns = OPTIONS_UNSET,
	};
	int opt;

	option_begin();
	while ((opt = option_next(argc, argv, long_options)) != -1) {
		int err = 0;

		if (opt == '?' || opt == ':')
			return option_refuse(argv, opt, why);
		if (opt == OPT_BENCHMARK_LIST)
			err = take_list(&o, why);
		else if (!take_text(opt, &o) && !take_switch(opt, &o))
			err = take_number(opt, &o, why);
		if (err < 0)
			return err;
		if (o.wants_help) {
			*ret = o;
			return 0;
		}
	}
	if (optind < argc)
		return option_refuse(argv, opt, why);
	fill_in(&o);
	if (refuse_whole(&o, why) < 0)
		return -EINVAL;
	*ret = o;
	return 0;
}
