/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A lock in assembler, the same by every compiler. by_hand_test.c has its
 * counts from this text.  The lock does what makes each state, but it is no
 * good lock: it forgets how often it was locked, and wakes nobody.
 *
 * The word is 0, or the owner's thread with 1 if a thread waits; a thread
 * begins with 1 if it runs.  A thread that waits makes the system call NUMBER
 * with the second argument COMMAND.  RECURSES is whether the lock says that it
 * recurses.
 */
#include "bench/arm/arm.h"

#include <string.h>

__asm__(".text\n"
        ".type op_lock, @function\n"
        "op_lock:\n"
        "	xor	%eax, %eax\n"
        "	lock cmpxchg %rsi, (%rdi)\n"
        "	jne	1f\n"
        "	ret\n"
        "1:	call	lock_hard\n"
        "	ret\n"
        ".size op_lock, . - op_lock\n"

        ".type lock_hard, @function\n"
        "lock_hard:\n"
        "	push	%rbx\n"
        "1:	mov	(%rdi), %rbx\n"
        "	and	$-2, %rbx\n"
        "	cmp	%rsi, %rbx\n"
        "	jne	2f\n"
        "	incl	8(%rdi)\n"
        "	pop	%rbx\n"
        "	ret\n"
        "2:	cmpl	$0, (%rbx)\n"
        "	je	3f\n"
        "	pause\n"
        "	xor	%eax, %eax\n"
        "	lock cmpxchg %rsi, (%rdi)\n"
        "	jne	1b\n"
        "	pop	%rbx\n"
        "	ret\n"
        "3:	lock orq $1, (%rdi)\n"
        "	mov	(%rdi), %edx\n"
        "	mov	$" COMMAND ", %esi\n"
        "	xor	%r10d, %r10d\n"
        "	mov	$" NUMBER ", %eax\n"
        "	syscall\n"
        "	ud2\n"
        ".size lock_hard, . - lock_hard\n"

        ".type op_unlock, @function\n"
        "op_unlock:\n"
        "	mov	%rsi, %rax\n"
        "	xor	%ecx, %ecx\n"
        "	lock cmpxchg %rcx, (%rdi)\n"
        "	jne	1f\n"
        "	ret\n"
        "1:	call	unlock_hard\n"
        "	ret\n"
        ".size op_unlock, . - op_unlock\n"

        ".type unlock_hard, @function\n"
        "unlock_hard:\n"
        "	movq	$0, (%rdi)\n"
        "	sub	$8, %rsp\n"
        "	lea	16(%rdi), %rdi\n"
        "	mov	$3, %ecx\n"
        "	xor	%eax, %eax\n"
        "	rep stosb\n"
        "	call	*getppid@GOTPCREL(%rip)\n"
        "	add	$8, %rsp\n"
        "	ret\n"
        ".size unlock_hard, . - unlock_hard\n"

        /* Passes of five instructions, and two around them. */
        ".balign 64\n"
        ".type run_passes, @function\n"
        "run_passes:\n"
        "	xor	%eax, %eax\n"
        "1:	mov	(%rdi), %rcx\n"
        "	mov	%rcx, 8(%rdi)\n"
        "	nop\n"
        "	dec	%rdx\n"
        "	jne	1b\n"
        "	ret\n"
        ".size run_passes, . - run_passes\n");

void op_lock(void *lock, struct thread *td);
void op_unlock(void *lock, struct thread *td);
void run_passes(void *lock, struct thread *td, uint64_t n);

static void
init_lock(void *lock)
{
	memset(lock, 0, ARM_LOCK_BYTES);
}

static void
init_thread(struct thread *td)
{
	memset(td, 0, ARM_THREAD_BYTES);
	*(char *)td = 1;
}

static const struct arm_case passes = {
	.name = "passes",
	.run = run_passes,
};
static const struct arm_case *const cases[] = { &passes };

static const struct arm_op list[] = {
	{ "lock", op_lock },
	{ "unlock", op_unlock },
};
static const struct arm_ops ops = {
	.list = list,
	.n = 2,
	.recurses = RECURSES,
	.sleeps = true,
};

extern const struct arm arm;
__attribute__((visibility("default"))) const struct arm arm = {
	.abi = ARM_ABI,
	.n_cases = 1,
	.lock = ARM_LOCK,
	.check = ARM_CHECK,
	.place = ARM_PLACE,
	.role = ARM_ROLE,
	.what = "",
	.lock_bytes = ARM_LOCK_BYTES,
	.thread_bytes = ARM_THREAD_BYTES,
	.lock_init = init_lock,
	.thread_init = init_thread,
	.cases = cases,
	.ops = &ops,
};
