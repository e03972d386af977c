/* SPDX-License-Identifier: BSD-2-Clause */
/* Two listings side by side: what one has and the other has not. */
#ifndef BENCH_AUDIT_DECODE_DIFF_H
#define BENCH_AUDIT_DECODE_DIFF_H

#include "bench/audit/decode/listing.h"

/* A step through both: a line of one of them, or of both. */
struct diff_step {
	const struct listing_line *without; /* NULL: it is new */
	const struct listing_line *with;    /* NULL: it is gone */
};

struct diff {
	struct diff_step *steps;
	size_t n;
};

/*
 * Aligns two listings, so that as many lines as can be are in both; where a
 * branch within its function leads is not looked at.  Returns 0, or -ENOMEM.
 * The listings must outlive the diff.
 */
int diff_make(const struct listing *without, const struct listing *with,
    struct diff *ret);

void diff_fini(struct diff *diff);

/* Prints the steps, long parts that are the same cut short. */
void diff_print(FILE *out, const struct diff *diff);

#endif /* BENCH_AUDIT_DECODE_DIFF_H */
