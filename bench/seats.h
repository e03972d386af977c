/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The choice among a machine's CPUs: which of them a named placement takes.
 * Pure: it sees indices, whoever found them.  The placements are those of
 * placement.h.
 */
#ifndef BENCH_SEATS_H
#define BENCH_SEATS_H

#include "bench/reason.h"

#include <stdbool.h>
#include <stddef.h>

/* A CPU that may be used, and where it is; an index is -1 where there is none.
 */
struct seat {
	unsigned cpu;
	int core;
	int l3;
	int package;
	int node;      /* NUMA node, by the system's number */
	int memory;    /* the node, with memory, that is nearest; likewise */
	int kind;      /* of core; the higher, the faster */
	bool is_first; /* of its core's allowed CPUs */
};

/* The index at an offset of *seat: of its core, L3 or package. */
static inline int
seat_index(const struct seat *seat, size_t offset)
{
	return *(const int *)((const char *)seat + offset);
}

/*
 * Chooses n of n_seats seats, at most PLACEMENT_CPUS_MAX, for the placement
 * called name, and writes their CPUs to ret_cpus.  All are of one kind, the
 * highest that can give the placement.  Seats of one core, L3 or package stand
 * beside one another.  Returns 0, -ENOMEM, -ENOENT if there is
 * no such placement, -ENODEV if there are no such seats; both with the reason.
 */
int seats_choose(const struct seat seats[], unsigned n_seats, const char *name,
    unsigned n, unsigned ret_cpus[], struct reason *why);

#endif /* BENCH_SEATS_H */
