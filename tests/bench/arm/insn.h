/* SPDX-License-Identifier: BSD-2-Clause */
/* What an x86-64 instruction refers to. */
#ifndef TESTS_BENCH_ARM_INSN_H
#define TESTS_BENCH_ARM_INSN_H

#include <capstone/capstone.h>
#include <stdbool.h>
#include <stdint.h>

/* The memory operand of an instruction, or NULL; a nop's means nothing. */
const cs_x86_op *insn_memory(const cs_insn *insn);

/* True if op, which may be NULL, is relative to the program counter. */
bool insn_is_rip_relative(const cs_x86_op *op);

/* The address that such an operand of the instruction stands for. */
uint64_t insn_rip_target(const cs_insn *insn, const cs_x86_op *op);

/* True if the instruction jumps to, or calls, an address that it names. */
bool insn_is_branch(const cs_insn *insn, csh handle, uint64_t *ret_target);

/* True if it compares memory with zero, and does nothing else. */
bool insn_compares_memory_with_zero(const cs_insn *insn);

#endif /* TESTS_BENCH_ARM_INSN_H */
