/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/audit/decode/decode.h"

#include "bench/audit/decode/decode_private.h"

#include <elf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
decode_open(unsigned machine, struct decoder **ret, struct reason *why)
{
	const bool is_x86 = machine == EM_X86_64;
	struct decoder *decoder;

	if (!is_x86 && machine != EM_AARCH64)
		return reason_set(why, -ENOTSUP,
		    "machine %u: neither x86-64 nor arm64", machine);
	decoder = calloc(1, sizeof(*decoder));
	if (decoder == NULL)
		return reason_set(why, -ENOMEM, "out of memory");
	if (cs_open(is_x86 ? CS_ARCH_X86 : CS_ARCH_ARM64,
	        is_x86 ? CS_MODE_64 : CS_MODE_ARM,
	        &decoder->handle) != CS_ERR_OK) {
		free(decoder);
		return reason_set(why, -ENOTSUP,
		    "this capstone cannot disassemble machine %u", machine);
	}
	cs_option(decoder->handle, CS_OPT_DETAIL, CS_OPT_ON);
	decoder->insn = cs_malloc(decoder->handle);
	decoder->look = is_x86 ? decode_look_x86 : decode_look_arm64;
	*ret = decoder;
	return 0;
}

void
decode_close(struct decoder *decoder)
{
	if (decoder == NULL)
		return;
	cs_free(decoder->insn, 1);
	cs_close(&decoder->handle);
	free(decoder);
}

struct insn_access *
decode_add_access(struct insn *ret)
{
	if (ret->n_accesses < INSN_ACCESSES_MAX)
		ret->n_accesses++;
	return &ret->accesses[ret->n_accesses - 1];
}

bool
decode(struct decoder *decoder, const unsigned char *bytes, size_t n_bytes,
    uint64_t address, const struct regs *regs, struct insn *ret)
{
	const cs_insn *insn = decoder->insn;
	uint64_t at = address;

	if (!cs_disasm_iter(
	        decoder->handle, &bytes, &n_bytes, &at, decoder->insn)) {
		*ret = (struct insn){ .address = address };
		if (decoder->look != decode_look_arm64 ||
		    !decode_lse(bytes, n_bytes, regs, ret))
			return false;
		if (ret->is_branch)
			memset(decoder->pages, 0, sizeof(decoder->pages));
		return true;
	}
	*ret = (struct insn){ .address = address, .n_bytes = insn->size };
	memcpy(ret->bytes, insn->bytes, insn->size);
	snprintf(ret->mnemonic, sizeof(ret->mnemonic), "%s", insn->mnemonic);
	snprintf(ret->operands, sizeof(ret->operands), "%.*s",
	    (int)sizeof(ret->operands) - 1, insn->op_str);
	decoder->look(decoder, regs, ret);
	return true;
}
