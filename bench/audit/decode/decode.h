/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Decodes instructions, as far as they are counted.  The door to capstone; what
 * differs between x86-64 and arm64 is behind it.
 *
 * What capstone 4 says of memory operands is not always true: it lets lock
 * cmpxchg read only, and test write.  So the tables here are ours, and nothing
 * is guessed that is not in them.
 */
#ifndef BENCH_AUDIT_DECODE_DECODE_H
#define BENCH_AUDIT_DECODE_DECODE_H

#include "base/reason.h"
#include "bench/audit/decode/regs.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define INSN_BYTES        16
#define INSN_ACCESSES_MAX 2

struct insn_access {
	uint64_t address; /* 0 where the registers are not known */
	unsigned n_bytes;
	bool is_read;
	bool is_written;
};

struct insn {
	uint64_t address;
	unsigned n_bytes;
	unsigned char bytes[INSN_BYTES];
	char mnemonic[32];
	char operands[96];

	/* Memory, the stack of push, pop, call and ret included. */
	struct insn_access accesses[INSN_ACCESSES_MAX];
	unsigned n_accesses;

	bool is_unknown;     /* what it touches is not known */
	bool is_atomic;      /* lock, xchg with memory; LSE, store-exclusive */
	bool is_branch;      /* may go elsewhere: jumps, calls, returns */
	bool is_conditional; /* a branch that is not always taken */
	bool is_call;
	bool is_return;
	bool is_pause;    /* the hint of a spinning loop */
	bool is_syscall;  /* enters the kernel */
	bool is_repeated; /* goes on in rounds: a step executes one round */

	/*
	 * The address in the code that it names: a branch's target, or data
	 * relative to the program counter.  Where it is in the bytes depends
	 * on where the link put both.
	 */
	bool has_target;
	bool has_data;
	bool is_page; /* data of which only the page is named yet */
	uint64_t named;
};

struct decoder;

/*
 * Makes a decoder for ELF's machine number.  Returns 0, or -ENOTSUP with the
 * reason.
 */
int decode_open(unsigned machine, struct decoder **ret, struct reason *why);

/* Accepts NULL. */
void decode_close(struct decoder *decoder);

/*
 * Decodes the instruction at an address, of which up to n_bytes are at bytes.
 * The addresses of its accesses are known only if regs is not NULL.  Returns
 * false if there is no instruction.
 */
bool decode(struct decoder *decoder, const unsigned char *bytes, size_t n_bytes,
    uint64_t address, const struct regs *regs, struct insn *ret);

#endif /* BENCH_AUDIT_DECODE_DECODE_H */
