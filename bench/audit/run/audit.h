/* SPDX-License-Identifier: BSD-2-Clause */
/* The audit: every arm against its base, operation by operation. */
#ifndef BENCH_AUDIT_RUN_AUDIT_H
#define BENCH_AUDIT_RUN_AUDIT_H

#include "bench/arm/catalog.h"
#include "bench/audit/run/audit_files.h"

/*
 * Audits the candidates of the catalog's locks, and each base against itself in
 * a second child, and adds the results to the files. `checks` are names of
 * checks, or of checks and places as call-hard, separated by commas; NULL: all.
 * A name that no candidate has, and a candidate without a base, are errors.
 * Returns 0, or a negative errno with the reason.
 */
int audit_run(const struct catalog *catalog, const char *checks,
    struct audit_files *files, struct reason *why);

#endif /* BENCH_AUDIT_RUN_AUDIT_H */
