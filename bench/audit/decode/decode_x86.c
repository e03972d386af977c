/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/audit/decode/decode_private.h"

#include <string.h>

#define STACK_BYTES 8

/* What an instruction does to a memory operand, first or not. */
struct touch {
	bool is_known;
	bool reads; /* one that is not the first */
	bool reads_first;
	bool writes_first;
};

#define NOTHING                  \
	{                        \
		.is_known = true \
	}
#define READ                                                         \
	{                                                            \
		.is_known = true, .reads = true, .reads_first = true \
	}
#define WRITE                                          \
	{                                              \
		.is_known = true, .writes_first = true \
	}
#define MOVE                                                          \
	{                                                             \
		.is_known = true, .reads = true, .writes_first = true \
	}
#define CHANGE                                                        \
	{                                                             \
		.is_known = true, .reads = true, .reads_first = true, \
		.writes_first = true                                  \
	}
#define UNKNOWN                   \
	{                         \
		.is_known = false \
	}

/*
 * What instructions do to a memory operand, by their names.  The first match
 * counts; a star stands for any end.  An instruction that is not here is
 * unknown.
 */
static const struct {
	const char *names; /* separated by spaces */
	struct touch touch;
} touches[] = {
	{ "lea nop prefetch* clflush clflushopt clwb", NOTHING },
	/* These touch memory that they do not name. */
	{ "movdir* maskmov* vmaskmov* vpmaskmov*", UNKNOWN },
	{ "cmp cmpsb cmpsw cmpsd cmpsq scas* test bt", READ },
	{ "call jmp push mul imul div idiv", READ },
	{ "popcnt lzcnt tzcnt bsf bsr cmov*", READ },
	{ "fld fild fldcw ldmxcsr ucomis* comis* cvt*", READ },
	{ "pxor por pand pandn padd* psub* pcmpeq* punpck* pshuf*", READ },
	{ "xorp* andp* orp* addp* adds* subs* muls* divs*", READ },
	{ "vpxor vpor vpand vpandn vpadd* vpsub* vpcmpeq* vxorp*", READ },
	{ "vbroadcast* vpbroadcast* vinsert* vpinsr* pinsr*", READ },
	{ "set* pop fst fstp fist fistp fisttp", WRITE },
	{ "fnstcw fstcw fnstsw fstsw stmxcsr vstmxcsr", WRITE },
	{ "mov* vmov* stos* lods* lddqu vlddqu", MOVE },
	{ "pextr* vpextr* extractps vextract*", WRITE },
	{ "add sub and or xor adc sbb inc dec neg not", CHANGE },
	{ "shl sal shr sar rol ror rcl rcr shld shrd bts btr btc", CHANGE },
	{ "xchg cmpxchg cmpxchg8b cmpxchg16b xadd", CHANGE },
};

/* These have no memory operand, but touch memory other than the stack's top. */
static const char hidden[] = "enter xlatb maskmovq maskmovdqu vmaskmovdqu int* "
                             "iret* retf* lcall ljmp sysenter clzero pushf "
                             "popf";

static bool
is_among(const char *names, const char *name)
{
	while (*names != '\0') {
		const size_t n = strcspn(names, " ");
		const bool has_star = names[n - 1] == '*';

		if (strncmp(names, name, n - has_star) == 0 &&
		    (has_star || name[n] == '\0'))
			return true;
		names += n + strspn(names + n, " ");
	}
	return false;
}

static struct touch
find_touch(const char *mnemonic)
{
	/* The name stands after prefixes such as lock and rep. */
	const char *space = strrchr(mnemonic, ' ');
	const char *name = space == NULL ? mnemonic : space + 1;

	for (unsigned i = 0; i < sizeof(touches) / sizeof(touches[0]); i++)
		if (is_among(touches[i].names, name))
			return touches[i].touch;
	return (struct touch)UNKNOWN;
}

static bool
hides_access(const char *mnemonic)
{
	return is_among(hidden, mnemonic);
}

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

/*
 * Adds the access to the memory operand op, which is the first operand or not.
 */
static void
look_at_memory(const cs_insn *insn, const cs_x86_op *op, bool is_first,
    const struct regs *regs, struct insn *ret)
{
	const struct touch touch = find_touch(insn->mnemonic);
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

/* loop counts down and jumps; capstone does not call it a jump. */
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
	ret->is_unknown = hides_access(insn->mnemonic);
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
