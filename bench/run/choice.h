/* SPDX-License-Identifier: BSD-2-Clause */
/* Which rows and which arms the options ask for, of all that there are. */
#ifndef BENCH_RUN_CHOICE_H
#define BENCH_RUN_CHOICE_H

#include "bench/arm/armory.h"
#include "bench/run/options.h"

struct choice {
	const struct options *options;
	char *names; /* what --rows-from names, each ended by a NUL */
	size_t names_bytes;
};

/*
 * Reads what the options refer to.  Returns 0 or a negative errno with the
 * reason: --rows-from cannot be read or names nothing, or a part of --checks
 * is one that no candidate has.
 */
int choice_open(const struct options *options, const struct armory *armory,
    struct choice *ret, struct reason *why);

/* Frees what *choice holds. */
void choice_close(struct choice *choice);

/* Whether a candidate is wanted; all other arms are. */
bool choice_wants_arm(
    const struct choice *choice, const struct armory_arm *arm);

/* Whether a row is wanted; is_default: it is when none are named. */
bool choice_wants_row(
    const struct choice *choice, const char *name, bool is_default);

#endif /* BENCH_RUN_CHOICE_H */
