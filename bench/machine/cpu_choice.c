/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/machine/cpu_choice.h"

#include "base/text.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* No level at all. */
#define ACROSS_NONE LEVEL_COUNT

/* What a named placement asks of its CPUs. */
struct placement_rule {
	const char *name;
	enum level within; /* all must share it */
	enum level across; /* at least two must not; ACROSS_NONE: no matter */
	bool any_thread;   /* of a core, not only its first */
	bool any_kind;     /* where each CPU is of another */
};

/* Every placement, with its rule. */
static const struct placement_rule rules[] = {
#define PLACEMENT(...) { __VA_ARGS__ },
#include "bench/machine/placements.def"
#undef PLACEMENT
};

/* Their names, each after a space. */
static const char rule_names[] =
#define PLACEMENT(called, ...) " " called
#include "bench/machine/placements.def"
#undef PLACEMENT
    "";

#define N_RULES (sizeof(rules) / sizeof(rules[0]))

/* Writes what the placement called name asks for.  0 or -ENOENT. */
static int
rule_find(const char *name, struct placement_rule *ret, struct reason *why)
{
	for (unsigned i = 0; i < N_RULES; i++)
		if (strcmp(rules[i].name, name) == 0) {
			*ret = rules[i];
			return 0;
		}
	return reason_set(why, -ENOENT,
	    "there is no placement '%.40s'; there are:%s", name, rule_names);
}

/*
 * Keeps the placements of the near and of the far level apart: the CPUs of the
 * wider level must not all share the narrower one.
 */
static void
rule_part(struct placement_rule *rule, const struct sharing *sharing)
{
	if (rule->across != ACROSS_NONE)
		return;
	if (rule->within == LEVEL_PACKAGE && sharing->near != LEVEL_PACKAGE &&
	    sharing_is_narrower(sharing, sharing->near, LEVEL_PACKAGE))
		rule->across = sharing->near;
	else if (rule->within == sharing->near &&
	    sharing_is_narrower(sharing, sharing->far, sharing->near))
		rule->across = sharing->far;
}

/* Writes what a machine lacks that cannot give a placement to n threads. */
static void
rule_print_lack(
    const struct placement_rule *rule, unsigned n, char *lack, size_t bytes)
{
	const char *within = sharing_name(rule->within);

	if (rule->any_kind)
		snprintf(lack, bytes,
		    "there are not %u CPUs of as many kinds, none of them "
		    "twice,",
		    n);
	else if (rule->within == LEVEL_CORE)
		snprintf(lack, bytes, "no core has %u hardware threads", n);
	else if (rule->within == LEVEL_MACHINE && rule->across == ACROSS_NONE)
		snprintf(lack, bytes, "there are not %u cores", n);
	else if (rule->within == LEVEL_MACHINE)
		snprintf(lack, bytes,
		    "there are not %u cores on two %ss or more", n,
		    sharing_name(rule->across));
	else if (rule->across == ACROSS_NONE)
		snprintf(lack, bytes, "no %s is shared by %u cores", within, n);
	else
		snprintf(lack, bytes, "no %s has %u cores on two %ss or more",
		    within, n, sharing_name(rule->across));
}

/* The placement whose CPUs share this level. */
static const char *
find_same(enum level level)
{
	for (unsigned i = 0; i < N_RULES; i++)
		if (rules[i].within == level)
			return rules[i].name;
	return NULL;
}

/* The rank of a location that is taken: above all others. */
#define TAKEN UINT64_MAX

/* Levels by which the nearness of locations is ranked. */
#define RANKS 4

/*
 * The weight of a level in a rank: no number of shared narrower levels can
 * outweigh it.
 */
#define WEIGHT ((uint64_t)2 * PLACEMENT_CPUS_MAX)

/* The locations to choose from, and how near each is to those taken. */
struct room {
	const struct location *locations;
	uint64_t *ranks;
	unsigned n_locations;
	int lowest; /* kind that there is */
	int highest;
	int kind; /* of those that may be taken */
	struct sharing sharing;
	enum level ranked[RANKS]; /* the widest first */
};

/*
 * Takes a location, and ranks those that share a level with it behind others.
 */
static void
take_location(const struct room *room, unsigned taken)
{
	for (unsigned i = 0; i < room->n_locations; i++) {
		uint64_t nearness = 0;

		if (room->ranks[i] == TAKEN)
			continue;
		for (unsigned j = 0; j < RANKS; j++)
			nearness = nearness * WEIGHT +
			    location_share(&room->locations[i],
			        &room->locations[taken], room->ranked[j]);
		room->ranks[i] += nearness;
	}
	room->ranks[taken] = TAKEN;
}

/* Whether a rule allows a location, taken or not, in the part `within`. */
static bool
suits_rule(const struct room *room, const struct placement_rule *rule,
    int within, const struct location *location)
{
	if (location->at[rule->within] != within)
		return false;
	if (!rule->any_kind && location->kind != room->kind)
		return false;
	if (!rule->any_thread && !location->is_first)
		return false;
	/* A CPU without a package is on no package. */
	return rule->across != LEVEL_PACKAGE ||
	    location->at[LEVEL_PACKAGE] != -1;
}

/* Whether a location differs in a level from any of the n chosen ones. */
static bool
is_elsewhere(const struct room *room, enum level level, unsigned location,
    const unsigned chosen[], unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		if (room->locations[location].at[level] !=
		    room->locations[chosen[i]].at[level])
			return true;
	return false;
}

/* Chooses n locations in the part `within`; false if it has too few. */
static bool
choose_within(const struct room *room, const struct placement_rule *rule,
    int within, unsigned chosen[], unsigned n)
{
	memset(room->ranks, 0, room->n_locations * sizeof(room->ranks[0]));
	for (unsigned i = 0; i < n; i++) {
		uint64_t best = TAKEN;

		/* Take the farthest.  The last may have to be elsewhere. */
		for (unsigned j = 0; j < room->n_locations; j++)
			if (room->ranks[j] < best &&
			    suits_rule(
			        room, rule, within, &room->locations[j]) &&
			    (i < n - 1 || rule->across == ACROSS_NONE ||
			        is_elsewhere(
			            room, rule->across, j, chosen, i))) {
				chosen[i] = j;
				best = room->ranks[j];
			}
		if (best == TAKEN)
			return false;
		take_location(room, chosen[i]);
	}
	return true;
}

static bool
choose_of_kind(const struct room *room, const struct placement_rule *rule,
    unsigned chosen[], unsigned n)
{
	int before = -1;

	for (unsigned i = 0; i < room->n_locations; i++) {
		const int within = room->locations[i].at[rule->within];

		if (within != -1 && within != before &&
		    choose_within(room, rule, within, chosen, n))
			return true;
		before = within;
	}
	return false;
}

/* Whether any two locations are of one kind. */
static bool
has_alike(const struct room *room)
{
	for (unsigned i = 0; i < room->n_locations; i++)
		for (unsigned j = 0; j < i; j++)
			if (room->locations[i].kind == room->locations[j].kind)
				return true;
	return false;
}

/*
 * Tries each kind of core, the fastest first.  Threads on unlike cores would
 * run a race that the lock does not decide.
 */
static bool
choose_by_rule(struct room *room, const struct placement_rule *rule,
    unsigned chosen[], unsigned n)
{
	if (rule->any_kind)
		return !has_alike(room) &&
		    choose_of_kind(room, rule, chosen, n);
	for (room->kind = room->highest; room->kind >= room->lowest;
	     room->kind--) {
		const struct sharing sharing = sharing_find(
		    room->locations, room->n_locations, &room->kind);
		struct placement_rule parted = *rule;

		rule_part(&parted, &sharing);
		if (choose_of_kind(room, &parted, chosen, n))
			return true;
	}
	return false;
}

static int
open_room(
    const struct location locations[], unsigned n_locations, struct room *ret)
{
	struct room room = { .locations = locations,
		.n_locations = n_locations };

	room.ranks = calloc(n_locations, sizeof(room.ranks[0]));
	if (room.ranks == NULL)
		return -ENOMEM;
	room.lowest = room.highest = locations[0].kind;
	for (unsigned i = 1; i < n_locations; i++) {
		if (locations[i].kind < room.lowest)
			room.lowest = locations[i].kind;
		if (locations[i].kind > room.highest)
			room.highest = locations[i].kind;
	}
	room.sharing = sharing_find(locations, n_locations, NULL);
	room.ranked[0] =
	    room.sharing.far == LEVEL_PACKAGE ? LEVEL_PACKAGE : LEVEL_NODE;
	room.ranked[1] = room.sharing.near;
	room.ranked[2] = LEVEL_L2;
	room.ranked[3] = room.sharing.inner;
	*ret = room;
	return 0;
}

static int
explain_lack(const struct room *room, const struct placement_rule *rule,
    unsigned n, struct reason *why)
{
	char lack[REASON_BYTES];

	rule_print_lack(rule, n, lack, sizeof(lack));
	return reason_set(why, -ENODEV,
	    "%s%s among the %u CPU%s that may be used", lack,
	    room->lowest == room->highest || rule->any_kind
	        ? ""
	        : ", all of one kind,",
	    room->n_locations, text_plural(room->n_locations));
}

int
cpu_choice_make(const struct location locations[], unsigned n_locations,
    const char *name, unsigned n, unsigned ret_cpus[], struct reason *why)
{
	unsigned chosen[PLACEMENT_CPUS_MAX];
	struct placement_rule rule;
	struct room room;
	int err = rule_find(name, &rule, why);

	if (err < 0)
		return err;
	err = open_room(locations, n_locations, &room);
	if (err < 0)
		return err;
	if (n > n_locations || !choose_by_rule(&room, &rule, chosen, n)) {
		rule_part(&rule, &room.sharing);
		err = explain_lack(&room, &rule, n, why);
	}
	for (unsigned i = 0; err == 0 && i < n; i++)
		ret_cpus[i] = locations[chosen[i]].cpu;
	free(room.ranks);
	return err;
}

const char *
cpu_choice_stand_in(const struct location locations[], unsigned n_locations,
    const char *name, struct reason *why)
{
	const struct sharing sharing =
	    sharing_find(locations, n_locations, NULL);
	enum level asked;
	enum level given;

	if (strcmp(name, "same-core") == 0)
		asked = LEVEL_CORE, given = sharing.inner;
	else if (strcmp(name, "same-l3") == 0)
		asked = LEVEL_L3, given = sharing.near;
	else if (strcmp(name, "same-socket") == 0)
		asked = LEVEL_PACKAGE, given = sharing.far;
	else
		return NULL;
	/* A lone core shares nothing, whatever hwloc shows. */
	if (given == asked || sharing.n_pairs[LEVEL_MACHINE] == 0)
		return NULL;
	reason_set(why, -ENODEV,
	    "hwloc shows no %s: %s stands in, among the %u CPU%s that may "
	    "be used",
	    sharing_name(asked), find_same(given), n_locations,
	    text_plural(n_locations));
	return find_same(given);
}
