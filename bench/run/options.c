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
set_text(int opt, struct options *o)
{
	if (opt < TEXTS)
		return false;
	memcpy((char *)o + opt - TEXTS, &optarg, sizeof(optarg));
	return true;
}

/* The same of options that are a switch, or are gathered. */
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
		/* Those that are too many are refused at the end. */
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

/* Whether Google Benchmark shall list; its other options are none of ours. */
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
 * Returns the name of a folder, which is the last part of its path: that of an
 * absolute path where a relative one ends with . or .., which name none.  NULL
 * if it has none.  The text is an argument, or lasts until the next call.
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
    "  --quick            mtx alone, fewer units and blocks: seconds\n"
    "  --rows GLOB        all rows that match, as 'rw/*', instead of the\n"
    "                     few that ./run.sh list marks\n"
    "  --checks LIST      these checks, as patch,call-hard; default\n"
    "                     global,td,panicstr; ./run.sh list shows all\n"
    "  --placements LIST  where the threads run; default\n"
    "                     same-core,same-l3,same-socket,cross-socket; what\n"
    "                     the machine does not show is stood in for by the\n"
    "                     next that is shared: same-l2, same-numa, ...,\n"
    "                     same-machine; also spread\n"
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
    "What with:\n"
    "  --arm-flags \"FLAG ...\"\n"
    "                     compile the arms with these, too; CC names the\n"
    "                     compiler (docs/provenance.md)\n"
    "\n"
    "Where to:\n"
    "  --out DIR          default: results/<run id>\n"
    "  --keep-arms DIR    write the arms as they are loaded, as\n"
    "                     mtx-none+12.so, and load these: for gdb and perf,\n"
    "                     which else see /memfd:NAME (deleted)\n"
    "  --format NAME      of the verdicts: text, csv, json, markdown, junit\n"
    "                     or benchfmt; ./run.sh judge --help tells more\n"
    "\n"
    "Google Benchmark's: --benchmark_filter=REGEX, --benchmark_list_tests,\n"
    "  --benchmark_out=FILE (one repetition is one unit, one iteration one\n"
    "  block; its times are those of whole blocks)\n"
    "\n"
    "Of the engine itself, which ./run.sh and its other commands call with:\n"
    "  --arms DIR         the arms to measure\n"
    "  --base DIR         measure them against the same arms of this build\n"
    "  --arms-list FILE   the list of all arms that can be built\n"
    "  --list             print the rows and the arms, and end\n"
    "  --list-arms        print which arms of --arms-list the options ask for\n"
    "  --list-known       print the rows and arms that a gate file may name\n"
    "  --rows-from FILE   only the rows that this file names, one a line\n"
    "  --resume N         go on with a report that has N units of each row\n"
    "  --seconds N        begin no unit that would end later than this\n"
    "  --plant F          slow the candidate down by this fraction, to 1\n"
    "  --run-id NAME      name of the run; default: that of --out\n"
    "  --help             print this text, and end\n"
    "\n"
    "Exit status: 0 all PASS, 1 a REGRESSION, 2 usage or error,\n"
    "  3 INCONCLUSIVE, 4 UNFIT, 130 interrupted.\n";
