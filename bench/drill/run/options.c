/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/run/options.h"

#include "base/option.h"
#include "base/text.h"
#include "bench/drill/run/settle.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PANICS     200
#define PANICS_MAX 1000000

/* A dump takes milliseconds; what takes seconds hangs. */
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

static int
tune(struct settle *g, const char *name, const char *value, struct reason *why)
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
tune_by_option(struct settle *g, struct reason *why)
{
	const char *is = strchr(optarg, '=');
	char name[64];

	if (is == NULL || is - optarg >= (ptrdiff_t)sizeof(name))
		return reason_set(
		    why, -EINVAL, "--tunable '%s': not NAME=VALUE", optarg);
	snprintf(name, sizeof(name), "%.*s", (int)(is - optarg), optarg);
	return tune(g, name, is + 1, why);
}

static int
tune_by_environment(struct settle *g, struct reason *why)
{
	struct panic_tunable t;
	int err = 0;

	for (unsigned i = 0; err == 0 && panic_tunable(i, &t); i++) {
		const char *value = getenv(t.name);

		if (value != NULL)
			err = tune(g, t.name, value, why);
	}
	return err;
}

static int
take(struct settle *g, int opt, struct reason *why)
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
		return tune_by_option(g, why);
	}
}

int
drill_options_parse(
    int argc, char *argv[], struct drill_options *ret, struct reason *why)
{
	struct settle g = {
		.o = { .plan = { .n_panics = PANICS }, .timeout_s = TIMEOUT_S },
	};
	int err = plan_parse_moments("all", g.o.plan.moments, why);
	int opt = -1;

	if (err == 0)
		err = tune_by_environment(&g, why);
	option_begin();
	while (err == 0 && (opt = option_next(argc, argv, long_options)) != -1)
		err = opt == '?' || opt == ':' ? option_refuse(argv, opt, why)
		                               : take(&g, opt, why);
	if (err == 0 && optind < argc)
		err = option_refuse(argv, opt, why);
	if (err == 0)
		err = settle_plan(&g, why);
	if (err == 0)
		*ret = g.o;
	return err;
}
