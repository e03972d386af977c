/* SPDX-License-Identifier: BSD-2-Clause */
/* The two architectures behind decode.c. */
#ifndef BENCH_AUDIT_DECODE_DECODE_PRIVATE_H
#define BENCH_AUDIT_DECODE_DECODE_PRIVATE_H

#include "bench/audit/decode/decode.h"

#include <capstone/capstone.h>

struct decoder {
	csh handle;
	cs_insn *insn;

	/* Completes *ret from what capstone found. */
	void (*look)(
	    struct decoder *decoder, const struct regs *regs, struct insn *ret);

	/* arm64: the pages that adrp put into registers since a branch. */
	uint64_t pages[32];
};

void decode_look_x86(
    struct decoder *decoder, const struct regs *regs, struct insn *ret);
void decode_look_arm64(
    struct decoder *decoder, const struct regs *regs, struct insn *ret);

/*
 * Decodes what capstone 4 does not know: the atomics of ARMv8.1 (LSE), and the
 * acquiring loads and signed branches of ARMv8.3.  Returns false if it is none.
 */
bool decode_lse(const unsigned char *bytes, size_t n_bytes,
    const struct regs *regs, struct insn *ret);

/*
 * Adds an access to *ret and returns it.  If there is no room, returns the
 * last.
 */
struct insn_access *decode_add_access(struct insn *ret);

#endif /* BENCH_AUDIT_DECODE_DECODE_PRIVATE_H */
