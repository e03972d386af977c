/* SPDX-License-Identifier: BSD-2-Clause */
#include "same_code.h"

#include "insn.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
	n = cs_disasm(handle, object_bytes_at(a, x->st_value, x->st_size),
	    x->st_size, x->st_value, 0, &left);
	m = cs_disasm(handle, object_bytes_at(b, y->st_value, y->st_size),
	    y->st_size, y->st_value, 0, &right);
	while (i < n && i < m && is_same(&left[i], &right[i], handle))
		i++;
	if (i < n || i < m)
		fprintf(stderr, "# %s differs at instruction %zu\n", name, i);
	cs_free(left, n);
	cs_free(right, m);
	return i == n && i == m;
}

/* True for the functions that block.ld places. */
static bool
is_placed(const struct object *object, const Elf64_Sym *symbol)
{
	const Elf64_Shdr *s = object_section_at(object, symbol->st_value);

	return ELF64_ST_TYPE(symbol->st_info) == STT_FUNC &&
	    symbol->st_size > 0 && s != NULL &&
	    strcmp(object_section_name(object, s), ".text.arm") == 0;
}

bool
same_code(const struct object *a, const struct object *b)
{
	bool same = true;
	csh handle;

	if (cs_open(CS_ARCH_X86, CS_MODE_64, &handle) != CS_ERR_OK)
		abort();
	cs_option(handle, CS_OPT_DETAIL, CS_OPT_ON);
	for (unsigned i = 0; i < a->n_symbols; i++)
		if (is_placed(a, &a->symbols[i]))
			same &= is_same_function(a, &a->symbols[i], b, handle);
	cs_close(&handle);
	return same;
}
