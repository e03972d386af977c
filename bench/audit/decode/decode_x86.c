/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/audit/decode/decode_arch.h"

#include <string.h>

#define STACK_BYTES 8

/* The register of an operand, as regs.h counts them; 0 for none. */
static uint64_t
value_of(const struct regs *regs, unsigned reg)
{
	static const uint16_t order[][2] = { { X86_REG_RAX, X86_REG_EAX },
		{ X86_REG_RCX, X86_REG_ECX }, { X86_REG_RDX, X86_REG_EDX },
		{ X86_REG_RBX, X86_REG_EBX }, { X86_REG_RSP, X86_REG_ESP },
		{ X86_REG_RBP, X86_REG_EBP }, { X86_REG_RSI, X86_REG_ESI },
		{ X86_REG_RDI, X86_REG_EDI }, { X86_REG_R8, X86_REG_R8D },
		{ X86_REG_R9, X86_REG_R9D }, { X86_REG_R10, X86_REG_R10D },
		{ X86_REG_R11, X86_REG_R11D }, { X86_REG_R12, X86_REG_R12D },
		{ X86_REG_R13, X86_REG_R13D }, { X86_REG_R14, X86_REG_R14D },
		{ X86_REG_R15, X86_REG_R15D } };

	for (unsigned i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		if (order[i][0] == reg)
			return regs->r[i];
		if (order[i][1] == reg)
			return (uint32_t)regs->r[i];
	}
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
	/* Addresses of 32 bits, by a prefix. */
	if (insn->detail->x86.addr_size == 4)
		address = (uint32_t)address;
	if (mem->segment == X86_REG_FS)
		address += regs->tls;
	if (mem->segment == X86_REG_GS)
		address += regs->gs;
	return address;
}

static bool
is_locked(const cs_insn *insn)
{
	return insn->detail->x86.prefix[0] == X86_PREFIX_LOCK ||
	    insn->id == X86_INS_XCHG;
}

/* Adds what the memory operand op, the first of all or not, undergoes. */
static void
look_at_memory(const cs_insn *insn, const cs_x86_op *op, bool is_first,
    const struct regs *regs, struct insn *ret)
{
	const struct decode_touch touch = decode_touch(insn->mnemonic);
	const bool is_read =
	    is_locked(insn) || (is_first ? touch.reads_first : touch.reads);
	const bool is_written =
	    is_locked(insn) || (is_first && touch.writes_first);
	struct insn_access *access;

	ret->is_unknown |= !touch.is_known;
	if (!is_read && !is_written)
		return;
	ret->is_atomic |= is_locked(insn);
	access = decode_add_access(ret);
	access->address = address_of(insn, &op->mem, regs);
	access->n_bytes = op->size;
	access->is_read = is_read;
	access->is_written = is_written;
}

/* The stack is touched without being named. */
static void
look_at_stack(const cs_insn *insn, const struct regs *regs, struct insn *ret)
{
	struct insn_access *access;
	uint64_t top = regs == NULL ? 0 : regs->r[REGS_X86_SP];
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

/* Counts down and jumps; no jump to capstone. */
static bool
is_loop(unsigned id)
{
	return id == X86_INS_LOOP || id == X86_INS_LOOPE ||
	    id == X86_INS_LOOPNE;
}

static void
look_at_flow(struct decoder *decoder, struct insn *ret)
{
	const cs_insn *insn = decoder->insn;
	const cs_x86 *x86 = &insn->detail->x86;

	ret->is_call = cs_insn_group(decoder->handle, insn, CS_GRP_CALL);
	ret->is_return = cs_insn_group(decoder->handle, insn, CS_GRP_RET);
	ret->is_branch = ret->is_call || ret->is_return || is_loop(insn->id) ||
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
	ret->is_unknown = decode_hides_access(insn->mnemonic);
	for (unsigned i = 0; i < x86->op_count; i++) {
		const cs_x86_op *op = &x86->operands[i];

		if (op->type != X86_OP_MEM)
			continue;
		if (op->mem.base == X86_REG_RIP) {
			ret->has_data = true;
			ret->named = address_of(insn, &op->mem, regs);
		}
		look_at_memory(insn, op, i == 0, regs, ret);
	}
	/* No round is left. */
	if (ret->is_repeated && regs != NULL &&
	    value_of(regs, X86_REG_RCX) == 0)
		ret->n_accesses = 0;
	look_at_stack(insn, regs, ret);
}
