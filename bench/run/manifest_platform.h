/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What run.json says of the platform of a run: the processors, what may spoil a
 * measurement there, and the compilers of the arms.
 */
#ifndef BENCH_RUN_MANIFEST_PLATFORM_H
#define BENCH_RUN_MANIFEST_PLATFORM_H

#include "bench/machine/environment.h"
#include "bench/run/plan.h"

/* jansson's. */
struct json_t;

/*
 * Returns the machine: its topology, and the processor that the CPUs of the
 * scope are, null where one of them is not known.  NULL if memory is short.
 */
struct json_t *manifest_platform_pack_machine(
    const struct placement_machine *machine,
    const struct environment_scope *scope);

/* Returns the list of findings.  NULL if memory is short. */
struct json_t *manifest_platform_pack_findings(
    const struct environment *environment);

/*
 * Returns a list of the toolchains of the arms in rows that run, each with the
 * names of its arms; what is not known is null.  NULL if memory is short.
 */
struct json_t *manifest_platform_pack_toolchains(const struct plan *plan);

/*
 * Returns the compiler and the flags that all these arms have, references
 * aside; null where they are not the same or not known.  NULL if memory is
 * short.
 */
struct json_t *manifest_platform_pack_toolchain(const struct plan *plan);

#endif /* BENCH_RUN_MANIFEST_PLATFORM_H */
