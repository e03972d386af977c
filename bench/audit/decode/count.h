/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Counts of the instructions that were executed.  An instruction that goes on
 * in rounds (rep movs) is one, as processors retire it, with the accesses of
 * every round.
 */
#ifndef BENCH_AUDIT_DECODE_COUNT_H
#define BENCH_AUDIT_DECODE_COUNT_H

#include "bench/audit/decode/decode.h"

/* In the order of audit.csv. */
enum count {
#define COUNTED(id, name, meaning) COUNT_##id,
#include "base/formats/audit.def"
	N_COUNTS
};

/* The name of a count, as a column of audit.csv. */
const char *count_name(enum count which);

/* Cache lines, each once. */
struct count_lines {
	uint64_t *lines;
	size_t n;
	size_t n_room;
};

/* Starts as { 0 }. */
struct counts {
	uint64_t n[N_COUNTS];
	struct count_lines read;
	struct count_lines written;
};

/* Counts an instruction; is_taken: it went elsewhere.  Returns 0 or -ENOMEM. */
int counts_add(struct counts *counts, const struct insn *insn, bool is_taken);

/*
 * Counts only the accesses of an instruction, in a further round.  Returns 0 or
 * -ENOMEM.
 */
int counts_add_accesses(struct counts *counts, const struct insn *insn);

void counts_fini(struct counts *counts);

#endif /* BENCH_AUDIT_DECODE_COUNT_H */
