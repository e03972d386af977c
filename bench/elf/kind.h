/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The kinds of relocations.  Each has a rule by which it changes when its place
 * or its target moves, and a field: the bits of code or data that hold its
 * value.
 */
#ifndef BENCH_ELF_KIND_H
#define BENCH_ELF_KIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* P is the place, S the symbol's address, A the addend. */
enum reloc_rule {
	RULE_UNKNOWN,
	RULE_NONE,      /* nothing depends on where the block is */
	RULE_ADDRESS,   /* S + A */
	RULE_RELATIVE,  /* S + A - P */
	RULE_BRANCH,    /* S + A - P, or from P to an entry of the PLT */
	RULE_SLOT,      /* from P, less A, to the slot of S in the GOT */
	RULE_PAGE,      /* from the page of P to that of S + A */
	RULE_PAGE_SLOT, /* from the page of P to that of a slot */
	RULE_LOW,       /* the last bits of S + A */
	RULE_LOW_SLOT,  /* the last bits of a slot's address */
};

/* How a value is encoded. */
enum field {
	FIELD_NONE,
	FIELD_32,
	FIELD_64,
	FIELD_IMM14, /* arm64: TBZ; words */
	FIELD_IMM19, /* B.cond, LDR of a literal; words */
	FIELD_IMM26, /* B, BL; words */
	FIELD_ADR,   /* bytes */
	FIELD_ADRP,  /* pages */
	FIELD_LOW_1, /* imm12 of ADD and of loads of 1, 2, ... bytes */
	FIELD_LOW_2,
	FIELD_LOW_4,
	FIELD_LOW_8,
	FIELD_LOW_16,
};

struct reloc_kind {
	uint32_t type;
	enum reloc_rule rule;
	enum field field;
};

/*
 * Returns the kind of a relocation.  An unknown kind has the rule RULE_UNKNOWN.
 */
struct reloc_kind kind_of(uint16_t machine, uint32_t type);

/* Returns its name in <elf.h>, or NULL. */
const char *kind_name(uint16_t machine, uint32_t type);

size_t field_bytes(enum field field);

/* The value of a field, in bytes, whatever unit it is encoded in. */
int64_t field_read(enum field field, const unsigned char *from);

/*
 * Encodes a value and leaves what else is in the field's bytes.  Returns false
 * and changes nothing if it does not fit, by its size or by its alignment.  Of
 * a value for FIELD_LOW_* the last twelve bits count.
 */
bool field_write(enum field field, unsigned char *to, int64_t value);

#endif /* BENCH_ELF_KIND_H */
