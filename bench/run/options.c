/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/run/options.h"

#include "base/option.h"
#include "base/text.h"
#include "bench/arm/catalog.h"
#include "bench/pmu/counters.h"
#include "bench/pmu/group.h"
#include "bench/unit/block.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Each row takes half a minute on two CPUs.  Twenty units cover each of sixteen
 * offsets, and are far more than Holm needs to reject one of some two hundred
 * lines: log2(200 / 0.05) is 12 (measuring.md 6.8).
 */
#define UNITS  20
#define BLOCKS 60

/* The fewest units that can pass, and enough blocks for a median. */
#define QUICK_UNITS  8
#define QUICK_BLOCKS 25

/* Both slice lengths for the greatest number of event groups (unit.c). */
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
	OPT_LIST_ARMS,
	OPT_LIST_KNOWN,
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

/*
 * The val of a text option encodes the member of struct options that it sets.
 */
#define TEXTS        4096
#define TEXT(member) (TEXTS + (int)offsetof(struct options, member))

static const struct option long_options[] = {
#define OPTION(name, value, val) { name, value, NULL, val },
#include "bench/run/options.def"
#undef OPTION
	{ NULL, 0, NULL, 0 },
};

/* Sets a text option; false if opt is another. */
static bool
set_text(int opt, struct options *o)
{
	if (opt < TEXTS)
		return false;
	memcpy((char *)o + opt - TEXTS, &optarg, sizeof(optarg));
	return true;
}

/* Sets a switch, or adds to a list; false if opt is another. */
static bool
set_switch(int opt, struct options *o)
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
	case OPT_LIST_ARMS:
		o->wants_arms = true;
		return true;
	case OPT_LIST_KNOWN:
		o->wants_known = true;
		return true;
	case OPT_QUICK:
		o->is_quick = true;
		return true;
	case OPT_RAW_EVENT:
		/* Too many are refused after the last option. */
		if (o->n_raw_events < OPTIONS_RAW_EVENTS_MAX)
			o->raw_events[o->n_raw_events] = optarg;
		o->n_raw_events++;
		return true;
	}
	return false;
}

static int
set_number(int opt, struct options *o, struct reason *why)
{
	switch (opt) {
	case OPT_BLOCKS:
		return text_parse_count(
		    "blocks", optarg, 1, BLOCKS_MAX, &o->n_blocks, why);
	case OPT_CRIT:
		return text_parse_count(
		    "crit", optarg, 0, WORK_NS_MAX, &o->crit_ns, why);
	case OPT_PAR:
		return text_parse_count(
		    "par", optarg, 0, WORK_NS_MAX, &o->par_ns, why);
	case OPT_PLANT:
		return text_parse_fraction(
		    "plant", optarg, PLANT_MAX, &o->planted, why);
	case OPT_RESUME:
		return text_parse_count(
		    "resume", optarg, 1, UNITS_MAX, &o->n_units_done, why);
	case OPT_SECONDS:
		return text_parse_count(
		    "seconds", optarg, 1, SECONDS_MAX, &o->seconds, why);
	case OPT_SEED:
		o->is_seeded = true;
		return text_parse_number(
		    "seed", optarg, 0, UINT64_MAX, &o->seed, why);
	case OPT_THREADS:
		return text_parse_count("threads", optarg, 2,
		    PLACEMENT_CPUS_MAX, &o->n_threads, why);
	case OPT_UNITS:
		return text_parse_count(
		    "units", optarg, 1, UNITS_MAX, &o->n_units, why);
	}
	return -EINVAL;
}

/* Sets whether Google Benchmark lists; we pass on none of its other options. */
static int
set_list(struct options *o, struct reason *why)
{
	const bool is_true = optarg == NULL || strcmp(optarg, "true") == 0;

	if (!is_true && strcmp(optarg, "false") != 0)
		return reason_set(why, -EINVAL,
		    "--benchmark_list_tests '%s': not true or false", optarg);
	o->wants_benchmarks = is_true;
	return 0;
}

/*
 * Returns the last part of a folder's path; if that is .  or .., the last part
 * of its absolute path; NULL if there is none.  The text is an argument, or
 * lasts until the next call.
 */
static const char *
name_of_folder(const char *folder)
{
	static char path[PATH_MAX];
	const char *slash = strrchr(folder, '/');
	const char *name = slash == NULL ? folder : slash + 1;
	size_t n;

	if (*name != '\0' && strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
		return name;
	/* A folder that is not there has a name only before its last slash. */
	if (realpath(folder, path) == NULL)
		snprintf(path, sizeof(path), "%s", folder);
	for (n = strlen(path); n > 0 && path[n - 1] == '/'; n--)
		path[n - 1] = '\0';
	slash = strrchr(path, '/');
	name = slash == NULL ? path : slash + 1;
	return *name == '\0' || name[strspn(name, ".")] == '\0' ? NULL : name;
}

static int
fill_defaults(struct options *o, struct reason *why)
{
	if (o->n_units == OPTIONS_UNSET)
		o->n_units = o->is_quick ? QUICK_UNITS : UNITS;
	if (o->n_blocks == OPTIONS_UNSET)
		o->n_blocks = o->is_quick ? QUICK_BLOCKS : BLOCKS;
	if (o->run_id == NULL && o->out != NULL) {
		o->run_id = name_of_folder(o->out);
		if (o->run_id == NULL)
			return reason_set(why, -EINVAL,
			    "--out '%s' names no folder that a run could be "
			    "called after: give it a name",
			    o->out);
	}
	return 0;
}

/*
 * Whether a text has a control character.  The run id is written into files
 * that people read.
 */
static bool
has_control(const char *text)
{
	while (*text != '\0' && !iscntrl((unsigned char)*text))
		text++;
	return *text != '\0';
}

/* Checks combinations of options. */
static int
check_together(const struct options *o, struct reason *why)
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
	if ((o->wants_arms || o->wants_known) && o->arms_list == NULL)
		return reason_set(why, -EINVAL,
		    "--list-arms and --list-known go with --arms-list");
	return 0;
}

int
options_parse(int argc, char *argv[], struct options *ret, struct reason *why)
{
	struct options o = {
		.checks = CATALOG_USUAL_CHECKS,
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
			err = set_list(&o, why);
		else if (!set_text(opt, &o) && !set_switch(opt, &o))
			err = set_number(opt, &o, why);
		if (err < 0)
			return err;
		if (o.wants_help) {
			*ret = o;
			return 0;
		}
	}
	if (optind < argc)
		return option_refuse(argv, opt, why);
	if (fill_defaults(&o, why) < 0 || check_together(&o, why) < 0)
		return -EINVAL;
	*ret = o;
	return 0;
}

const char options_help[] =
    "Usage: ./run.sh bench [OPTIONS]\n"
    "\n"
    "Runs the locks with and without the check, and judges the difference.\n"
    "\n"
    "What to run:\n"
    "  --quick            only mtx, with fewer units and blocks: seconds\n"
    "  --rows GLOB        all rows that match GLOB, such as 'rw/*', instead\n"
    "                     of the few that ./run.sh list marks\n"
    "  --checks LIST      these checks, such as patch,call-hard; default:\n"
    "                     global,td,panicstr; ./run.sh list shows all\n"
    "  --placements LIST  where the threads run; default:\n"
    "                     same-core,same-l3,same-socket,cross-socket; also\n"
    "                     spread. If the machine does not show what one is\n"
    "                     named after, the nearest that it shows stands in:\n"
    "                     same-l2, same-numa, ..., same-machine\n"
    "  --cpus LIST        run on these CPUs instead, such as 0,2-3\n"
    "  --threads N        threads of contended, read and mix; default: 2\n"
    "  --crit NS          work under the lock, 0 to 2000 ns\n"
    "  --par NS           work outside the lock, 0 to 2000 ns\n"
    "  --events LIST      counters: cycles, instructions, l1d-misses,\n"
    "                     llc-misses, c2c, or libpfm4's names; '' for none\n"
    "  --raw-event NAME=rHEX, NAME=TYPE:CONFIG[:CONFIG1[:CONFIG2]]\n"
    "                     a counter by its encoding: rHEX as in perf, or the\n"
    "                     numbers of perf_event_open(2); may be repeated\n"
    "  --dry-run          measure and write nothing; print for each row its\n"
    "                     CPUs, where they are, and the NUMA node of its\n"
    "                     memory, or why it is skipped\n"
    "  --topology FILE    with --dry-run: plan for the machine in FILE, which\n"
    "                     is hwloc's XML (lstopo FILE.xml), or one line such\n"
    "                     as pack:2 [numa] l3:4 core:8 pu:2\n"
    "\n"
    "How much:\n"
    "  --units N          fresh processes a row; default: 20, --quick: 8\n"
    "  --blocks N         blocks a unit; default: 60, --quick: 25\n"
    "  --seed N           seed of the order of slices; default: random\n"
    "\n"
    "What with:\n"
    "  --arm-flags \"FLAG ...\"\n"
    "                     compile the arms with these flags too; CC names\n"
    "                     the compiler (docs/provenance.md)\n"
    "\n"
    "Where to:\n"
    "  --out DIR          write the report to DIR; default: results/<run id>\n"
    "  --keep-arms DIR    write each arm as it is loaded to DIR, such as\n"
    "                     mtx-none+12.so, and load that file; gdb and perf\n"
    "                     otherwise see /memfd:NAME (deleted)\n"
    "  --format NAME      format of the verdicts: text, csv, json, markdown,\n"
    "                     junit or benchfmt; see ./run.sh judge --help\n"
    "\n"
    "Of Google Benchmark: --benchmark_filter=REGEX, --benchmark_list_tests,\n"
    "  --benchmark_out=FILE. A repetition is a unit, and an iteration is a\n"
    "  block; its times are those of whole blocks.\n"
    "\n"
    "Of the engine itself, used by ./run.sh and its other commands:\n"
    "  --arms DIR         the arms to measure\n"
    "  --base DIR         compare them with the same arms of an older build\n"
    "  --arms-list FILE   the list of all arms that can be built\n"
    "  --list             print the rows and the arms, and exit\n"
    "  --list-arms        print the arms of --arms-list that the options need\n"
    "  --list-known       print the rows and arms that a gate file may name\n"
    "  --rows-from FILE   only the rows that this file names, one a line\n"
    "  --resume N         add to a report that has N units of each row\n"
    "  --seconds N        stop after N seconds, even within a unit\n"
    "  --plant F          slow each candidate down by a fraction, up to 1\n"
    "  --run-id NAME      name of the run; default: the name of --out\n"
    "  --help             print this text, and exit\n"
    "\n"
    "Exit status: 0 all PASS, 1 a REGRESSION, 2 usage or error,\n"
    "  3 INCONCLUSIVE, 4 UNFIT, 130 interrupted.\n";
