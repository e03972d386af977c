/* SPDX-License-Identifier: BSD-2-Clause */
/* The audit: every arm against its base, operation by operation. */
#ifndef BENCH_AUDIT_AUDIT_H
#define BENCH_AUDIT_AUDIT_H

#include "bench/armory.h"
#include "bench/audit/sheet.h"

/*
 * Audits every candidate of the armory's locks, and the bases themselves, and
 * writes it to the sheet.  Returns 0, or a negative errno with the reason.
 */
int audit_run(
    const struct armory *armory, struct sheet *sheet, struct reason *why);

#endif /* BENCH_AUDIT_AUDIT_H */
