/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/elf/kind.h"

#include <elf.h>

/* Since binutils 2.41; <elf.h> of glibc 2.36 does not know it. */
#ifndef R_AARCH64_PLT32
#define R_AARCH64_PLT32 314
#endif

static const struct reloc_kind x86_64[] = {
	{ R_X86_64_NONE, RULE_NONE, FIELD_NONE },
	{ R_X86_64_64, RULE_ADDRESS, FIELD_64 },
	{ R_X86_64_PC32, RULE_RELATIVE, FIELD_32 },
	{ R_X86_64_PC64, RULE_RELATIVE, FIELD_64 },
	{ R_X86_64_PLT32, RULE_BRANCH, FIELD_32 },
	{ R_X86_64_GOTPCREL, RULE_SLOT, FIELD_32 },
	{ R_X86_64_GOTPCRELX, RULE_SLOT, FIELD_32 },
	{ R_X86_64_REX_GOTPCRELX, RULE_SLOT, FIELD_32 },
	{ R_X86_64_GOTTPOFF, RULE_SLOT, FIELD_32 },
};

static const struct reloc_kind aarch64[] = {
	{ R_AARCH64_NONE, RULE_NONE, FIELD_NONE },
	{ R_AARCH64_ABS64, RULE_ADDRESS, FIELD_64 },
	{ R_AARCH64_PREL32, RULE_RELATIVE, FIELD_32 },
	{ R_AARCH64_PREL64, RULE_RELATIVE, FIELD_64 },
	{ R_AARCH64_PLT32, RULE_BRANCH, FIELD_32 },
	{ R_AARCH64_CALL26, RULE_BRANCH, FIELD_IMM26 },
	{ R_AARCH64_JUMP26, RULE_BRANCH, FIELD_IMM26 },
	{ R_AARCH64_CONDBR19, RULE_BRANCH, FIELD_IMM19 },
	{ R_AARCH64_TSTBR14, RULE_BRANCH, FIELD_IMM14 },
	{ R_AARCH64_LD_PREL_LO19, RULE_RELATIVE, FIELD_IMM19 },
	{ R_AARCH64_ADR_PREL_LO21, RULE_RELATIVE, FIELD_ADR },
	{ R_AARCH64_ADR_PREL_PG_HI21, RULE_PAGE, FIELD_ADRP },
	{ R_AARCH64_ADR_PREL_PG_HI21_NC, RULE_PAGE, FIELD_ADRP },
	{ R_AARCH64_ADD_ABS_LO12_NC, RULE_LOW, FIELD_LOW_1 },
	{ R_AARCH64_LDST8_ABS_LO12_NC, RULE_LOW, FIELD_LOW_1 },
	{ R_AARCH64_LDST16_ABS_LO12_NC, RULE_LOW, FIELD_LOW_2 },
	{ R_AARCH64_LDST32_ABS_LO12_NC, RULE_LOW, FIELD_LOW_4 },
	{ R_AARCH64_LDST64_ABS_LO12_NC, RULE_LOW, FIELD_LOW_8 },
	{ R_AARCH64_LDST128_ABS_LO12_NC, RULE_LOW, FIELD_LOW_16 },
	{ R_AARCH64_ADR_GOT_PAGE, RULE_PAGE_SLOT, FIELD_ADRP },
	{ R_AARCH64_LD64_GOT_LO12_NC, RULE_LOW_SLOT, FIELD_LOW_8 },
	{ R_AARCH64_TLSIE_ADR_GOTTPREL_PAGE21, RULE_PAGE_SLOT, FIELD_ADRP },
	{ R_AARCH64_TLSIE_LD64_GOTTPREL_LO12_NC, RULE_LOW_SLOT, FIELD_LOW_8 },
};

struct reloc_kind
kind_of(uint16_t machine, uint32_t type)
{
	const bool is_x86 = machine == EM_X86_64;
	const struct reloc_kind *kinds = is_x86 ? x86_64 : aarch64;
	const size_t n = is_x86 ? sizeof(x86_64) / sizeof(x86_64[0])
	                        : sizeof(aarch64) / sizeof(aarch64[0]);

	for (size_t i = 0; i < n; i++)
		if (kinds[i].type == type)
			return kinds[i];
	return (struct reloc_kind){ type, RULE_UNKNOWN, FIELD_NONE };
}

#define NAME(kind) \
	case kind: \
		return #kind;

static const char *
name_x86_64(uint32_t type)
{
	switch (type) {
#include "bench/elf/names_x86_64.def"
	default:
		return NULL;
	}
}

static const char *
name_aarch64(uint32_t type)
{
	switch (type) {
#include "bench/elf/names_aarch64.def"
	default:
		return NULL;
	}
}

const char *
kind_name(uint16_t machine, uint32_t type)
{
	return machine == EM_X86_64 ? name_x86_64(type) : name_aarch64(type);
}
