/* SPDX-License-Identifier: BSD-2-Clause */
#include "asking.h"

#include <stdio.h>
#include <string.h>

#define LINE_BYTES 64

/* Of all that the measured paths touch, only td_stopsched is a short. */
#define FIELD_BYTES 2

struct asking_form {
	const char *check;
	const char *flag;     /* the global that it reads, or NULL */
	const char *section;  /* where that must lie, on lines of its own */
	const char *function; /* that it calls */
	bool reads_field;     /* of a thread */
	bool uses_tls;        /* to find the thread */
	bool writes_line;     /* of the flag */
	bool is_patched;      /* reads nothing */
};

static const struct asking_form forms[] = {
	{ .check = "none" },
	{ .check = "global", .flag = "stop_scheduler" },
	{ .check = "global-nohint", .flag = "stop_scheduler" },
	{ .check = "curthread", .reads_field = true, .uses_tls = true },
	{ .check = "td", .reads_field = true },
	{
	    .check = "readfreq",
	    .flag = "stop_readfreq",
	    .section = ".data.read_frequently",
	},
	{ .check = "hotline", .flag = "stop_hotline", .writes_line = true },
	{ .check = "call", .function = "stop_call" },
	{ .check = "patch", .is_patched = true },
	{ .check = "panicstr", .flag = "panicstr" },
};

#define N_FORMS (sizeof(forms) / sizeof(forms[0]))

static const unsigned char nop[] = { 0x0f, 0x1f, 0x44, 0x00, 0x00 };

const struct asking_form *
asking_form(const char *check)
{
	for (size_t i = 0; i < N_FORMS; i++)
		if (strcmp(forms[i].check, check) == 0)
			return &forms[i];
	return NULL;
}

bool
asking_uses_tls(const struct asking_form *form)
{
	return form->uses_tls;
}

static bool
is_symbol(const struct object *object, const char *name, uint64_t address)
{
	const Elf64_Sym *s = name == NULL ? NULL : object_symbol(object, name);

	return s != NULL && s->st_value == address;
}

/* True if a flag of any check begins at address. */
static bool
is_any_flag(const struct object *object, uint64_t address)
{
	for (size_t i = 0; i < N_FORMS; i++)
		if (is_symbol(object, forms[i].flag, address))
			return true;
	return false;
}

static bool
is_site(const struct object *object, uint64_t address)
{
	const Elf64_Sym *from = object_symbol(object, "__start_patch_sites");
	const Elf64_Sym *to = object_symbol(object, "__stop_patch_sites");

	if (from == NULL || to == NULL)
		return false;
	/* Pairs of distances from the fields themselves: locks/patch.h. */
	for (uint64_t e = from->st_value; e < to->st_value; e += 8) {
		int32_t site;

		memcpy(&site, object_bytes_at(object, e, sizeof(site)),
		    sizeof(site));
		if (e + (uint64_t)(int64_t)site == address)
			return true;
	}
	return false;
}

static bool
is_on_line_of(const struct object *object, const char *name, uint64_t address)
{
	const Elf64_Sym *s = name == NULL ? NULL : object_symbol(object, name);

	return s != NULL && s->st_value / LINE_BYTES == address / LINE_BYTES;
}

static void
see_memory(const struct object *object, const struct asking_form *form,
    const cs_insn *insn, const cs_x86_op *op, struct asking *seen)
{
	uint64_t address;

	if (op->mem.segment == X86_REG_FS || op->mem.segment == X86_REG_GS)
		seen->n_tls++;
	if (op->size == FIELD_BYTES) {
		if (!form->reads_field)
			seen->n_otherwise++;
		else
			seen->n_asked++;
	}
	if (form->reads_field && op->size == FIELD_BYTES &&
	    !insn_compares_memory_with_zero(insn))
		seen->n_malformed++;
	if (!insn_is_rip_relative(op))
		return;
	address = insn_rip_target(insn, op);
	if ((op->access & CS_AC_WRITE) &&
	    is_on_line_of(object, form->flag, address))
		seen->n_line_writes++;
	else if (is_symbol(object, form->flag, address)) {
		seen->n_asked++;
		seen->n_malformed += !insn_compares_memory_with_zero(insn);
	} else if (is_any_flag(object, address))
		seen->n_otherwise++;
}

void
asking_see(const struct object *object, const struct asking_form *form,
    const cs_insn *insn, const cs_insn *next, csh handle, struct asking *seen)
{
	const cs_x86_op *op = insn_memory(insn);
	const unsigned n_before = seen->n_asked;
	uint64_t target;

	/* An address is taken by whoever flushes the line. */
	if (op != NULL && insn->id != X86_INS_LEA)
		see_memory(object, form, insn, op, seen);
	if (insn_is_branch(insn, handle, &target) &&
	    is_symbol(object, "stop_call", target)) {
		if (form->function != NULL)
			seen->n_asked++;
		else
			seen->n_otherwise++;
	}
	if (is_site(object, insn->address)) {
		if (!form->is_patched)
			seen->n_otherwise++;
		else
			seen->n_asked++;
		if (insn->size != sizeof(nop) ||
		    memcmp(insn->bytes, nop, sizeof(nop)) != 0)
			seen->n_malformed++;
	}
	/* Jumping over what comes next if the flag is zero. */
	if (seen->n_asked > n_before && next != NULL && next->id == X86_INS_JE)
		seen->n_fake_ahead++;
}

bool
asking_excuses_got(const struct object *object, const struct asking_form *form,
    uint64_t address)
{
	return form->uses_tls &&
	    object_relocation(object, address) == R_X86_64_TPOFF64;
}

const char *
asking_judge(const struct asking_form *form, const struct asking *seen)
{
	if (seen->n_malformed > 0)
		return "the question is not its one instruction";
	if (seen->n_otherwise > 0)
		return "another check's flag is read";
	if (form->uses_tls && seen->n_asked > 0 && seen->n_tls == 0)
		return "the thread is not the calling one";
	return NULL;
}

const char *
asking_judge_line(const struct asking_form *form, const struct asking *seen)
{
	if (!form->writes_line && seen->n_line_writes > 0)
		return "the flag's line is written";
	if (form->writes_line && seen->n_asked > 0 && seen->n_line_writes == 0)
		return "the flag's line is not written";
	return NULL;
}

/* True if nothing but *flag lies in the lines of its section. */
static bool
is_alone(const struct object *object, const Elf64_Sym *flag)
{
	const Elf64_Shdr *s = object_section_at(object, flag->st_value);

	if (s->sh_addr % LINE_BYTES != 0 || s->sh_size % LINE_BYTES != 0)
		return false;
	for (unsigned i = 0; i < object->n_symbols; i++) {
		const Elf64_Sym *other = &object->symbols[i];

		if (other != flag &&
		    ELF64_ST_TYPE(other->st_info) == STT_OBJECT &&
		    other->st_value / LINE_BYTES == flag->st_value / LINE_BYTES)
			return false;
	}
	return true;
}

/* True if the called function asks by one compare with the plain global. */
static bool
is_asking_function(const struct object *object, const char *name)
{
	const Elf64_Sym *s = object_symbol(object, name);
	struct asking seen = { 0 };
	cs_insn *insn;
	csh handle;

	if (s == NULL || cs_open(CS_ARCH_X86, CS_MODE_64, &handle) != CS_ERR_OK)
		return false;
	cs_option(handle, CS_OPT_DETAIL, CS_OPT_ON);
	if (cs_disasm(handle, object_bytes_at(object, s->st_value, s->st_size),
	        s->st_size, s->st_value, 1, &insn) == 1) {
		asking_see(
		    object, asking_form("global"), insn, NULL, handle, &seen);
		cs_free(insn, 1);
	}
	cs_close(&handle);
	return seen.n_asked == 1 && seen.n_malformed == 0;
}

const char *
asking_judge_data(const struct object *object, const struct asking_form *form)
{
	const Elf64_Sym *flag = NULL;

	if (form->function != NULL &&
	    !is_asking_function(object, form->function))
		return "the function does not ask";
	if (form->flag == NULL)
		return NULL;
	flag = object_symbol(object, form->flag);
	if (flag == NULL)
		return "there is no flag";
	if (form->section != NULL &&
	    (strcmp(object_section_name(
	                object, object_section_at(object, flag->st_value)),
	         form->section) != 0 ||
	        !is_alone(object, flag)))
		return "the flag is not in a section and a line of its own";
	return NULL;
}
