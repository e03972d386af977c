/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Our events under the names that libpfm4 has for them, each with the
 * processors that it is meant for.  The names alone: what encodes and opens on
 * this machine is for counters.h to find out.
 */
#ifndef BENCH_PMU_EVENTS_H
#define BENCH_PMU_EVENTS_H

#define EVENTS_NAMES_MAX 8

/* The processors that are answered for, as libpfm4 calls their PMUs. */
#define EVENTS_SKYLAKE  "skl skx clx"
#define EVENTS_ICE_LAKE "icl icx"
#define EVENTS_SAPPHIRE "spr"
#define EVENTS_ZEN_2    "amd64_fam17h_zen2"
#define EVENTS_ZEN_3    "amd64_fam19h_zen3"
#define EVENTS_ZEN_4    "amd64_fam19h_zen4"
#define EVENTS_NEOVERSE "arm_n1 arm_n2 arm_v1"

/* Generic names, which the kernel turns into what the processor has. */
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
 * Each event of ours with its names, the best first (measuring.md 4.2): the
 * first that encodes and opens is taken.  Names of other processors do not
 * encode and are passed over.
 */
extern const struct events_logical events_table[];

#endif /* BENCH_PMU_EVENTS_H */
