/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of instructions assembled by hand, for x86-64 and arm64, what each
 * reads and writes, whether it is atomic, and where it branches to.
 */
#include "bench/audit/decode/decode.h"

#include <elf.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

#define BASE 0x1000

/* What an instruction must be, in the letters of is_as(). */
struct example {
	const char *name;
	unsigned char bytes[INSN_BYTES];
	unsigned n_bytes;
	const char *what;
	uint64_t address; /* of the first access; 0: none, or not looked at */
};

/*
 * Letters: r and w for each access that reads or writes, m for one that does
 * both; a atomic; b branch, c conditional; k call; t return; p pause; s system
 * call; i in rounds; j names a target; d names data; u unknown.  A colon
 * and how many bytes the first access has may follow.
 */
static void
describe(const struct insn *insn, char *ret)
{
	for (unsigned i = 0; i < insn->n_accesses; i++) {
		const struct insn_access *a = &insn->accesses[i];

		*ret++ = a->is_read && a->is_written ? 'm'
		    : a->is_read                     ? 'r'
		                                     : 'w';
	}
	if (insn->is_atomic)
		*ret++ = 'a';
	if (insn->is_branch)
		*ret++ = 'b';
	if (insn->is_conditional)
		*ret++ = 'c';
	if (insn->is_call)
		*ret++ = 'k';
	if (insn->is_return)
		*ret++ = 't';
	if (insn->is_pause)
		*ret++ = 'p';
	if (insn->is_syscall)
		*ret++ = 's';
	if (insn->is_repeated)
		*ret++ = 'i';
	if (insn->has_target)
		*ret++ = 'j';
	if (insn->has_data)
		*ret++ = 'd';
	if (insn->is_unknown)
		*ret++ = 'u';
	*ret = '\0';
}

static void
assert_examples(unsigned machine, const struct example *examples, size_t n,
    const struct regs *regs)
{
	struct decoder *decoder;
	struct reason why;

	assert_int_equal(decode_open(machine, &decoder, &why), 0);
	for (size_t i = 0; i < n; i++) {
		const struct example *e = &examples[i];
		struct insn insn;
		char what[32];

		if (!decode(decoder, e->bytes, e->n_bytes, BASE, regs, &insn))
			fail_msg("%s: not decoded", e->name);
		describe(&insn, what);
		if (strcspn(e->what, ":") != strlen(what) ||
		    strncmp(what, e->what, strlen(what)) != 0)
			fail_msg(
			    "%s: is '%s', not '%s'", e->name, what, e->what);
		assert_int_equal(insn.n_bytes, e->n_bytes);
		if (e->address != 0 && insn.accesses[0].address != e->address)
			fail_msg("%s: at %#llx", e->name,
			    (unsigned long long)insn.accesses[0].address);
		if (strchr(e->what, ':') != NULL &&
		    insn.accesses[0].n_bytes !=
		        strtoul(strchr(e->what, ':') + 1, NULL, 10))
			fail_msg(
			    "%s: %u bytes", e->name, insn.accesses[0].n_bytes);
	}
	decode_close(decoder);
}

/* rdi is r[7], rsi r[6], rsp r[4]; rcx is 3 and rax 0. */
static const struct example x86[] = {
	{ "cmpb $0, 1(%rip)", { 0x80, 0x3d, 1, 0, 0, 0, 0 }, 7, "rd",
	    BASE + 8 },
	{ "lock cmpxchg %rsi, (%rdi)", { 0xf0, 0x48, 0x0f, 0xb1, 0x37 }, 5,
	    "ma", 0x7000 },
	{ "cmpxchg %rsi, (%rdi)", { 0x48, 0x0f, 0xb1, 0x37 }, 4, "m", 0x7000 },
	{ "xchg %rsi, (%rdi)", { 0x48, 0x87, 0x37 }, 3, "ma", 0x7000 },
	{ "xchg %rax, %rsi", { 0x48, 0x96 }, 2, "", 0 },
	{ "lock xadd %rax, (%rdi)", { 0xf0, 0x48, 0x0f, 0xc1, 7 }, 5, "ma",
	    0x7000 },
	{ "lock orq $1, (%rdi)", { 0xf0, 0x48, 0x83, 0x0f, 1 }, 5, "ma",
	    0x7000 },
	{ "subl $1, 8(%rdi)", { 0x83, 0x6f, 8, 1 }, 4, "m", 0x7008 },
	{ "incl 8(%rdi)", { 0xff, 0x47, 8 }, 3, "m", 0x7008 },
	{ "mov %rsi, (%rdi)", { 0x48, 0x89, 0x37 }, 3, "w", 0x7000 },
	{ "mov (%rdi), %rsi", { 0x48, 0x8b, 0x37 }, 3, "r", 0x7000 },
	{ "movups %xmm0, (%rdi)", { 0x0f, 0x11, 7 }, 3, "w", 0x7000 },
	{ "movups (%rdi), %xmm0", { 0x0f, 0x10, 7 }, 3, "r", 0x7000 },
	{ "test $1, (%rdi)", { 0x48, 0xf7, 7, 1, 0, 0, 0 }, 7, "r", 0x7000 },
	{ "cmp %rax, (%rdi)", { 0x48, 0x39, 7 }, 3, "r", 0x7000 },
	{ "cmpw $0, 0x50(%rsi)", { 0x66, 0x83, 0x7e, 0x50, 0 }, 5, "r",
	    0x6050 },
	{ "setne (%rdi)", { 0x0f, 0x95, 7 }, 3, "w", 0x7000 },
	{ "mov %fs:0x28, %rax", { 0x64, 0x48, 0x8b, 4, 0x25, 0x28, 0, 0, 0 }, 9,
	    "r", 0xf028 },
	{ "mov (%rsi,%rdi,8), %rax", { 0x48, 0x8b, 4, 0xfe }, 4, "r",
	    0x6000 + 8 * 0x7000 },
	{ "lea (%rdi), %rax", { 0x48, 0x8d, 7 }, 3, "", 0 },
	{ "lea 1(%rip), %rax", { 0x48, 0x8d, 5, 1, 0, 0, 0 }, 7, "d", 0 },
	{ "nopl (%rax,%rax)", { 0x0f, 0x1f, 0x44, 0, 0 }, 5, "", 0 },
	{ "prefetcht0 (%rdi)", { 0x0f, 0x18, 0x0f }, 3, "", 0 },
	{ "push %rbp", { 0x55 }, 1, "w", 0x4ff8 },
	{ "pop %rbp", { 0x5d }, 1, "r", 0x5000 },
	{ "push (%rdi)", { 0xff, 0x37 }, 2, "rw", 0x7000 },
	{ "leave", { 0xc9 }, 1, "r", 0x5500 },
	{ "ret", { 0xc3 }, 1, "rbt", 0x5000 },
	{ "call +0", { 0xe8, 0, 0, 0, 0 }, 5, "wbkj", 0x4ff8 },
	{ "call *(%rip)", { 0xff, 0x15, 0, 0, 0, 0 }, 6, "rwbkd", BASE + 6 },
	{ "jne +2", { 0x75, 0 }, 2, "bcj", 0 },
	{ "jmp +2", { 0xeb, 0 }, 2, "bj", 0 },
	{ "jmp *%rax", { 0xff, 0xe0 }, 2, "b", 0 },
	{ "pause", { 0xf3, 0x90 }, 2, "p", 0 },
	{ "syscall", { 0x0f, 5 }, 2, "s", 0 },
	{ "mfence", { 0x0f, 0xae, 0xf0 }, 3, "", 0 },
	{ "vmovdqu %ymm0, (%rdi)", { 0xc5, 0xfe, 0x7f, 7 }, 4, "w", 0x7000 },
	{ "vmovups (%rdi), %xmm0", { 0xc5, 0xf8, 0x10, 7 }, 4, "r", 0x7000 },
	{ "fstps (%rdi)", { 0xd9, 0x1f }, 2, "w", 0x7000 },
	{ "fnstcw (%rdi)", { 0xd9, 0x3f }, 2, "w", 0x7000 },
	{ "stmxcsr (%rdi)", { 0x0f, 0xae, 0x1f }, 3, "w", 0x7000 },
	{ "pextrq $0, %xmm0, (%rdi)", { 0x66, 0x48, 0x0f, 0x3a, 0x16, 7, 0 }, 7,
	    "w", 0x7000 },
	{ "popcnt (%rdi), %eax", { 0xf3, 0x0f, 0xb8, 7 }, 4, "r", 0x7000 },
	{ "pop (%rdi)", { 0x8f, 7 }, 2, "wr", 0x7000 },
	{ "shlq (%rdi)", { 0x48, 0xd1, 0x27 }, 3, "m", 0x7000 },
	{ "mulq (%rdi)", { 0x48, 0xf7, 0x27 }, 3, "r", 0x7000 },
	{ "lock cmpxchg16b (%rdi)", { 0xf0, 0x48, 0x0f, 0xc7, 0x0f }, 5, "ma",
	    0x7000 },
	{ "clwb (%rdi)", { 0x66, 0x0f, 0xae, 0x37 }, 4, "", 0 },
	{ "mov (%edi), %eax", { 0x67, 0x8b, 7 }, 3, "r", 0x7000 },
	{ "mov %gs:(%rdi), %rax", { 0x65, 0x48, 0x8b, 7 }, 4, "r", 0x10000 },
	{ "loop +2", { 0xe2, 0 }, 2, "bcj", 0 },
	{ "jrcxz +2", { 0xe3, 0 }, 2, "bcj", 0 },
	{ "rep movsb", { 0xf3, 0xa4 }, 2, "wri", 0x7000 },
	{ "rep stosq", { 0xf3, 0x48, 0xab }, 3, "wi", 0x7000 },
	{ "repne scasb", { 0xf2, 0xae }, 2, "ri", 0x7000 },
	{ "lodsb", { 0xac }, 1, "r", 0x6000 },
	{ "enter", { 0xc8, 0, 0, 0 }, 4, "u", 0 },
	{ "xlatb", { 0xd7 }, 1, "u", 0 },
	{ "int $0x80", { 0xcd, 0x80 }, 2, "u", 0 },
	{ "fxsave (%rdi)", { 0x0f, 0xae, 7 }, 3, "u", 0 },
	{ "vpgatherdd %ymm2, (%rdi,%ymm1), %ymm0",
	    { 0xc4, 0xe2, 0x6d, 0x90, 0x04, 0x0f }, 6, "u", 0 },
};

TEST(test_x86_says_what_it_touches)
{
	struct regs regs = { .tls = 0xf000, .gs = 0x9000 };

	regs.r[1] = 3;
	regs.r[4] = 0x5000;
	regs.r[5] = 0x5500;
	regs.r[6] = 0x6000;
	regs.r[7] = 0x7000;
	assert_examples(EM_X86_64, x86, sizeof(x86) / sizeof(x86[0]), &regs);
}

/* x1 is 0x7000, w2 -1, sp 0x5000. */
static const struct example arm64[] = {
	{ "ldr x0, [x1]", { 0x20, 0x00, 0x40, 0xf9 }, 4, "r", 0x7000 },
	{ "str x0, [x1, #8]", { 0x20, 0x04, 0x00, 0xf9 }, 4, "w", 0x7008 },
	{ "ldrb w0, [x1]", { 0x20, 0x00, 0x40, 0x39 }, 4, "r", 0x7000 },
	{ "ldaxr x0, [x1]", { 0x20, 0xfc, 0x5f, 0xc8 }, 4, "r", 0x7000 },
	{ "stxr w2, x0, [x1]", { 0x20, 0x7c, 0x02, 0xc8 }, 4, "wa", 0x7000 },
	{ "stlr x0, [x1]", { 0x20, 0xfc, 0x9f, 0xc8 }, 4, "w", 0x7000 },
	{ "stp x29, x30, [sp, #-16]!", { 0xfd, 0x7b, 0xbf, 0xa9 }, 4, "w",
	    0x4ff0 },
	{ "ldp x29, x30, [sp], #16", { 0xfd, 0x7b, 0xc1, 0xa8 }, 4, "r",
	    0x5000 },
	{ "casa x0, x2, [x1]", { 0x22, 0x7c, 0xe0, 0xc8 }, 4, "ma", 0x7000 },
	{ "swpl x0, x2, [x1]", { 0x22, 0x80, 0x60, 0xf8 }, 4, "ma", 0x7000 },
	{ "ldset x0, x2, [x1]", { 0x22, 0x30, 0x20, 0xf8 }, 4, "ma", 0x7000 },
	{ "ldaddal w0, w2, [x1]", { 0x22, 0x00, 0xe0, 0xb8 }, 4, "ma", 0x7000 },
	{ "add x0, x1, #1", { 0x20, 0x04, 0x00, 0x91 }, 4, "", 0 },
	{ "b +8", { 0x02, 0x00, 0x00, 0x14 }, 4, "bj", 0 },
	{ "b.ne +8", { 0x41, 0x00, 0x00, 0x54 }, 4, "bcj", 0 },
	{ "cbnz w0, +8", { 0x40, 0x00, 0x00, 0x35 }, 4, "bcj", 0 },
	{ "bl +8", { 0x02, 0x00, 0x00, 0x94 }, 4, "bkj", 0 },
	{ "ret", { 0xc0, 0x03, 0x5f, 0xd6 }, 4, "bt", 0 },
	{ "yield", { 0x3f, 0x20, 0x03, 0xd5 }, 4, "p", 0 },
	{ "svc #0", { 0x01, 0x00, 0x00, 0xd4 }, 4, "s", 0 },
	{ "nop", { 0x1f, 0x20, 0x03, 0xd5 }, 4, "", 0 },
	{ "adrp x0, 0", { 0x00, 0x00, 0x00, 0x90 }, 4, "d", 0 },
	{ "ldrb w0, [x0, #16]", { 0x00, 0x40, 0x40, 0x39 }, 4, "rd:1", 0 },
	{ "ldr x0, +8", { 0x40, 0x00, 0x00, 0x58 }, 4, "rd:8", BASE + 8 },
	{ "stxr w2, x0, [x1]", { 0x20, 0x7c, 0x02, 0xc8 }, 4, "wa:8", 0x7000 },
	{ "stxrb w2, w0, [x1]", { 0x20, 0x7c, 0x02, 0x08 }, 4, "wa:1", 0x7000 },
	{ "ldr q0, [x1]", { 0x20, 0x00, 0xc0, 0x3d }, 4, "r:16", 0x7000 },
	{ "str d0, [x1]", { 0x20, 0x00, 0x00, 0xfd }, 4, "w:8", 0x7000 },
	{ "stp q0, q1, [x1]", { 0x20, 0x04, 0x00, 0xad }, 4, "w:32", 0x7000 },
	{ "ldrsw x0, [x1]", { 0x20, 0x00, 0x80, 0xb9 }, 4, "r:4", 0x7000 },
	{ "ldr x0, [x1, w2, sxtw #3]", { 0x20, 0xd8, 0x62, 0xf8 }, 4, "r:8",
	    0x7000 - 8 },
	{ "ldr x0, [x1, w2, uxtw]", { 0x20, 0x48, 0x62, 0xf8 }, 4, "r:8",
	    0x7000 + 0xffffffffull },
	{ "ldapr x0, [x1]", { 0x20, 0xc0, 0xbf, 0xf8 }, 4, "r:8", 0x7000 },
	{ "ldaprb w0, [x1]", { 0x20, 0xc0, 0xbf, 0x38 }, 4, "r:1", 0x7000 },
	{ "casp x0, x1, x2, x3, [x1]", { 0x22, 0x7c, 0x20, 0x48 }, 4, "ma:16",
	    0x7000 },
	{ "braa x0, x1", { 0x01, 0x08, 0x1f, 0xd7 }, 4, "b", 0 },
	{ "blraaz x0", { 0x1f, 0x08, 0x3f, 0xd6 }, 4, "bk", 0 },
	{ "retaa", { 0xff, 0x0b, 0x5f, 0xd6 }, 4, "bt", 0 },
	{ "prfm pldl1keep, [x1]", { 0x20, 0x00, 0x80, 0xf9 }, 4, "", 0 },
	{ "ld1 {v0.16b}, [x1]", { 0x20, 0x70, 0x40, 0x4c }, 4, "ru", 0 },
	{ "dc zva, x1", { 0x21, 0x74, 0x0b, 0xd5 }, 4, "u", 0 },
};

TEST(test_arm64_says_what_it_touches)
{
	struct regs regs = { .pc = BASE };

	regs.r[1] = 0x7000;
	regs.r[2] = 0xffffffff;
	regs.r[31] = 0x5000;
	assert_examples(
	    EM_AARCH64, arm64, sizeof(arm64) / sizeof(arm64[0]), &regs);
}

TEST(test_what_is_no_instruction_is_refused)
{
	static const unsigned char nothing[] = { 0x06, 0x06 };
	struct decoder *decoder;
	struct insn insn;
	struct reason why;

	assert_int_equal(decode_open(EM_X86_64, &decoder, &why), 0);
	assert_false(decode(decoder, nothing, 2, BASE, NULL, &insn));
	assert_false(decode(decoder, nothing, 0, BASE, NULL, &insn));
	decode_close(decoder);
	assert_true(decode_open(EM_MIPS, &decoder, &why) < 0);
	assert_non_null(strstr(why.text, "neither x86-64 nor arm64"));
}
