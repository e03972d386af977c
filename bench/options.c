/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/options.h"

#include "bench/block.h"
#include "bench/counters.h"
#include "bench/group.h"
#include "bench/number.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
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

const char options_help[] =
    "Usage: ./run.sh bench [OPTIONS]\n"
    "\n"
    "Runs the locks with and without the check, and judges the difference.\n"
    "\n"
    "What to run:\n"
    "  --quick            fewer units and blocks: under 20 s\n"
    "  --rows GLOB        all rows that match, as 'rw/*', instead of the\n"
    "                     few that ./run.sh list marks\n"
    "  --checks LIST      these checks, as patch,call-hard; default\n"
    "                     global,td,panicstr; ./run.sh list shows all\n"
    "  --placements LIST  where the threads run; default\n"
    "                     same-core,same-l3,same-socket,cross-socket\n"
    "  --cpus LIST        run on these CPUs, as 0,2-3, instead\n"
    "  --threads N        threads of contended, read and mix (2)\n"
    "  --crit NS          work under the lock, in ns, to 2000\n"
    "  --par NS           work outside of it, in ns, to 2000\n"
    "  --events LIST      counters: cycles, instructions, l1d-misses,\n"
    "                     llc-misses, c2c, or libpfm4's names; '' for none\n"
    "  --raw-event NAME=rHEX, NAME=TYPE:CONFIG[:CONFIG1[:CONFIG2]]\n"
    "                     a counter by its encoding, as perf's rNNN or as\n"
    "                     perf_event_open(2)'s numbers; may be repeated\n"
    "  --dry-run          measure and write nothing: print each row's CPUs,\n"
    "                     where they are, its memory's NUMA node, and why a\n"
    "                     row is skipped\n"
    "  --topology FILE    with --dry-run: on the machine that FILE describes,\n"
    "                     in hwloc's XML (lstopo FILE.xml) if it begins with\n"
    "                     '<', else as pack:2 [numa] l3:4 core:8 pu:2\n"
    "\n"
    "How much:\n"
    "  --units N          fresh processes for each row (20; --quick: 8)\n"
    "  --blocks N         blocks for each unit (60; --quick: 25)\n"
    "  --seed N           of the order of slices; default: the system draws\n"
    "\n"
    "Where to:\n"
    "  --out DIR          default: results/<run id>\n"
    "  --format NAME      of the verdicts: text, csv, json, markdown, junit\n"
    "                     or benchfmt; ./run.sh judge --help tells more\n"
    "\n"
    "Google Benchmark's: --benchmark_filter=REGEX, --benchmark_list_tests,\n"
    "  --benchmark_out=FILE (one repetition is one unit, one iteration one\n"
    "  block; its times are those of whole blocks)\n"
    "\n"
    "Exit status: 0 all PASS, 1 a REGRESSION, 2 usage or error,\n"
    "  3 INCONCLUSIVE, 4 UNFIT, 130 interrupted.\n";

enum {
	OPT_ARMS = 256,
	OPT_BASE,
	OPT_BLOCKS,
	OPT_CHECKS,
	OPT_CPUS,
	OPT_CRIT,
	OPT_DRY_RUN,
	OPT_EVENTS,
	OPT_LIST,
	OPT_OUT,
	OPT_PAR,
	OPT_PLACEMENTS,
	OPT_PLANT,
	OPT_QUICK,
	OPT_RAW_EVENT,
	OPT_RESUME,
	OPT_ROWS,
	OPT_ROWS_FROM,
	OPT_RUN_ID,
	OPT_SEED,
	OPT_THREADS,
	OPT_TOPOLOGY,
	OPT_UNITS,
};

static const struct option long_options[] = {
	{ "arms", required_argument, NULL, OPT_ARMS },
	{ "base", required_argument, NULL, OPT_BASE },
	{ "blocks", required_argument, NULL, OPT_BLOCKS },
	{ "checks", required_argument, NULL, OPT_CHECKS },
	{ "cpus", required_argument, NULL, OPT_CPUS },
	{ "crit", required_argument, NULL, OPT_CRIT },
	{ "dry-run", no_argument, NULL, OPT_DRY_RUN },
	{ "events", required_argument, NULL, OPT_EVENTS },
	{ "list", no_argument, NULL, OPT_LIST },
	{ "out", required_argument, NULL, OPT_OUT },
	{ "par", required_argument, NULL, OPT_PAR },
	{ "placements", required_argument, NULL, OPT_PLACEMENTS },
	{ "plant", required_argument, NULL, OPT_PLANT },
	{ "quick", no_argument, NULL, OPT_QUICK },
	{ "raw-event", required_argument, NULL, OPT_RAW_EVENT },
	{ "resume", required_argument, NULL, OPT_RESUME },
	{ "rows", required_argument, NULL, OPT_ROWS },
	{ "rows-from", required_argument, NULL, OPT_ROWS_FROM },
	{ "run-id", required_argument, NULL, OPT_RUN_ID },
	{ "seed", required_argument, NULL, OPT_SEED },
	{ "threads", required_argument, NULL, OPT_THREADS },
	{ "topology", required_argument, NULL, OPT_TOPOLOGY },
	{ "units", required_argument, NULL, OPT_UNITS },
	{ NULL, 0, NULL, 0 },
};

/* Options that are a text or a switch; false if it is another. */
static bool
take_text(int opt, struct options *o)
{
	switch (opt) {
	case OPT_ARMS:
		o->arms = optarg;
		return true;
	case OPT_BASE:
		o->base = optarg;
		return true;
	case OPT_CHECKS:
		o->checks = optarg;
		return true;
	case OPT_CPUS:
		o->cpus = optarg;
		return true;
	case OPT_DRY_RUN:
		o->is_dry_run = true;
		return true;
	case OPT_EVENTS:
		o->events = optarg;
		return true;
	case OPT_LIST:
		o->wants_list = true;
		return true;
	case OPT_OUT:
		o->out = optarg;
		return true;
	case OPT_PLACEMENTS:
		o->placements = optarg;
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
	case OPT_ROWS:
		o->rows = optarg;
		return true;
	case OPT_ROWS_FROM:
		o->rows_from = optarg;
		return true;
	case OPT_RUN_ID:
		o->run_id = optarg;
		return true;
	case OPT_TOPOLOGY:
		o->topology = optarg;
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

/* A letter is told by optopt, since its word may not be done with. */
static int
refuse_unknown(char *argv[], struct reason *why)
{
	if (optopt > 0 && optopt <= UCHAR_MAX)
		return reason_set(
		    why, -EINVAL, "there is no option '-%c'", optopt);
	return reason_set(
	    why, -EINVAL, "there is no option '%s'", argv[optind - 1]);
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
		.placements = "same-core,same-l3,same-socket,cross-socket",
		.events = COUNTERS_DEFAULT,
		.n_threads = 2,
		.n_units = OPTIONS_UNSET,
		.n_blocks = OPTIONS_UNSET,
		.n_count_blocks = COUNT_BLOCKS,
		.crit_ns = OPTIONS_UNSET,
		.par_ns = OPTIONS_UNSET,
	};
	int opt;

	/* 0, not 1: glibc then forgets where in a word it was. */
	optind = 0;
	opterr = 0;
	while ((opt = getopt_long(argc, argv, ":", long_options, NULL)) != -1) {
		int err = 0;

		if (opt == '?')
			return refuse_unknown(argv, why);
		if (opt == ':')
			return reason_set(
			    why, -EINVAL, "%s needs a value", argv[optind - 1]);
		if (!take_text(opt, &o))
			err = take_number(opt, &o, why);
		if (err < 0)
			return err;
	}
	if (optind < argc)
		return reason_set(
		    why, -EINVAL, "'%s' is not an option", argv[optind]);
	fill_in(&o);
	if (refuse_whole(&o, why) < 0)
		return -EINVAL;
	*ret = o;
	return 0;
}
