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
	const Elf64_Sym *called; /* by an acquisition */
	unsigned broken;
	unsigned n_asked_at_entry;
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
	    look->names->check, look->names->place, look->names->offset,
	    function, insn == NULL ? "" : insn->mnemonic,
	    insn == NULL ? "" : insn->op_str, what);
}

static bool
is_indirection(const struct object *object, uint64_t address)
{
	const Elf64_Shdr *s = object_section_at(object, address);
	const char *name = s == NULL ? "" : object_section_name(object, s);

	return starts_with(name, ".plt") || starts_with(name, ".got");
}

/* True if a function is the lock's own, and not that of one inside of it. */
static bool
is_own(const struct arm_names *names, const char *function)
{
	/* A variant has its lock's functions: mtx-delay12. */
	const size_t n = strcspn(names->lock, "-");

	return strncmp(function, names->lock, n) == 0 && function[n] == '_';
}

/*
 * What an acquisition calls: the hard path, or, in a lock of which nothing is
 * inlined, the operation itself.  NULL if there is neither.
 */
static const Elf64_Sym *
called_symbol(const struct object *object, const struct arm_names *names)
{
	static const char *const ends[] = { "lock_hard", "lock", "op" };
	const Elf64_Sym *symbol = NULL;
	char name[64];

	for (unsigned i = 0; symbol == NULL && i < 3; i++) {
		snprintf(name, sizeof(name), "%.*s_%s",
		    (int)strcspn(names->lock, "-"), names->lock, ends[i]);
		symbol = object_symbol(object, name);
	}
	return symbol;
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
		if (is_indirection(look->object, target))
			break_rule(look, RULE_NO_PLT_OR_GOT, function, insn,
			    "through the PLT");
		if (starts_with(function, "run_uncontended") &&
		    look->called != NULL && target == look->called->st_value)
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
	if (ends_with(function, "_hard")) {
		look->n_asked_in_hard += seen->n_asked;
		look->n_fake_ahead_in_hard += seen->n_fake_ahead;
	} else if (starts_with(function, "run_") ||
	    (look->called != NULL &&
	        strcmp(function,
	            object_symbol_name(look->object, look->called)) == 0)) {
		look->n_asked_at_entry += seen->n_asked;
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
	const size_t n = cs_disasm(handle,
	    object_bytes_at(look->object, symbol->st_value, symbol->st_size),
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
	    (loop == UINT64_MAX || loop % 64 != look->names->offset))
		break_rule(look, RULE_LOOPS_AT_OFFSET, name, NULL,
		    "the loop does not start at the offset");
	if (ends_with(name, "_hard") &&
	    symbol->st_value % 64 != look->names->offset)
		break_rule(look, RULE_HARD_AT_OFFSET, name, NULL,
		    "the hard path does not start at the offset");
	cs_free(insns, n);
}

/* Loops, and the lock's operations: wherever the link put them. */
static bool
is_measured(const struct object *object, const struct arm_names *names,
    const Elf64_Sym *symbol)
{
	const char *name = object_symbol_name(object, symbol);

	return ELF64_ST_TYPE(symbol->st_info) == STT_FUNC &&
	    symbol->st_size > 0 &&
	    (starts_with(name, "run_") || is_own(names, name));
}

/* The flag must stand where the arm's name says, and nowhere else. */
static void
judge_flag(struct look *look)
{
	const bool is_hard = strcmp(look->names->place, "hard") == 0;
	const bool is_entry = strcmp(look->names->place, "entry") == 0;
	const char *wrong;

	if ((look->n_asked_at_entry > 0) != is_entry)
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
		.called = called_symbol(object, names),
	};
	csh handle;

	if (cs_open(CS_ARCH_X86, CS_MODE_64, &handle) != CS_ERR_OK)
		abort();
	cs_option(handle, CS_OPT_DETAIL, CS_OPT_ON);
	for (unsigned i = 0; i < object->n_symbols; i++)
		if (is_measured(object, names, &object->symbols[i]))
			look_at_function(&look, handle, &object->symbols[i]);
	cs_close(&handle);
	judge_flag(&look);
	if (!look.calls_hard)
		break_rule(&look, RULE_HARD_IS_CALLED, "run_uncontended", NULL,
		    "does not call what acquires");
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
