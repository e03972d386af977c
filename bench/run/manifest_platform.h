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
 * Returns the machine: its topology, and the model of the CPUs of the scope,
 * null if any of them is unknown.  NULL if memory is short.
 */
struct json_t *manifest_platform_pack_machine(
    const struct placement_machine *machine,
    const struct environment_scope *scope);

/* Returns the list of findings.  NULL if memory is short. */
struct json_t *manifest_platform_pack_findings(
    const struct environment *environment);

/*
 * Returns the toolchains of the arms in rows that run, each with the names of
 * its arms; what is unknown is null.  NULL if memory is short.
 */
struct json_t *manifest_platform_pack_toolchains(const struct plan *plan);

/*
 * Returns the compiler and flags that all these arms but references share; null
 * where they differ or are unknown.  NULL if memory is short.
 */
struct json_t *manifest_platform_pack_toolchain(const struct plan *plan);

#endif /* BENCH_RUN_MANIFEST_PLATFORM_H */
