/* SPDX-License-Identifier: BSD-2-Clause */
/* Compares the code of an operation in the files, with a check and without. */
#ifndef BENCH_AUDIT_RUN_CODE_H
#define BENCH_AUDIT_RUN_CODE_H

#include "bench/audit/decode/listing.h"

enum code_fast_path {
#define FAST_PATH(id, word, meaning) CODE_##id,
#include "base/formats/words.def"
};

struct code {
	enum code_fast_path fast_path;
	/* Sizes in bytes, without the check and with it. */
	uint64_t fast_bytes[2];
	uint64_t hard_bytes[2]; /* of the functions that it calls */
};

/*
 * Compares the operation op of two arms, and writes both disassemblies, of the
 * inlined part and of what it calls, to evidence.  Returns 0, or a negative
 * errno with the reason.
 */
int code_compare(const struct object *without, const struct object *with,
    const char *op, struct decoder *decoder, FILE *evidence, struct code *ret,
    struct reason *why);

/* "same", "outline", "differs": as in audit.csv. */
const char *code_fast_path_name(enum code_fast_path fast_path);

#endif /* BENCH_AUDIT_RUN_CODE_H */
