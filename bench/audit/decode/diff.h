/* SPDX-License-Identifier: BSD-2-Clause */
/* Compares two listings line by line. */
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
 * Aligns two listings so that as many lines as possible are in both.  The
 * target of a branch within its function does not count.  Returns 0, or
 * -ENOMEM.  The listings must outlive the diff.
 */
int diff_make(const struct listing *without, const struct listing *with,
    struct diff *ret);

void diff_fini(struct diff *diff);

/* Prints the steps, long parts that are the same cut short. */
void diff_print(FILE *out, const struct diff *diff);

#endif /* BENCH_AUDIT_DECODE_DIFF_H */
