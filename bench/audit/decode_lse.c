/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/audit/decode_arch.h"

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
	const bool acquires = (code & (is_cas ? 1u << 22 : 1u << 23)) != 0;
	const bool releases = (code & (is_cas ? 1u << 15 : 1u << 22)) != 0;

	return acquires && releases ? "al"
	    : acquires              ? "a"
	    : releases              ? "l"
	                            : "";
}

bool
decode_lse(const unsigned char *bytes, size_t n_bytes, const struct regs *regs,
    struct insn *ret)
{
	static const char *const sizes[] = { "b", "h", "", "" };
	uint32_t code;
	const char *name;
	unsigned base;

	if (n_bytes < LSE_BYTES)
		return false;
	memcpy(&code, bytes, sizeof(code));
	name = name_of(code);
	if (name == NULL)
		return false;
	base = code >> 5 & 31;
	ret->n_bytes = LSE_BYTES;
	memcpy(ret->bytes, bytes, LSE_BYTES);
	snprintf(ret->mnemonic, sizeof(ret->mnemonic), "%s%s%s", name,
	    order_of(code), sizes[code >> 30]);
	snprintf(ret->operands, sizeof(ret->operands), "%c%u, %c%u, [x%u]",
	    code >> 30 == 3 ? 'x' : 'w', code >> 16 & 31,
	    code >> 30 == 3 ? 'x' : 'w', code & 31, base);
	ret->is_atomic = true;
	*decode_add_access(ret) = (struct insn_access){
		.address = regs == NULL ? 0 : regs->r[base],
		.n_bytes = 1u << (code >> 30),
		.is_read = true,
		.is_written = true,
	};
	return true;
}
