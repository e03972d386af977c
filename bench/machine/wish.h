/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a named placement asks of its CPUs, and what is said where a machine
 * does not have it.  The placements are those of placement.h.
 */
#ifndef BENCH_MACHINE_WISH_H
#define BENCH_MACHINE_WISH_H

#include "base/reason.h"
#include "bench/machine/levels.h"

#include <stddef.h>

/* No level at all. */
#define WISH_NONE LEVELS_COUNT

struct wish {
	const char *name;
	enum level within; /* all must share it */
	enum level across; /* at least two must not; WISH_NONE: no matter */
	bool any_thread;   /* of a core, not only its first */
	bool any_kind;     /* where each CPU is of another */
};

/*
 * Finds what the placement called name asks for.  Returns 0, or -ENOENT with
 * the reason.
 */
int wish_find(const char *name, struct wish *ret, struct reason *why);

/*
 * Parts the placement of the near level from that of the far one: the CPUs of
 * the wider must not share the narrower, which is what the other is for.
 */
void wish_part(struct wish *wish, const struct levels *levels);

/* Writes what a machine lacks that cannot give a wish to n threads. */
void wish_print_lack(
    const struct wish *wish, unsigned n, char *ret_lack, size_t bytes);

/*
 * Returns the placement that stands in for the one called name, with the reason
 * in *why, if the level that it is named by is not shown; else NULL.
 */
const char *wish_stand_in(const char *name, const struct levels *levels,
    unsigned n_seats, struct reason *why);

#endif /* BENCH_MACHINE_WISH_H */
