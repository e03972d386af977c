/* SPDX-License-Identifier: BSD-2-Clause */
/* What run.json says of the arms: what made each. */
#ifndef BENCH_RUN_MANIFEST_ARMS_H
#define BENCH_RUN_MANIFEST_ARMS_H

#include "bench/run/plan.h"

/* jansson's. */
struct json_t;

/*
 * Returns a list of the toolchains of the arms in rows that run, each with the
 * names of its arms; what is not known is null.  NULL if memory is short.
 */
struct json_t *manifest_pack_toolchains(const struct plan *plan);

/*
 * Returns the compiler and the flags that all these arms have, references
 * aside; null where they are not the same or not known.  NULL if memory is
 * short.
 */
struct json_t *manifest_pack_toolchain(const struct plan *plan);

#endif /* BENCH_RUN_MANIFEST_ARMS_H */
