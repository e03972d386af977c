/* SPDX-License-Identifier: BSD-2-Clause */
#include "rules.h"

#include <capstone/capstone.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One pass over the code of an arm, and what was found. */
struct look {
	const struct object *object;
	const struct arm_names *names;
	unsigned broken;
	unsigned n_flag_loads_in_loops;
	unsigned n_flag_loads_in_hard;
	bool calls_hard;
};

static bool
starts_with(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

static bool
ends_with(const char *text, const char *end)
{
	const size_t n = strlen(text);
	const size_t m = strlen(end);

	return n >= m && strcmp(text + n - m, end) == 0;
}

static void
break_rule(struct look *look, enum rule rule, const char *function,
    const cs_insn *insn, const char *what)
{
	look->broken |= rule;
	fprintf(stderr, "# %s-%s-%s.p%u: %s+: %s %s: %s\n", look->names->lock,
	    look->names->check, look->names->place, look->names->pad, function,
	    insn == NULL ? "" : insn->mnemonic,
	    insn == NULL ? "" : insn->op_str, what);
}

/* The memory operand of an instruction, or NULL. */
static const cs_x86_op *
memory_operand(const cs_insn *insn)
{
	const cs_x86 *x86 = &insn->detail->x86;

	for (unsigned i = 0; i < x86->op_count; i++)
		if (x86->operands[i].type == X86_OP_MEM)
			return &x86->operands[i];
	return NULL;
}

static bool
is_rip_relative(const cs_x86_op *op)
{
	return op != NULL && op->mem.base == X86_REG_RIP;
}

static uint64_t
rip_target(const cs_insn *insn, const cs_x86_op *op)
{
	return insn->address + insn->size + (uint64_t)op->mem.disp;
}

static bool
is_branch(const cs_insn *insn, csh handle, uint64_t *ret_target)
{
	const cs_x86 *x86 = &insn->detail->x86;

	if ((!cs_insn_group(handle, insn, CS_GRP_JUMP) &&
	        !cs_insn_group(handle, insn, CS_GRP_CALL)) ||
	    x86->op_count != 1 || x86->operands[0].type != X86_OP_IMM)
		return false;
	*ret_target = (uint64_t)x86->operands[0].imm;
	return true;
}

static bool
is_indirection(const struct object *object, uint64_t address)
{
	const Elf64_Shdr *s = object_section_at(object, address);
	const char *name = s == NULL ? "" : object_section_name(object, s);

	return starts_with(name, ".plt") || starts_with(name, ".got");
}

/* True if the instruction reads the check's flag. */
static bool
reads_flag(const struct look *look, const cs_insn *insn, const cs_x86_op *op)
{
	const Elf64_Sym *flag = object_symbol(look->object, "stop_scheduler");

	if (op == NULL)
		return false;
	if (strcmp(look->names->check, "td") == 0)
		/* Of all that the paths touch, only this field is a short. */
		return op->size == 2 && insn->id != X86_INS_NOP;
	return is_rip_relative(op) && flag != NULL &&
	    rip_target(insn, op) == flag->st_value;
}

static void
look_at_flag(struct look *look, const char *function, const cs_insn *insn,
    const cs_x86_op *op)
{
	const cs_x86 *x86 = &insn->detail->x86;

	if (!reads_flag(look, insn, op))
		return;
	if (starts_with(function, "run_"))
		look->n_flag_loads_in_loops++;
	else if (ends_with(function, "_hard"))
		look->n_flag_loads_in_hard++;
	if (ends_with(function, "_hard") &&
	    (insn->id != X86_INS_CMP || x86->operands[1].type != X86_OP_IMM ||
	        x86->operands[1].imm != 0))
		break_rule(look, RULE_FLAG_IS_ONE, function, insn,
		    "the flag is not read by one compare");
}

static void
look_at_access(struct look *look, csh handle, const char *function,
    const cs_insn *insn, const cs_x86_op *op)
{
	uint64_t target;

	if (op != NULL &&
	    (op->mem.segment == X86_REG_FS || op->mem.segment == X86_REG_GS) &&
	    insn->id != X86_INS_NOP)
		break_rule(
		    look, RULE_NO_TLS, function, insn, "thread-local storage");
	if (is_rip_relative(op) &&
	    is_indirection(look->object, rip_target(insn, op)))
		break_rule(look, RULE_NO_PLT_OR_GOT, function, insn,
		    "through the GOT");
	if (is_branch(insn, handle, &target)) {
		const Elf64_Sym *hard = NULL;
		char name[64];

		snprintf(name, sizeof(name), "%s_lock_hard", look->names->lock);
		hard = object_symbol(look->object, name);
		if (is_indirection(look->object, target))
			break_rule(look, RULE_NO_PLT_OR_GOT, function, insn,
			    "through the PLT");
		if (starts_with(function, "run_uncontended") && hard != NULL &&
		    target == hard->st_value)
			look->calls_hard = true;
	}
}

/* Looks at one function; its lowest backward target is its outermost loop. */
static void
look_at_function(struct look *look, csh handle, const Elf64_Sym *symbol)
{
	const char *name = object_symbol_name(look->object, symbol);
	uint64_t loop = UINT64_MAX;
	cs_insn *insns;
	const size_t n =
	    cs_disasm(handle, object_bytes_at(look->object, symbol->st_value),
	        symbol->st_size, symbol->st_value, 0, &insns);

	for (size_t i = 0; i < n; i++) {
		const cs_x86_op *op = memory_operand(&insns[i]);
		uint64_t target;

		look_at_flag(look, name, &insns[i], op);
		look_at_access(look, handle, name, &insns[i], op);
		if (is_branch(&insns[i], handle, &target) &&
		    target <= insns[i].address && target >= symbol->st_value &&
		    target < loop)
			loop = target;
	}
	if (starts_with(name, "run_") &&
	    (loop == UINT64_MAX || loop % 64 != look->names->pad))
		break_rule(look, RULE_LOOPS_AT_PAD, name, NULL,
		    "the loop does not start at the pad");
	if (ends_with(name, "_hard") &&
	    symbol->st_value % 64 != look->names->pad)
		break_rule(look, RULE_HARD_AT_PAD, name, NULL,
		    "the hard path does not start at the pad");
	cs_free(insns, n);
}

/* Loops, and what ends in _hard or is a try: wherever the link put them. */
static bool
is_measured(const struct object *object, const Elf64_Sym *symbol)
{
	const char *name = object_symbol_name(object, symbol);

	return ELF64_ST_TYPE(symbol->st_info) == STT_FUNC &&
	    symbol->st_size > 0 &&
	    (starts_with(name, "run_") || ends_with(name, "_hard") ||
	        ends_with(name, "_trylock"));
}

/* The flag must stand where the arm's name says, and nowhere else. */
static void
judge_flag(struct look *look)
{
	const bool is_hard = strcmp(look->names->place, "hard") == 0;
	const bool is_entry = strcmp(look->names->place, "entry") == 0;

	if ((look->n_flag_loads_in_loops > 0) != is_entry)
		break_rule(look, RULE_FLAG_IS_ONE, "loops", NULL,
		    "the flag is read in the wrong place");
	if ((look->n_flag_loads_in_hard > 0) != is_hard)
		break_rule(look, RULE_FLAG_IS_ONE, "hard paths", NULL,
		    "the flag is read in the wrong place");
}

unsigned
rules_broken(const struct object *object, const struct arm_names *names)
{
	struct look look = { .object = object, .names = names };
	csh handle;

	if (cs_open(CS_ARCH_X86, CS_MODE_64, &handle) != CS_ERR_OK)
		abort();
	cs_option(handle, CS_OPT_DETAIL, CS_OPT_ON);
	for (unsigned i = 0; i < object->n_symbols; i++)
		if (is_measured(object, &object->symbols[i]))
			look_at_function(&look, handle, &object->symbols[i]);
	cs_close(&handle);
	judge_flag(&look);
	if (!look.calls_hard)
		break_rule(&look, RULE_HARD_IS_CALLED, "run_uncontended", NULL,
		    "does not call the hard path");
	return look.broken;
}

/* Same bytes, or the same instruction with an operand that moves with it. */
static bool
is_same(const cs_insn *a, const cs_insn *b, csh handle)
{
	uint64_t target;

	if (a->size != b->size || a->id != b->id)
		return false;
	return memcmp(a->bytes, b->bytes, a->size) == 0 ||
	    is_rip_relative(memory_operand(a)) || is_branch(a, handle, &target);
}

static bool
is_same_function(const struct object *a, const Elf64_Sym *x,
    const struct object *b, csh handle)
{
	const char *name = object_symbol_name(a, x);
	const Elf64_Sym *y = object_symbol(b, name);
	cs_insn *left;
	cs_insn *right;
	size_t n;
	size_t m;
	size_t i = 0;

	if (y == NULL)
		return false;
	n = cs_disasm(handle, object_bytes_at(a, x->st_value), x->st_size,
	    x->st_value, 0, &left);
	m = cs_disasm(handle, object_bytes_at(b, y->st_value), y->st_size,
	    y->st_value, 0, &right);
	while (i < n && i < m && is_same(&left[i], &right[i], handle))
		i++;
	if (i < n || i < m)
		fprintf(stderr, "# %s differs at instruction %zu\n", name, i);
	cs_free(left, n);
	cs_free(right, m);
	return i == n && i == m;
}

bool
rules_same_code(const struct object *a, const struct object *b)
{
	bool same = true;
	csh handle;

	if (cs_open(CS_ARCH_X86, CS_MODE_64, &handle) != CS_ERR_OK)
		abort();
	cs_option(handle, CS_OPT_DETAIL, CS_OPT_ON);
	for (unsigned i = 0; i < a->n_symbols; i++)
		if (is_measured(a, &a->symbols[i]))
			same &= is_same_function(a, &a->symbols[i], b, handle);
	cs_close(&handle);
	return same;
}
