/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/audit/decode/decode_private.h"

#include <string.h>

#define HINT_YIELD 1

static bool
starts_with(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

/* The number of a register as regs.h counts them; 32 for none, and for zero. */
static unsigned
number_of(unsigned reg)
{
	if (reg >= ARM64_REG_X0 && reg <= ARM64_REG_X28)
		return reg - ARM64_REG_X0;
	if (reg >= ARM64_REG_W0 && reg <= ARM64_REG_W30)
		return reg - ARM64_REG_W0;
	switch (reg) {
	case ARM64_REG_X29:
		return 29;
	case ARM64_REG_X30:
		return 30;
	case ARM64_REG_SP:
		return 31;
	default:
		return 32;
	}
}

/* An index may be the lower half of its register. */
static uint64_t
extend(uint64_t index, arm64_extender how)
{
	if (how == ARM64_EXT_UXTW)
		return (uint32_t)index;
	if (how == ARM64_EXT_SXTW)
		return (uint64_t)(int64_t)(int32_t)index;
	return index;
}

static uint64_t
address_of(const cs_arm64_op *op, const struct regs *regs, bool is_after)
{
	const unsigned base = number_of(op->mem.base);
	const unsigned index = number_of(op->mem.index);
	uint64_t address;

	if (regs == NULL || base > 31)
		return 0;
	address = regs->r[base];
	/* Post-indexed: the displacement comes after the access. */
	if (!is_after)
		address += (uint64_t)(int64_t)op->mem.disp;
	if (index <= 31)
		address += extend(regs->r[index], op->ext) << op->shift.value;
	return address;
}

/* Of LSE: reads and writes at once. */
static bool
is_lse(const char *m)
{
	static const char *const starts[] = { "cas", "ldadd", "ldclr", "ldeor",
		"ldset", "ldsmax", "ldsmin", "ldumax", "ldumin", "stadd",
		"stclr", "steor", "stset", "swp" };

	for (unsigned i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (starts_with(m, starts[i]))
			return true;
	return false;
}

/* stxr, stlxr and those of pairs, bytes and halves. */
static bool
is_store_exclusive(const char *m)
{
	return starts_with(m, "stx") || starts_with(m, "stlx");
}

static bool
is_pair(const char *m)
{
	static const char *const starts[] = { "ldp", "stp", "ldnp", "stnp",
		"ldxp", "ldaxp", "stxp", "stlxp" };

	for (unsigned i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (starts_with(m, starts[i]))
			return true;
	return false;
}

/* The instructions whose memory operands look_at_memory() knows. */
static bool
is_known(const char *m)
{
	static const char *const starts[] = { "ldr", "ldur", "ldar", "ldlar",
		"ldtr", "ldxr", "ldaxr", "str", "stur", "stlr", "stllr",
		"sttr" };

	for (unsigned i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (starts_with(m, starts[i]))
			return true;
	return is_lse(m) || is_store_exclusive(m) || is_pair(m);
}

static unsigned
register_bytes(unsigned reg)
{
	if (reg >= ARM64_REG_Q0 && reg <= ARM64_REG_Q31)
		return 16;
	if ((reg >= ARM64_REG_X0 && reg <= ARM64_REG_X28) ||
	    (reg >= ARM64_REG_D0 && reg <= ARM64_REG_D31) ||
	    reg == ARM64_REG_X29 || reg == ARM64_REG_X30 ||
	    reg == ARM64_REG_XZR)
		return 8;
	if (reg >= ARM64_REG_H0 && reg <= ARM64_REG_H31)
		return 2;
	if (reg >= ARM64_REG_B0 && reg <= ARM64_REG_B31)
		return 1;
	return 4;
}

/* The bytes that a load or store moves, by its mnemonic and registers. */
static unsigned
size_of(const cs_insn *insn)
{
	const char *m = insn->mnemonic;
	/* A store-exclusive's first register says whether it stored. */
	const unsigned i = is_store_exclusive(m) ? 1 : 0;
	const size_t n = strlen(m);
	unsigned size = register_bytes(insn->detail->arm64.operands[i].reg);

	if (m[n - 1] == 'b')
		size = 1;
	else if (m[n - 1] == 'h')
		size = 2;
	else if (m[n - 1] == 'w')
		size = 4;
	return is_pair(m) ? 2 * size : size;
}

static void
look_at_memory(const cs_insn *insn, const cs_arm64_op *op, bool is_after,
    const struct regs *regs, struct insn *ret)
{
	const char *m = insn->mnemonic;
	struct insn_access *access;

	if (starts_with(m, "prf"))
		return;
	ret->is_unknown = !is_known(m);
	access = decode_add_access(ret);
	access->address = address_of(op, regs, is_after);
	access->n_bytes = size_of(insn);
	ret->is_atomic = is_lse(m) || is_store_exclusive(m);
	access->is_written = is_lse(m) || starts_with(m, "st");
	access->is_read = is_lse(m) || !starts_with(m, "st");
}

/* A load from beside the code: its address is no memory operand. */
static void
look_at_literal(const cs_insn *insn, struct insn *ret)
{
	const cs_arm64_op *op = &insn->detail->arm64.operands[1];

	if (!starts_with(insn->mnemonic, "ldr") ||
	    insn->detail->arm64.op_count != 2 || op->type != ARM64_OP_IMM)
		return;
	ret->has_data = true;
	ret->named = (uint64_t)op->imm;
	*decode_add_access(ret) = (struct insn_access){
		.address = ret->named,
		.n_bytes = size_of(insn),
		.is_read = true,
	};
}

static void
look_at_flow(struct decoder *decoder, struct insn *ret)
{
	const cs_insn *insn = decoder->insn;
	const cs_arm64 *arm64 = &insn->detail->arm64;
	const unsigned id = insn->id;
	const unsigned last = arm64->op_count;

	ret->is_call = id == ARM64_INS_BL || id == ARM64_INS_BLR;
	ret->is_return = id == ARM64_INS_RET;
	ret->is_conditional = (id == ARM64_INS_B && arm64->cc != ARM64_CC_AL &&
	                          arm64->cc != ARM64_CC_INVALID) ||
	    id == ARM64_INS_CBZ || id == ARM64_INS_CBNZ ||
	    id == ARM64_INS_TBZ || id == ARM64_INS_TBNZ;
	ret->is_branch = ret->is_call || ret->is_return ||
	    ret->is_conditional || id == ARM64_INS_B || id == ARM64_INS_BR;
	if (ret->is_branch && last > 0 &&
	    arm64->operands[last - 1].type == ARM64_OP_IMM) {
		ret->has_target = true;
		ret->named = (uint64_t)arm64->operands[last - 1].imm;
	}
}

/*
 * An address relative to the program counter is made of two instructions: adrp
 * and what adds the rest.  The second is the one that names it.
 */
static void
look_at_pages(struct decoder *decoder, struct insn *ret)
{
	const cs_insn *insn = decoder->insn;
	const cs_arm64 *arm64 = &insn->detail->arm64;
	const cs_arm64_op *ops = arm64->operands;
	unsigned base = 32;
	uint64_t rest = 0;

	if (insn->id == ARM64_INS_ADRP || insn->id == ARM64_INS_ADR) {
		ret->has_data = true;
		ret->named = (uint64_t)ops[1].imm;
		ret->is_page = insn->id == ARM64_INS_ADRP;
		if (insn->id == ARM64_INS_ADRP && number_of(ops[0].reg) < 32)
			decoder->pages[number_of(ops[0].reg)] =
			    (uint64_t)ops[1].imm;
		return;
	}
	if (insn->id == ARM64_INS_ADD && arm64->op_count == 3 &&
	    ops[2].type == ARM64_OP_IMM) {
		base = number_of(ops[1].reg);
		rest = (uint64_t)ops[2].imm;
	}
	for (unsigned i = 0; i < arm64->op_count; i++)
		if (ops[i].type == ARM64_OP_MEM &&
		    number_of(ops[i].mem.index) > 31) {
			base = number_of(ops[i].mem.base);
			rest = (uint64_t)(int64_t)ops[i].mem.disp;
		}
	if (base < 31 && decoder->pages[base] != 0) {
		ret->has_data = true;
		ret->named = decoder->pages[base] + rest;
	}
	/* A register that is overwritten holds no page any more. */
	if (arm64->op_count > 0 && ops[0].type == ARM64_OP_REG &&
	    number_of(ops[0].reg) < 32 && !starts_with(insn->mnemonic, "st"))
		decoder->pages[number_of(ops[0].reg)] = 0;
}

void
decode_look_arm64(
    struct decoder *decoder, const struct regs *regs, struct insn *ret)
{
	const cs_insn *insn = decoder->insn;
	const cs_arm64 *arm64 = &insn->detail->arm64;

	ret->is_syscall = insn->id == ARM64_INS_SVC;
	ret->is_pause = strcmp(insn->mnemonic, "yield") == 0 ||
	    (insn->id == ARM64_INS_HINT &&
	        arm64->operands[0].imm == HINT_YIELD);
	look_at_flow(decoder, ret);
	for (unsigned i = 0; i < arm64->op_count; i++)
		if (arm64->operands[i].type == ARM64_OP_MEM)
			look_at_memory(insn, &arm64->operands[i],
			    arm64->writeback && i + 1 < arm64->op_count, regs,
			    ret);
	look_at_pages(decoder, ret);
	look_at_literal(insn, ret);
	/* dc zva clears a line; its operand looks like a plain address. */
	ret->is_unknown |= strcmp(insn->mnemonic, "dc") == 0 &&
	    starts_with(insn->op_str, "zva");
	if (ret->is_return || ret->is_call)
		memset(decoder->pages, 0, sizeof(decoder->pages));
}
