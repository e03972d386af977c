/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/audit/decode/decode_private.h"

#include <stdio.h>
#include <string.h>

#define LSE_BYTES 4

/* cas, and swp or an operation on memory: the bits that say so. */
#define CAS_MASK 0x3fa07c00u
#define CAS      0x08a07c00u
#define OP_MASK  0x3f200c00u
#define OP       0x38200000u

/* Of the second kind: swp is bit 15 and no operation; else bits 14-12. */
#define OP_SWP       0x8000u
#define OP_OTHERWISE 0x7000u

#define CAS_ACQUIRES (1u << 22)
#define CAS_RELEASES (1u << 15)

#define CASP_MASK 0xbfa07c00u
#define CASP      0x08207c00u
#define CASP_WIDE (1u << 30)

#define LDAPR_MASK 0x3ffffc00u
#define LDAPR      0x38bfc000u

/* _WITH: a register is the modifier, else zero.  _KEY_B: key B, else key A. */
#define SIGNED_MASK  0xfe9ff800u
#define SIGNED       0xd61f0800u
#define SIGNED_WITH  (1u << 24)
#define SIGNED_KEY_B (1u << 10)

static const char *
name_of(uint32_t code)
{
	static const char *const names[] = { "ldadd", "ldclr", "ldeor", "ldset",
		"ldsmax", "ldsmin", "ldumax", "ldumin" };

	if ((code & CAS_MASK) == CAS)
		return "cas";
	if ((code & OP_MASK) != OP)
		return NULL;
	if ((code & OP_SWP) == 0)
		return names[(code & OP_OTHERWISE) >> 12];
	return (code & OP_OTHERWISE) == 0 ? "swp" : NULL;
}

/* acquire and release, by the bits of either kind. */
static const char *
order_of(uint32_t code)
{
	const bool is_cas = (code & CAS_MASK) == CAS;
	const bool acquires = (code & (is_cas ? CAS_ACQUIRES : 1u << 23)) != 0;
	const bool releases = (code & (is_cas ? CAS_RELEASES : 1u << 22)) != 0;

	return acquires && releases ? "al"
	    : acquires              ? "a"
	    : releases              ? "l"
	                            : "";
}

/* Loads, acquiring as weaker orders allow; ARMv8.3. */
static bool
decode_ldapr(uint32_t code, struct insn *ret, struct insn_access *access)
{
	static const char *const sizes[] = { "b", "h", "", "" };

	if ((code & LDAPR_MASK) != LDAPR)
		return false;
	snprintf(
	    ret->mnemonic, sizeof(ret->mnemonic), "ldapr%s", sizes[code >> 30]);
	snprintf(ret->operands, sizeof(ret->operands), "%c%u, [x%u]",
	    code >> 30 == 3 ? 'x' : 'w', code & 31, code >> 5 & 31);
	access->n_bytes = 1u << (code >> 30);
	access->is_read = true;
	return true;
}

/* Compares and swaps two registers at once. */
static bool
decode_casp(uint32_t code, struct insn *ret, struct insn_access *access)
{
	const bool is_wide = (code & CASP_WIDE) != 0;
	const char r = is_wide ? 'x' : 'w';
	const unsigned s = code >> 16 & 31;
	const unsigned t = code & 31;

	if ((code & CASP_MASK) != CASP)
		return false;
	snprintf(ret->mnemonic, sizeof(ret->mnemonic), "casp%s%s",
	    (code & CAS_ACQUIRES) != 0 ? "a" : "",
	    (code & CAS_RELEASES) != 0 ? "l" : "");
	snprintf(ret->operands, sizeof(ret->operands),
	    "%c%u, %c%u, %c%u, %c%u, [x%u]", r, s, r, s + 1, r, t, r, t + 1,
	    code >> 5 & 31);
	ret->is_atomic = true;
	access->n_bytes = is_wide ? 16 : 8;
	access->is_read = true;
	access->is_written = true;
	return true;
}

/* Branches to a register that was signed; ARMv8.3. */
static bool
decode_signed_branch(uint32_t code, struct insn *ret)
{
	static const char *const names[] = { "bra", "blra", "reta" };
	const unsigned which = code >> 21 & 3;
	const bool is_zero = which < 2 && (code & SIGNED_WITH) == 0;

	if ((code & SIGNED_MASK) != SIGNED || which > 2)
		return false;
	snprintf(ret->mnemonic, sizeof(ret->mnemonic), "%s%c%s", names[which],
	    (code & SIGNED_KEY_B) != 0 ? 'b' : 'a', is_zero ? "z" : "");
	if (which < 2)
		snprintf(ret->operands, sizeof(ret->operands), "x%u",
		    code >> 5 & 31);
	ret->is_branch = true;
	ret->is_call = which == 1;
	ret->is_return = which == 2;
	return true;
}

static bool
decode_operation(uint32_t code, struct insn *ret, struct insn_access *access)
{
	static const char *const sizes[] = { "b", "h", "", "" };
	const char *name = name_of(code);
	const char r = code >> 30 == 3 ? 'x' : 'w';

	if (name == NULL)
		return false;
	snprintf(ret->mnemonic, sizeof(ret->mnemonic), "%s%s%s", name,
	    order_of(code), sizes[code >> 30]);
	snprintf(ret->operands, sizeof(ret->operands), "%c%u, %c%u, [x%u]", r,
	    code >> 16 & 31, r, code & 31, code >> 5 & 31);
	ret->is_atomic = true;
	access->n_bytes = 1u << (code >> 30);
	access->is_read = true;
	access->is_written = true;
	return true;
}

bool
decode_lse(const unsigned char *bytes, size_t n_bytes, const struct regs *regs,
    struct insn *ret)
{
	struct insn_access access = { 0 };
	uint32_t code;

	if (n_bytes < LSE_BYTES)
		return false;
	memcpy(&code, bytes, sizeof(code));
	if (!decode_operation(code, ret, &access) &&
	    !decode_ldapr(code, ret, &access) &&
	    !decode_casp(code, ret, &access) &&
	    !decode_signed_branch(code, ret))
		return false;
	ret->n_bytes = LSE_BYTES;
	memcpy(ret->bytes, bytes, LSE_BYTES);
	if (regs != NULL)
		access.address = regs->r[code >> 5 & 31];
	if (access.n_bytes > 0)
		*decode_add_access(ret) = access;
	return true;
}
