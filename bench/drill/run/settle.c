/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/run/settle.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static enum plan_sync
sync_by_tunables(const struct panic_tunables *t)
{
	if (!t->sync_on_panic)
		return PLAN_SYNC_NONE;
	return t->syncs_before_stop ? PLAN_SYNC_BEFORE : PLAN_SYNC_AFTER;
}

static int
choose_modes(struct settle *g, struct reason *why)
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
choose_syncs(struct settle *g, struct reason *why)
{
	if (g->sync != NULL)
		return plan_parse_syncs(g->sync, g->o.plan.syncs, why);
	g->o.plan.syncs[sync_by_tunables(&g->tunables)] = true;
	return 0;
}

__attribute__((format(printf, 2, 3))) static void
warn(struct settle *g, const char *format, ...)
{
	struct reason *to = &g->o.warnings[g->o.n_warnings++];
	va_list args;

	va_start(args, format);
	vsnprintf(to->text, sizeof(to->text), format, args);
	va_end(args);
}

/* What FreeBSD only wrote down in UPDATING (freebsd.md 3.6). */
static void
warn_of_both(struct settle *g)
{
	const struct plan *plan = &g->o.plan;
	const struct panic_tunables both = {
		.stop_scheduler_on_panic = plan->modes[true],
		.sync_on_panic = plan->syncs[PLAN_SYNC_BEFORE] ||
		    plan->syncs[PLAN_SYNC_AFTER],
		.syncs_before_stop = !plan->syncs[PLAN_SYNC_AFTER],
	};
	const char *warning = panic_warning(&both);

	if (warning != NULL)
		warn(g, "%s", warning);
}

/* An option counts more than a tunable, but not without a word. */
static void
warn_of_overruled(struct settle *g)
{
	const struct panic_tunables *t = &g->tunables;
	const struct plan *plan = &g->o.plan;
	bool others = false;

	if (g->has_stop && plan->modes[!t->stop_scheduler_on_panic])
		warn(g, "--mode %s overrules kern.stop_scheduler_on_panic=%d",
		    g->mode, t->stop_scheduler_on_panic);
	for (unsigned i = 0; i < PLAN_SYNCS; i++)
		others |= i != sync_by_tunables(t) && plan->syncs[i];
	if (g->has_sync && others)
		warn(g,
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

int
settle_plan(struct settle *g, struct reason *why)
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
