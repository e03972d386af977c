/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/machine/seats.h"

#include "bench/machine/placement.h"
#include "bench/machine/wish.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The rank of a seat that is no longer free: above all others. */
#define TAKEN UINT64_MAX

/* Levels by which the nearness of seats is ranked. */
#define RANKS 4

/* A level's weight in a rank: more of the next narrower cannot outweigh it. */
#define WEIGHT ((uint64_t)2 * PLACEMENT_CPUS_MAX)

/* Seats to choose from, and how near each is to those that are taken. */
struct room {
	const struct seat *seats;
	uint64_t *ranks;
	unsigned n_seats;
	int lowest; /* kind that there is */
	int highest;
	int kind; /* of those that may be taken */
	struct levels levels;
	enum level ranked[RANKS]; /* the widest first */
};

/* Takes a seat, and moves those that share a level with it to the back. */
static void
take(const struct room *room, unsigned taken)
{
	for (unsigned i = 0; i < room->n_seats; i++) {
		uint64_t nearness = 0;

		if (room->ranks[i] == TAKEN)
			continue;
		for (unsigned j = 0; j < RANKS; j++)
			nearness = nearness * WEIGHT +
			    seats_share(&room->seats[i], &room->seats[taken],
			        room->ranked[j]);
		room->ranks[i] += nearness;
	}
	room->ranks[taken] = TAKEN;
}

/* Whether a wish can take a seat, taken or not, whose level within is such. */
static bool
suits(const struct room *room, const struct wish *wish, int within,
    const struct seat *seat)
{
	if (seat->at[wish->within] != within)
		return false;
	if (!wish->any_kind && seat->kind != room->kind)
		return false;
	if (!wish->any_thread && !seat->is_first)
		return false;
	/* A CPU without a package is on none. */
	return wish->across != LEVEL_PACKAGE || seat->at[LEVEL_PACKAGE] != -1;
}

/* Whether a seat is elsewhere in a level than any of the n chosen. */
static bool
differs(const struct room *room, enum level level, unsigned seat,
    const unsigned chosen[], unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		if (room->seats[seat].at[level] !=
		    room->seats[chosen[i]].at[level])
			return true;
	return false;
}

/* Chooses n seats for a wish that share its level; true if there are. */
static bool
choose(const struct room *room, const struct wish *wish, int within,
    unsigned chosen[], unsigned n)
{
	memset(room->ranks, 0, room->n_seats * sizeof(room->ranks[0]));
	for (unsigned i = 0; i < n; i++) {
		uint64_t best = TAKEN;

		/* The farthest; the last may have to be elsewhere. */
		for (unsigned j = 0; j < room->n_seats; j++)
			if (room->ranks[j] < best &&
			    suits(room, wish, within, &room->seats[j]) &&
			    (i < n - 1 || wish->across == WISH_NONE ||
			        differs(room, wish->across, j, chosen, i))) {
				chosen[i] = j;
				best = room->ranks[j];
			}
		if (best == TAKEN)
			return false;
		take(room, chosen[i]);
	}
	return true;
}

static bool
grant_of_kind(const struct room *room, const struct wish *wish,
    unsigned chosen[], unsigned n)
{
	int before = -1;

	for (unsigned i = 0; i < room->n_seats; i++) {
		const int within = room->seats[i].at[wish->within];

		if (within != -1 && within != before &&
		    choose(room, wish, within, chosen, n))
			return true;
		before = within;
	}
	return false;
}

/* Whether any two seats are of one kind. */
static bool
has_alike(const struct room *room)
{
	for (unsigned i = 0; i < room->n_seats; i++)
		for (unsigned j = 0; j < i; j++)
			if (room->seats[i].kind == room->seats[j].kind)
				return true;
	return false;
}

/*
 * Tries each kind of core, the highest first: threads on unlike cores would be
 * a race that the lock does not decide.
 */
static bool
grant(struct room *room, const struct wish *wish, unsigned chosen[], unsigned n)
{
	if (wish->any_kind)
		return !has_alike(room) && grant_of_kind(room, wish, chosen, n);
	for (room->kind = room->highest; room->kind >= room->lowest;
	     room->kind--) {
		const struct levels levels =
		    levels_find(room->seats, room->n_seats, &room->kind);
		struct wish parted = *wish;

		wish_part(&parted, &levels);
		if (grant_of_kind(room, &parted, chosen, n))
			return true;
	}
	return false;
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
	room.levels = levels_find(seats, n_seats, NULL);
	room.ranked[0] =
	    room.levels.far == LEVEL_PACKAGE ? LEVEL_PACKAGE : LEVEL_NODE;
	room.ranked[1] = room.levels.near;
	room.ranked[2] = LEVEL_L2;
	room.ranked[3] = room.levels.inner;
	*ret = room;
	return 0;
}

static int
refuse(const struct room *room, const struct wish *wish, unsigned n,
    struct reason *why)
{
	char lack[REASON_BYTES];

	wish_print_lack(wish, n, lack, sizeof(lack));
	return reason_set(why, -ENODEV,
	    "%s%s among the %u CPUs that may be used", lack,
	    room->lowest == room->highest || wish->any_kind
	        ? ""
	        : ", all of one kind,",
	    room->n_seats);
}

int
seats_choose(const struct seat seats[], unsigned n_seats, const char *name,
    unsigned n, unsigned ret_cpus[], struct reason *why)
{
	unsigned chosen[PLACEMENT_CPUS_MAX];
	struct wish wish;
	struct room room;
	int err = wish_find(name, &wish, why);

	if (err < 0)
		return err;
	err = enter(seats, n_seats, &room);
	if (err < 0)
		return err;
	if (n > n_seats || !grant(&room, &wish, chosen, n)) {
		wish_part(&wish, &room.levels);
		err = refuse(&room, &wish, n, why);
	}
	for (unsigned i = 0; err == 0 && i < n; i++)
		ret_cpus[i] = seats[chosen[i]].cpu;
	free(room.ranks);
	return err;
}

const char *
seats_stand_in(const struct seat seats[], unsigned n_seats, const char *name,
    struct reason *why)
{
	const struct levels levels = levels_find(seats, n_seats, NULL);

	return wish_stand_in(name, &levels, n_seats, why);
}
