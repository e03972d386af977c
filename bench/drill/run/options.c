/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/run/options.h"

#include "base/option.h"
#include "base/text.h"
#include "locks/panic_tunable.h"

#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PANICS     200
#define PANICS_MAX 1000000

/* A dump takes milliseconds: a panic that takes seconds hangs. */
#define TIMEOUT_S     3
#define TIMEOUT_S_MAX 600

enum {
	OPT_HELP = 256,
	OPT_MODE,
	OPT_MOMENTS,
	OPT_ONLY,
	OPT_OUT,
	OPT_PANICS,
	OPT_RUN_ID,
	OPT_SEED,
	OPT_SHOW,
	OPT_SYNC,
	OPT_THREADS,
	OPT_TIMEOUT,
	OPT_TUNABLE,
};

static const struct option long_options[] = {
#define OPTION(name, value, val) { name, value, NULL, val },
#include "bench/drill/run/options.def"
#undef OPTION
	{ NULL, 0, NULL, 0 },
};

/* What options and tunables say before they are checked together. */
struct options_draft {
	struct drill_options o;
	struct panic_tunables tunables;
	bool has_stop; /* these were set by name */
	bool has_sync;
	const char *mode; /* NULL where no option says */
	const char *sync;
};

static enum plan_sync
sync_by_tunables(const struct panic_tunables *t)
{
	if (!t->sync_on_panic)
		return PLAN_SYNC_NONE;
	return t->syncs_before_stop ? PLAN_SYNC_BEFORE : PLAN_SYNC_AFTER;
}

static int
choose_modes(struct options_draft *g, struct reason *why)
{
	bool *modes = g->o.plan.modes;

	if (g->mode == NULL) {
		modes[false] =
		    !g->has_stop || !g->tunables.stop_scheduler_on_panic;
		modes[true] =
		    !g->has_stop || g->tunables.stop_scheduler_on_panic;
		return 0;
	}
	modes[false] = strcmp(g->mode, "on") != 0;
	modes[true] = strcmp(g->mode, "off") != 0;
	if (modes[false] && modes[true] && strcmp(g->mode, "both") != 0)
		return reason_set(
		    why, -EINVAL, "--mode '%s': not off, on or both", g->mode);
	return 0;
}

static int
choose_syncs(struct options_draft *g, struct reason *why)
{
	if (g->sync != NULL)
		return plan_parse_syncs(g->sync, g->o.plan.syncs, why);
	g->o.plan.syncs[sync_by_tunables(&g->tunables)] = true;
	return 0;
}

__attribute__((format(printf, 2, 3))) static void
add_warning(struct options_draft *g, const char *format, ...)
{
	struct reason *to = &g->o.warnings[g->o.n_warnings++];
	va_list args;

	va_start(args, format);
	vsnprintf(to->text, sizeof(to->text), format, args);
	va_end(args);
}

/* What FreeBSD only wrote down in UPDATING (freebsd.md 3.6). */
static void
warn_of_both(struct options_draft *g)
{
	const struct drill_plan *plan = &g->o.plan;
	const struct panic_tunables both = {
		.stop_scheduler_on_panic = plan->modes[true],
		.sync_on_panic = plan->syncs[PLAN_SYNC_BEFORE] ||
		    plan->syncs[PLAN_SYNC_AFTER],
		.syncs_before_stop = !plan->syncs[PLAN_SYNC_AFTER],
	};
	const char *warning = panic_warning(&both);

	if (warning != NULL)
		add_warning(g, "%s", warning);
}

/* An option overrules a tunable, with a warning. */
static void
warn_of_overruled(struct options_draft *g)
{
	const struct panic_tunables *t = &g->tunables;
	const struct drill_plan *plan = &g->o.plan;
	bool others = false;

	if (g->has_stop && plan->modes[!t->stop_scheduler_on_panic])
		add_warning(g,
		    "--mode %s overrules kern.stop_scheduler_on_panic=%d",
		    g->mode, t->stop_scheduler_on_panic);
	for (unsigned i = 0; i < PLAN_SYNCS; i++)
		others |= i != sync_by_tunables(t) && plan->syncs[i];
	if (g->has_sync && others)
		add_warning(g,
		    "--sync %s overrules kern.sync_on_panic=%d, "
		    "kern.sync_order=%s",
		    g->sync, t->sync_on_panic,
		    t->syncs_before_stop ? "before" : "after");
}

static int
check_only(const struct drill_options *o, struct reason *why)
{
	if (!o->has_only)
		return 0;
	if (!o->is_seeded)
		return reason_set(why, -EINVAL,
		    "--only %u: of which plan? it needs --seed", o->only);
	if (o->only >= o->plan.n_panics)
		return reason_set(why, -EINVAL,
		    "--only %u: the plan has %u panics, from 0 on: --panics "
		    "as in the whole run",
		    o->only, o->plan.n_panics);
	return 0;
}

/*
 * Finishes g->o: its plan, its run id, and the warnings.
 */
static int
finish_options(struct options_draft *g, struct reason *why)
{
	struct drill_options *o = &g->o;
	int err = choose_modes(g, why);

	if (err == 0)
		err = choose_syncs(g, why);
	if (err == 0)
		err = check_only(o, why);
	if (o->run_id == NULL && o->out != NULL) {
		const char *slash = strrchr(o->out, '/');

		o->run_id = slash == NULL ? o->out : slash + 1;
	}
	warn_of_both(g);
	warn_of_overruled(g);
	return err;
}

static int
set_tunable(struct options_draft *g, const char *name, const char *value,
    struct reason *why)
{
	struct panic_tunable t = { 0 };
	const int err = panic_tune(&g->tunables, name, value);

	if (err == -ENOENT)
		return reason_set(why, err,
		    "there is no tunable '%s'; --help tells all", name);
	for (unsigned i = 0; err < 0 && panic_tunable(i, &t); i++)
		if (strcmp(t.name, name) == 0)
			return reason_set(why, err, "%s '%s': not %s or %s",
			    name, value, t.off, t.on);
	g->has_stop |= strcmp(name, "kern.stop_scheduler_on_panic") == 0;
	g->has_sync |= strncmp(name, "kern.sync", 9) == 0;
	return 0;
}

static int
set_tunable_by_option(struct options_draft *g, struct reason *why)
{
	const char *is = strchr(optarg, '=');
	char name[64];

	if (is == NULL || is - optarg >= (ptrdiff_t)sizeof(name))
		return reason_set(
		    why, -EINVAL, "--tunable '%s': not NAME=VALUE", optarg);
	snprintf(name, sizeof(name), "%.*s", (int)(is - optarg), optarg);
	return set_tunable(g, name, is + 1, why);
}

static int
set_tunables_by_environment(struct options_draft *g, struct reason *why)
{
	struct panic_tunable t;
	int err = 0;

	for (unsigned i = 0; err == 0 && panic_tunable(i, &t); i++) {
		const char *value = getenv(t.name);

		if (value != NULL)
			err = set_tunable(g, t.name, value, why);
	}
	return err;
}

static int
take_option(struct options_draft *g, int opt, struct reason *why)
{
	struct drill_options *o = &g->o;

	switch (opt) {
	case OPT_HELP:
		o->wants_help = true;
		return 0;
	case OPT_MODE:
		g->mode = optarg;
		return 0;
	case OPT_MOMENTS:
		return plan_parse_moments(optarg, o->plan.moments, why);
	case OPT_ONLY:
		o->has_only = true;
		return text_parse_count(
		    "only", optarg, 0, PANICS_MAX - 1, &o->only, why);
	case OPT_OUT:
		o->out = optarg;
		return 0;
	case OPT_PANICS:
		return text_parse_count(
		    "panics", optarg, 1, PANICS_MAX, &o->plan.n_panics, why);
	case OPT_RUN_ID:
		o->run_id = optarg;
		return 0;
	case OPT_SEED:
		o->is_seeded = true;
		return text_parse_number(
		    "seed", optarg, 0, UINT64_MAX, &o->plan.seed, why);
	case OPT_SHOW:
		o->show = optarg;
		return 0;
	case OPT_SYNC:
		g->sync = optarg;
		return 0;
	case OPT_THREADS:
		return text_parse_count("threads", optarg, 2, PLAN_THREADS_MAX,
		    &o->plan.n_threads, why);
	case OPT_TIMEOUT:
		return text_parse_count(
		    "timeout", optarg, 1, TIMEOUT_S_MAX, &o->timeout_s, why);
	default:
		return set_tunable_by_option(g, why);
	}
}

int
drill_options_parse(
    int argc, char *argv[], struct drill_options *ret, struct reason *why)
{
	struct options_draft g = {
		.o = { .plan = { .n_panics = PANICS }, .timeout_s = TIMEOUT_S },
	};
	int err = plan_parse_moments("all", g.o.plan.moments, why);
	int opt = -1;

	if (err == 0)
		err = set_tunables_by_environment(&g, why);
	option_begin();
	while (err == 0 && (opt = option_next(argc, argv, long_options)) != -1)
		err = opt == '?' || opt == ':' ? option_refuse(argv, opt, why)
		                               : take_option(&g, opt, why);
	if (err == 0 && optind < argc)
		err = option_refuse(argv, opt, why);
	if (err == 0)
		err = finish_options(&g, why);
	if (err == 0)
		*ret = g.o;
	return err;
}

const char drill_help[] =
    "Usage: ./run.sh drill [OPTIONS]\n"
    "       ./run.sh drill --show FILE\n"
    "\n"
    "Panics a world of threads, each time in a fresh process, and tells how\n"
    "often a dump of it could be written, with the check and without.\n"
    "\n"
    "  --panics N         how many (200)\n"
    "  --threads N        threads of the world, 2 to 250; default: 2, 3, 4,\n"
    "                     8, 16, 32 or 64, drawn for each\n"
    "  --mode MODE        off, on or both, in turns: whether the others are\n"
    "                     stopped and locks are faked (both)\n"
    "  --seed N           of the plan: the same makes the same plan;\n"
    "                     default: drawn by the system\n"
    "  --only N           runs panic N of the plan alone, once more: with the\n"
    "                     seed and the other options of the whole run\n"
    "  --check CHECK      how the locks ask: global, td, patch or none\n"
    "                     (global)\n"
    "  --moments LIST     where it panics: section, hard, interrupt, malloc,\n"
    "                     two, nested, refusing (all)\n"
    "  --sync LIST        whether it syncs: none, before the stop, after it,\n"
    "                     all (none)\n"
    "  --tunable NAME=VALUE  kern.stop_scheduler_on_panic and\n"
    "                     kern.sync_on_panic, 0 or 1; kern.sync_order, after\n"
    "                     or before.  Also taken from the environment\n"
    "  --timeout S        of a panic that hangs, in seconds (3)\n"
    "  --out DIR          default: results/<run id>\n"
    "  --show FILE        shows a dump: who panicked, who held what, who\n"
    "                     waited for whom\n"
    "  --run-id NAME      name of the run; default: that of --out\n"
    "  --help             print this text, and end\n"
    "\n"
    "Writes drill.csv; the last whole dump as last.dump; and as panic-N.dump\n"
    "what the first left that did not do as promised.\n"
    "Exit status: 0 no promise is broken, 1 one is, 2 usage or error,\n"
    "  130 interrupted.  One that nothing put to the test is not broken.\n";
