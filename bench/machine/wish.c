/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/machine/wish.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* What a placement shares that is named by it. */
static const struct wish wishes[] = {
#define WISH(...) { __VA_ARGS__ },
#include "bench/machine/wish.def"
#undef WISH
};

/* Their names, each after a space. */
static const char names[] =
#define WISH(called, ...) " " called
#include "bench/machine/wish.def"
#undef WISH
    "";

#define N_WISHES (sizeof(wishes) / sizeof(wishes[0]))

int
wish_find(const char *name, struct wish *ret, struct reason *why)
{
	for (unsigned i = 0; i < N_WISHES; i++)
		if (strcmp(wishes[i].name, name) == 0) {
			*ret = wishes[i];
			return 0;
		}
	return reason_set(why, -ENOENT,
	    "there is no placement '%.40s'; there are:%s", name, names);
}

void
wish_part(struct wish *wish, const struct levels *levels)
{
	if (wish->across != WISH_NONE)
		return;
	if (wish->within == LEVEL_PACKAGE && levels->near != LEVEL_PACKAGE &&
	    levels_is_narrower(levels, levels->near, LEVEL_PACKAGE))
		wish->across = levels->near;
	else if (wish->within == levels->near &&
	    levels_is_narrower(levels, levels->far, levels->near))
		wish->across = levels->far;
}

void
wish_print_lack(const struct wish *wish, unsigned n, char *lack, size_t bytes)
{
	const char *within = levels_name(wish->within);

	if (wish->any_kind)
		snprintf(lack, bytes,
		    "there are not %u CPUs of as many kinds, none of them "
		    "twice,",
		    n);
	else if (wish->within == LEVEL_CORE)
		snprintf(lack, bytes, "no core has %u hardware threads", n);
	else if (wish->within == LEVEL_MACHINE && wish->across == WISH_NONE)
		snprintf(lack, bytes, "there are not %u cores", n);
	else if (wish->within == LEVEL_MACHINE)
		snprintf(lack, bytes,
		    "there are not %u cores on two %ss or more", n,
		    levels_name(wish->across));
	else if (wish->across == WISH_NONE)
		snprintf(lack, bytes, "no %s is shared by %u cores", within, n);
	else
		snprintf(lack, bytes, "no %s has %u cores on two %ss or more",
		    within, n, levels_name(wish->across));
}

/* The placement that is named by a level. */
static const char *
same(enum level level)
{
	for (unsigned i = 0; i < N_WISHES; i++)
		if (wishes[i].within == level)
			return wishes[i].name;
	return NULL;
}

const char *
wish_stand_in(const char *name, const struct levels *levels, unsigned n_seats,
    struct reason *why)
{
	enum level asked;
	enum level given;

	if (strcmp(name, "same-core") == 0)
		asked = LEVEL_CORE, given = levels->inner;
	else if (strcmp(name, "same-l3") == 0)
		asked = LEVEL_L3, given = levels->near;
	else if (strcmp(name, "same-socket") == 0)
		asked = LEVEL_PACKAGE, given = levels->far;
	else
		return NULL;
	/* A lone core shares nothing, whatever is shown. */
	if (given == asked || levels->n_pairs[LEVEL_MACHINE] == 0)
		return NULL;
	reason_set(why, -ENODEV,
	    "hwloc shows no %s: %s stands in, among the %u CPUs that may be "
	    "used",
	    levels_name(asked), same(given), n_seats);
	return same(given);
}
