/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/seats.h"

#include "bench/placement.h"

#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The rank of a seat that is no longer free: above all others. */
#define TAKEN UINT_MAX

/* Seats to choose from, and how near each is to those that are taken. */
struct room {
	const struct seat *seats;
	unsigned *ranks;
	unsigned n_seats;
	int lowest; /* kind that there is */
	int highest;
	int kind; /* of those that may be taken */
};

/* What a placement asks of its CPUs. */
struct wish {
	const char *name;
	size_t within;   /* the index all must share: offsetof a seat's, or 0 */
	size_t across;   /* the index at least two must differ in, or 0 */
	bool any_thread; /* of a core, not only its first */
	const char *lack; /* what a machine lacks that cannot give it */
};

static const struct wish wishes[] = {
	{ "same-core", offsetof(struct seat, core), 0, true,
	    "no core has %u hardware threads" },
	{ "same-l3", offsetof(struct seat, l3), 0, false,
	    "no L3 is shared by %u cores" },
	{ "same-socket", offsetof(struct seat, package),
	    offsetof(struct seat, l3), false,
	    "no package has %u cores on two L3s or more" },
	{ "cross-socket", 0, offsetof(struct seat, package), false,
	    "there are not %u cores on two packages or more" },
	{ "spread", 0, 0, false, "there are not %u cores" },
};

/* Takes a seat, and moves those in its package, and its L3, to the back. */
static void
take(const struct room *room, unsigned taken)
{
	const struct seat *seat = &room->seats[taken];

	for (unsigned i = 0; i < room->n_seats; i++) {
		if (room->ranks[i] == TAKEN)
			continue;
		if (room->seats[i].package == seat->package)
			room->ranks[i] += PLACEMENT_CPUS_MAX;
		room->ranks[i] += room->seats[i].l3 == seat->l3;
	}
	room->ranks[taken] = TAKEN;
}

/*
 * The free seat farthest from those that are taken: in the package, then the
 * L3, that has the fewest of them.  n_seats if there is none.
 */
static unsigned
farthest(const struct room *room, const struct wish *wish, int within)
{
	unsigned best = room->n_seats;
	unsigned best_rank = TAKEN;

	for (unsigned i = 0; i < room->n_seats; i++) {
		const struct seat *seat = &room->seats[i];

		if (room->ranks[i] >= best_rank || seat->kind != room->kind ||
		    (!seat->is_first && !wish->any_thread) ||
		    (wish->within && seat_index(seat, wish->within) != within))
			continue;
		best = i;
		best_rank = room->ranks[i];
	}
	return best;
}

/* Whether the first n that were chosen differ in an index. */
static bool
differ(
    const struct room *room, size_t offset, const unsigned chosen[], unsigned n)
{
	for (unsigned i = 1; i < n; i++)
		if (seat_index(&room->seats[chosen[i]], offset) !=
		    seat_index(&room->seats[chosen[0]], offset))
			return true;
	return false;
}

/* Chooses n seats for a wish that share the index within; true if there are. */
static bool
choose(const struct room *room, const struct wish *wish, int within,
    unsigned chosen[], unsigned n)
{
	memset(room->ranks, 0, room->n_seats * sizeof(room->ranks[0]));
	for (unsigned i = 0; i < n; i++) {
		chosen[i] = farthest(room, wish, within);
		if (chosen[i] == room->n_seats)
			return false;
		take(room, chosen[i]);
	}
	return wish->across == 0 || differ(room, wish->across, chosen, n);
}

static bool
grant_of_kind(const struct room *room, const struct wish *wish,
    unsigned chosen[], unsigned n)
{
	int before = -1;

	if (wish->within == 0)
		return choose(room, wish, 0, chosen, n);
	for (unsigned i = 0; i < room->n_seats; i++) {
		const int within = seat_index(&room->seats[i], wish->within);

		if (within != -1 && within != before &&
		    choose(room, wish, within, chosen, n))
			return true;
		before = within;
	}
	return false;
}

/*
 * Tries each kind of core, the highest first: threads on unlike cores would be
 * a race that the lock does not decide.
 */
static bool
grant(struct room *room, const struct wish *wish, unsigned chosen[], unsigned n)
{
	for (room->kind = room->highest; room->kind >= room->lowest;
	     room->kind--)
		if (grant_of_kind(room, wish, chosen, n))
			return true;
	return false;
}

static const struct wish *
find_wish(const char *name)
{
	for (unsigned i = 0; i < sizeof(wishes) / sizeof(wishes[0]); i++)
		if (strcmp(wishes[i].name, name) == 0)
			return &wishes[i];
	return NULL;
}

static int
enter(const struct seat seats[], unsigned n_seats, struct room *ret)
{
	struct room room = { .seats = seats, .n_seats = n_seats };

	room.ranks = calloc(n_seats, sizeof(room.ranks[0]));
	if (room.ranks == NULL)
		return -ENOMEM;
	room.lowest = room.highest = seats[0].kind;
	for (unsigned i = 1; i < n_seats; i++) {
		if (seats[i].kind < room.lowest)
			room.lowest = seats[i].kind;
		if (seats[i].kind > room.highest)
			room.highest = seats[i].kind;
	}
	*ret = room;
	return 0;
}

static int
refuse(const struct room *room, const struct wish *wish, unsigned n,
    struct reason *why)
{
	char lack[REASON_BYTES];

	snprintf(lack, sizeof(lack), wish->lack, n);
	return reason_set(why, -ENODEV,
	    "%s%s among the %u CPUs that may be used", lack,
	    room->lowest == room->highest ? "" : ", all of one kind,",
	    room->n_seats);
}

int
seats_choose(const struct seat seats[], unsigned n_seats, const char *name,
    unsigned n, unsigned ret_cpus[], struct reason *why)
{
	const struct wish *wish = find_wish(name);
	unsigned chosen[PLACEMENT_CPUS_MAX];
	struct room room;
	int err;

	if (wish == NULL)
		return reason_set(why, -ENOENT,
		    "there is no placement '%s'; there are same-core, same-l3, "
		    "same-socket, cross-socket and spread",
		    name);
	err = enter(seats, n_seats, &room);
	if (err < 0)
		return err;
	if (n > n_seats || !grant(&room, wish, chosen, n))
		err = refuse(&room, wish, n, why);
	for (unsigned i = 0; err == 0 && i < n; i++)
		ret_cpus[i] = seats[chosen[i]].cpu;
	free(room.ranks);
	return err;
}
