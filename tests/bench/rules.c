/* SPDX-License-Identifier: BSD-2-Clause */
#include "rules.h"

#include "asking.h"

#include <capstone/capstone.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One pass over the code of an arm, and what was found. */
struct look {
	const struct object *object;
	const struct arm_names *names;
	const struct asking_form *form;
	unsigned broken;
	unsigned n_asked_in_loops;
	unsigned n_asked_in_hard;
	unsigned n_fake_ahead_in_hard;
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

static bool
is_indirection(const struct object *object, uint64_t address)
{
	const Elf64_Shdr *s = object_section_at(object, address);
	const char *name = s == NULL ? "" : object_section_name(object, s);

	return starts_with(name, ".plt") || starts_with(name, ".got");
}

static void
look_at_access(struct look *look, csh handle, const char *function,
    const cs_insn *insn, const cs_x86_op *op)
{
	uint64_t target;

	if (insn_is_rip_relative(op) &&
	    is_indirection(look->object, insn_rip_target(insn, op)) &&
	    !asking_excuses_got(
	        look->object, look->form, insn_rip_target(insn, op)))
		break_rule(look, RULE_NO_PLT_OR_GOT, function, insn,
		    "through the GOT");
	if (insn_is_branch(insn, handle, &target)) {
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

/* Judges how a function asked, and adds it up. */
static void
judge_asking(struct look *look, const char *function, const struct asking *seen)
{
	const char *wrong = asking_judge(look->form, seen);

	if (wrong != NULL)
		break_rule(look, RULE_FLAG_IS_ONE, function, NULL, wrong);
	wrong = asking_judge_line(look->form, seen);
	if (wrong != NULL)
		break_rule(look, RULE_FLAG_LIES, function, NULL, wrong);
	if (seen->n_tls > 0 &&
	    (!asking_uses_tls(look->form) || seen->n_asked == 0))
		break_rule(
		    look, RULE_NO_TLS, function, NULL, "thread-local storage");
	if (starts_with(function, "run_"))
		look->n_asked_in_loops += seen->n_asked;
	if (ends_with(function, "_hard")) {
		look->n_asked_in_hard += seen->n_asked;
		look->n_fake_ahead_in_hard += seen->n_fake_ahead;
	}
}

/* Looks at one function; its lowest backward target is its outermost loop. */
static void
look_at_function(struct look *look, csh handle, const Elf64_Sym *symbol)
{
	const char *name = object_symbol_name(look->object, symbol);
	uint64_t loop = UINT64_MAX;
	struct asking seen = { 0 };
	cs_insn *insns;
	const size_t n =
	    cs_disasm(handle, object_bytes_at(look->object, symbol->st_value),
	        symbol->st_size, symbol->st_value, 0, &insns);

	for (size_t i = 0; i < n; i++) {
		const cs_x86_op *op = insn_memory(&insns[i]);
		uint64_t target;

		asking_see(look->object, look->form, &insns[i],
		    i + 1 < n ? &insns[i + 1] : NULL, handle, &seen);
		look_at_access(look, handle, name, &insns[i], op);
		if (insn_is_branch(&insns[i], handle, &target) &&
		    target <= insns[i].address && target >= symbol->st_value &&
		    target < loop)
			loop = target;
	}
	judge_asking(look, name, &seen);
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
	const char *wrong;

	if ((look->n_asked_in_loops > 0) != is_entry)
		break_rule(look, RULE_FLAG_IS_ONE, "loops", NULL,
		    "it is asked in the wrong place");
	if ((look->n_asked_in_hard > 0) != is_hard)
		break_rule(look, RULE_FLAG_IS_ONE, "hard paths", NULL,
		    "it is asked in the wrong place");
	wrong = asking_judge_data(look->object, look->form);
	if (wrong != NULL)
		break_rule(look, RULE_FLAG_LIES, "data", NULL, wrong);
}

static void
look_at_arm(const struct object *object, const struct arm_names *names,
    struct look *ret)
{
	struct look look = {
		.object = object,
		.names = names,
		.form = asking_form(names->check),
	};
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
	*ret = look;
}

unsigned
rules_broken(const struct object *object, const struct arm_names *names)
{
	struct look look;

	look_at_arm(object, names, &look);
	return look.broken;
}

unsigned
rules_count_fake_ahead(
    const struct object *object, const struct arm_names *names)
{
	struct look look;

	look_at_arm(object, names, &look);
	return look.n_fake_ahead_in_hard;
}

/* Same bytes, or the same instruction with an operand that moves with it. */
static bool
is_same(const cs_insn *a, const cs_insn *b, csh handle)
{
	uint64_t target;

	if (a->size != b->size || a->id != b->id)
		return false;
	return memcmp(a->bytes, b->bytes, a->size) == 0 ||
	    insn_is_rip_relative(insn_memory(a)) ||
	    insn_is_branch(a, handle, &target);
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
