/* SPDX-License-Identifier: BSD-2-Clause */
/* What the two ABIs let a called function keep is what a change must save. */
#include "coroutine.h"

#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)

/* rbp, rbx, r12-r15, the address to return to, and a word that aligns. */
#define FRAME_WORDS  8
#define RETURN_INDEX 6

__asm__(".text\n"
        ".globl coroutine_change\n"
        ".type coroutine_change, @function\n"
        "coroutine_change:\n"
        "	push %rbp\n"
        "	push %rbx\n"
        "	push %r12\n"
        "	push %r13\n"
        "	push %r14\n"
        "	push %r15\n"
        "	mov %rsp, (%rdi)\n"
        "	mov %rsi, %rsp\n"
        "	pop %r15\n"
        "	pop %r14\n"
        "	pop %r13\n"
        "	pop %r12\n"
        "	pop %rbx\n"
        "	pop %rbp\n"
        "	ret\n"
        ".size coroutine_change, . - coroutine_change\n");

#elif defined(__aarch64__)

/* x19-x30 and d8-d15; x30 is the address to return to. */
#define FRAME_WORDS  20
#define RETURN_INDEX 11

__asm__(".text\n"
        ".globl coroutine_change\n"
        ".type coroutine_change, %function\n"
        "coroutine_change:\n"
        "	stp x19, x20, [sp, #-160]!\n"
        "	stp x21, x22, [sp, #16]\n"
        "	stp x23, x24, [sp, #32]\n"
        "	stp x25, x26, [sp, #48]\n"
        "	stp x27, x28, [sp, #64]\n"
        "	stp x29, x30, [sp, #80]\n"
        "	stp d8, d9, [sp, #96]\n"
        "	stp d10, d11, [sp, #112]\n"
        "	stp d12, d13, [sp, #128]\n"
        "	stp d14, d15, [sp, #144]\n"
        "	mov x9, sp\n"
        "	str x9, [x0]\n"
        "	mov sp, x1\n"
        "	ldp d14, d15, [sp, #144]\n"
        "	ldp d12, d13, [sp, #128]\n"
        "	ldp d10, d11, [sp, #112]\n"
        "	ldp d8, d9, [sp, #96]\n"
        "	ldp x29, x30, [sp, #80]\n"
        "	ldp x27, x28, [sp, #64]\n"
        "	ldp x25, x26, [sp, #48]\n"
        "	ldp x23, x24, [sp, #32]\n"
        "	ldp x21, x22, [sp, #16]\n"
        "	ldp x19, x20, [sp], #160\n"
        "	ret\n"
        ".size coroutine_change, . - coroutine_change\n");

#endif

void *
coroutine_prepare(void *stack, size_t size, void (*entry)(void))
{
	uintptr_t *frame = (uintptr_t *)((unsigned char *)stack + size);

	frame -= FRAME_WORDS;
	memset(frame, 0, FRAME_WORDS * sizeof(*frame));
	frame[RETURN_INDEX] = (uintptr_t)entry;
	return frame;
}
