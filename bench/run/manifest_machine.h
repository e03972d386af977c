/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What run.json says of the machine: its processors, and what may spoil a run.
 */
#ifndef BENCH_RUN_MANIFEST_MACHINE_H
#define BENCH_RUN_MANIFEST_MACHINE_H

#include "bench/machine/environment.h"
#include "bench/run/plan.h"

/* jansson's. */
struct json_t;

/*
 * Returns the machine: its topology, and the processor that the CPUs of the
 * scope are, null where one of them is not known.  NULL if memory is short.
 */
struct json_t *manifest_pack_machine(const struct placement_machine *machine,
    const struct environment_scope *scope);

/* Returns the list of findings.  NULL if memory is short. */
struct json_t *manifest_pack_findings(const struct environment *environment);

#endif /* BENCH_RUN_MANIFEST_MACHINE_H */
