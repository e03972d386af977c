/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/seats.h"

#include "bench/placement.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* Seats to choose from. */
struct room {
	const struct seat *seats;
	unsigned n_seats;
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

static int
index_of(const struct seat *seat, size_t offset)
{
	return *(const int *)((const char *)seat + offset);
}

/* How many of the n chosen seats have the same index as *seat. */
static unsigned
count_like(const struct seat *seat, size_t offset,
    const struct seat *const chosen[], unsigned n)
{
	unsigned like = 0;

	for (unsigned i = 0; i < n; i++)
		like += index_of(chosen[i], offset) == index_of(seat, offset);
	return like;
}

static bool
is_chosen(
    const struct seat *seat, const struct seat *const chosen[], unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		if (chosen[i] == seat)
			return true;
	return false;
}

/*
 * The free seat farthest from the n chosen ones: in the package, then the L3,
 * that has the fewest of them.  NULL if there is none.
 */
static const struct seat *
farthest(const struct room *room, const struct wish *wish, int within,
    const struct seat *const chosen[], unsigned n)
{
	const struct seat *best = NULL;
	unsigned best_rank = 0;

	for (unsigned i = 0; i < room->n_seats; i++) {
		const struct seat *seat = &room->seats[i];
		unsigned rank;

		if ((!seat->is_first && !wish->any_thread) ||
		    (wish->within && index_of(seat, wish->within) != within) ||
		    is_chosen(seat, chosen, n))
			continue;
		rank = count_like(
		           seat, offsetof(struct seat, package), chosen, n) *
		        PLACEMENT_CPUS_MAX +
		    count_like(seat, offsetof(struct seat, l3), chosen, n);
		if (best == NULL || rank < best_rank) {
			best = seat;
			best_rank = rank;
		}
	}
	return best;
}

/* Chooses n seats for a wish that share the index within; true if there are. */
static bool
choose(const struct room *room, const struct wish *wish, int within,
    const struct seat *chosen[], unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		chosen[i] = farthest(room, wish, within, chosen, i);
		if (chosen[i] == NULL)
			return false;
	}
	return wish->across == 0 ||
	    count_like(chosen[0], wish->across, chosen, n) < n;
}

static bool
grant(const struct room *room, const struct wish *wish,
    const struct seat *chosen[], unsigned n)
{
	if (wish->within == 0)
		return choose(room, wish, 0, chosen, n);
	for (unsigned i = 0; i < room->n_seats; i++) {
		const int within = index_of(&room->seats[i], wish->within);

		if (within != -1 && choose(room, wish, within, chosen, n))
			return true;
	}
	return false;
}

int
seats_choose(const struct seat seats[], unsigned n_seats, const char *name,
    unsigned n, unsigned ret_cpus[], struct reason *why)
{
	const struct wish *wish = wishes;
	const struct wish *end = wishes + sizeof(wishes) / sizeof(wishes[0]);
	const struct room room = { seats, n_seats };
	const struct seat *chosen[PLACEMENT_CPUS_MAX];

	while (wish < end && strcmp(wish->name, name) != 0)
		wish++;
	if (wish == end)
		return reason_set(why, -ENOENT,
		    "there is no placement '%s'; there are same-core, same-l3, "
		    "same-socket, cross-socket and spread",
		    name);
	if (n > n_seats || !grant(&room, wish, chosen, n)) {
		char lack[REASON_BYTES];

		snprintf(lack, sizeof(lack), wish->lack, n);
		return reason_set(why, -ENODEV,
		    "%s among the %u CPUs that this process may use", lack,
		    n_seats);
	}
	for (unsigned i = 0; i < n; i++)
		ret_cpus[i] = chosen[i]->cpu;
	return 0;
}
