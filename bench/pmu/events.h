/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Our logical events, each with the names that libpfm4 has for it and the
 * processors that a name is for.  counters.h finds out which of them encode and
 * open on this machine.
 */
#ifndef BENCH_PMU_EVENTS_H
#define BENCH_PMU_EVENTS_H

#define EVENTS_NAMES_MAX 8

/* The processors that are supported, as libpfm4 names their PMUs. */
#define EVENTS_SKYLAKE  "skl skx clx"
#define EVENTS_ICE_LAKE "icl icx"
#define EVENTS_SAPPHIRE "spr"
#define EVENTS_ZEN_2    "amd64_fam17h_zen2"
#define EVENTS_ZEN_3    "amd64_fam19h_zen3"
#define EVENTS_ZEN_4    "amd64_fam19h_zen4"
#define EVENTS_NEOVERSE "arm_n1 arm_n2 arm_v1"

/* Generic names, which the kernel maps to an event of the processor. */
#define EVENTS_ANY "any"

struct events_name {
	const char *name;       /* libpfm4's; NULL ends a list */
	const char *processors; /* separated by spaces, or EVENTS_ANY */
};

struct events_logical {
	const char *name; /* ours; NULL ends the table */
	struct events_name names[EVENTS_NAMES_MAX];
};

/*
 * Each logical event with its names, the best first (measuring.md 4.2).  The
 * first name that encodes and opens is used; names of other processors do not
 * encode.
 */
extern const struct events_logical events_table[];

#endif /* BENCH_PMU_EVENTS_H */
