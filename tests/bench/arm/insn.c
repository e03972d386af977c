/* SPDX-License-Identifier: BSD-2-Clause */
#include "insn.h"

#include <stddef.h>

const cs_x86_op *
insn_memory(const cs_insn *insn)
{
	const cs_x86 *x86 = &insn->detail->x86;

	if (insn->id == X86_INS_NOP)
		return NULL;
	for (unsigned i = 0; i < x86->op_count; i++)
		if (x86->operands[i].type == X86_OP_MEM)
			return &x86->operands[i];
	return NULL;
}

bool
insn_is_rip_relative(const cs_x86_op *op)
{
	return op != NULL && op->mem.base == X86_REG_RIP;
}

uint64_t
insn_rip_target(const cs_insn *insn, const cs_x86_op *op)
{
	return insn->address + insn->size + (uint64_t)op->mem.disp;
}

bool
insn_is_branch(const cs_insn *insn, csh handle, uint64_t *ret_target)
{
	const cs_x86 *x86 = &insn->detail->x86;

	if ((!cs_insn_group(handle, insn, CS_GRP_JUMP) &&
	        !cs_insn_group(handle, insn, CS_GRP_CALL)) ||
	    x86->op_count != 1 || x86->operands[0].type != X86_OP_IMM)
		return false;
	*ret_target = (uint64_t)x86->operands[0].imm;
	return true;
}

bool
insn_compares_memory_with_zero(const cs_insn *insn)
{
	const cs_x86 *x86 = &insn->detail->x86;

	return insn->id == X86_INS_CMP && x86->operands[0].type == X86_OP_MEM &&
	    x86->operands[1].type == X86_OP_IMM && x86->operands[1].imm == 0;
}
