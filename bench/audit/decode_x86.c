/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/audit/decode_arch.h"

#include <string.h>

#define STACK_BYTES 8

/* The register of an operand, as regs.h counts them; 0 for none. */
static uint64_t
value_of(const struct regs *regs, unsigned reg)
{
	static const uint16_t order[] = { X86_REG_RAX, X86_REG_RCX, X86_REG_RDX,
		X86_REG_RBX, X86_REG_RSP, X86_REG_RBP, X86_REG_RSI, X86_REG_RDI,
		X86_REG_R8, X86_REG_R9, X86_REG_R10, X86_REG_R11, X86_REG_R12,
		X86_REG_R13, X86_REG_R14, X86_REG_R15 };

	for (unsigned i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		if (order[i] == reg)
			return regs->r[i];
	return 0;
}

static uint64_t
address_of(const cs_insn *insn, const x86_op_mem *mem, const struct regs *regs)
{
	uint64_t address = (uint64_t)mem->disp;

	if (mem->base == X86_REG_RIP)
		return insn->address + insn->size + address;
	if (regs == NULL)
		return 0;
	address += value_of(regs, mem->base) +
	    value_of(regs, mem->index) * (uint64_t)mem->scale;
	if (mem->segment == X86_REG_FS)
		address += regs->tls;
	return address;
}

/* Names an address, or hints at one: no access. */
static bool
touches_nothing(unsigned id)
{
	switch (id) {
	case X86_INS_CLFLUSH:
	case X86_INS_CLFLUSHOPT:
	case X86_INS_LEA:
	case X86_INS_NOP:
	case X86_INS_PREFETCH:
	case X86_INS_PREFETCHNTA:
	case X86_INS_PREFETCHT0:
	case X86_INS_PREFETCHT1:
	case X86_INS_PREFETCHT2:
	case X86_INS_PREFETCHW:
		return true;
	default:
		return false;
	}
}

static bool
is_locked(const cs_insn *insn)
{
	return insn->detail->x86.prefix[0] == X86_PREFIX_LOCK ||
	    insn->id == X86_INS_XCHG;
}

/* What the memory operand op, the first of all operands or not, undergoes. */
static void
set_access(const cs_insn *insn, const cs_x86_op *op, bool is_first,
    struct insn_access *access)
{
	const unsigned id = insn->id;

	access->n_bytes = op->size;
	access->is_read = (op->access & CS_AC_READ) != 0 || op->access == 0;
	access->is_written = (op->access & CS_AC_WRITE) != 0;
	if (is_locked(insn) || id == X86_INS_CMPXCHG || id == X86_INS_XADD) {
		access->is_read = true;
		access->is_written = true;
	} else if (id == X86_INS_TEST || id == X86_INS_CMP ||
	    id == X86_INS_BT) {
		access->is_written = false;
	} else if (is_first && strncmp(insn->mnemonic, "mov", 3) == 0) {
		access->is_read = false;
		access->is_written = true;
	}
}

/* The stack is touched without being named. */
static void
look_at_stack(const cs_insn *insn, const struct regs *regs, struct insn *ret)
{
	struct insn_access *access;
	uint64_t top = regs == NULL ? 0 : regs->r[REGS_SP];
	bool pushes = false;

	switch (insn->id) {
	case X86_INS_CALL:
	case X86_INS_PUSH:
	case X86_INS_PUSHFQ:
		pushes = true;
		top -= STACK_BYTES;
		break;
	case X86_INS_LEAVE:
		top = regs == NULL ? 0 : value_of(regs, X86_REG_RBP);
		break;
	case X86_INS_POP:
	case X86_INS_POPFQ:
	case X86_INS_RET:
		break;
	default:
		return;
	}
	access = decode_add_access(ret);
	access->address = regs == NULL ? 0 : top;
	access->n_bytes = STACK_BYTES;
	access->is_read = !pushes;
	access->is_written = pushes;
}

static void
look_at_flow(struct decoder *decoder, struct insn *ret)
{
	const cs_insn *insn = decoder->insn;
	const cs_x86 *x86 = &insn->detail->x86;

	ret->is_call = cs_insn_group(decoder->handle, insn, CS_GRP_CALL);
	ret->is_return = cs_insn_group(decoder->handle, insn, CS_GRP_RET);
	ret->is_branch = ret->is_call || ret->is_return ||
	    cs_insn_group(decoder->handle, insn, CS_GRP_JUMP);
	ret->is_conditional = ret->is_branch && !ret->is_call &&
	    !ret->is_return && insn->id != X86_INS_JMP;
	if (ret->is_branch && x86->op_count == 1 &&
	    x86->operands[0].type == X86_OP_IMM) {
		ret->has_target = true;
		ret->named = (uint64_t)x86->operands[0].imm;
	}
}

/* Of the string instructions; capstone names the prefix only there. */
static bool
is_repeated(const cs_insn *insn)
{
	return strncmp(insn->mnemonic, "rep", 3) == 0 &&
	    strchr(insn->mnemonic, ' ') != NULL;
}

void
decode_look_x86(
    struct decoder *decoder, const struct regs *regs, struct insn *ret)
{
	const cs_insn *insn = decoder->insn;
	const cs_x86 *x86 = &insn->detail->x86;

	ret->is_pause = insn->id == X86_INS_PAUSE;
	ret->is_syscall = insn->id == X86_INS_SYSCALL;
	ret->is_repeated = is_repeated(insn);
	look_at_flow(decoder, ret);
	for (unsigned i = 0; i < x86->op_count; i++) {
		const cs_x86_op *op = &x86->operands[i];
		struct insn_access *access;

		if (op->type != X86_OP_MEM)
			continue;
		if (op->mem.base == X86_REG_RIP) {
			ret->has_data = true;
			ret->named = address_of(insn, &op->mem, regs);
		}
		if (touches_nothing(insn->id))
			continue;
		ret->is_atomic |= is_locked(insn);
		access = decode_add_access(ret);
		access->address = address_of(insn, &op->mem, regs);
		set_access(insn, op, i == 0, access);
	}
	look_at_stack(insn, regs, ret);
}
