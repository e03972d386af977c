/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Code that refers to itself and to all else in each way that is known, and
 * that compilers choose seldom.  It is moved and never run.
 */
	.section .text.loops, "ax", @progbits
	.balign 64
	.globl run
	.hidden run
	.type run, @function
run:
	.cfi_startproc
	cmpb $0, flag(%rip)		/* -5 */
	cmpl $1, flag(%rip)		/* -8 */
	call hard
	call chosen
	call seen@PLT
	call missing@PLT
	jmp hard
	movq hard@GOTPCREL(%rip), %rax	/* a slot that points into the block */
	movq data@GOTPCREL(%rip), %rax
	movq elsewhere@GOTPCREL(%rip), %rax
	movq seen@GOTPCREL(%rip), %rax
	movq chosen@GOTPCREL(%rip), %rax
	movq mine@GOTTPOFF(%rip), %rax
	addq mine@GOTTPOFF(%rip), %rax
	leaq run(%rip), %rax		/* S + A is before the block */
	leaq last(%rip), %rax		/* and behind it */
	leaq data-3000(%rip), %rax	/* S + A is within, S is not */
	leaq hard+100000(%rip), %rax	/* S is within, S + A is not */
	ret
	.cfi_endproc
	.size run, . - run

	.section .text.hard, "ax", @progbits
	.balign 64
	.globl hard
	.hidden hard
	.type hard, @function
hard:
	.cfi_startproc
	jmp *table(%rip)
	je run
	ret
	.quad run - .
	.quad data - .
	.long data - .
	.cfi_endproc
	.size hard, . - hard

	.text
	.balign 16
	.globl seen
	.type seen, @function
seen:
	.cfi_startproc
	ret
	.cfi_endproc
	.size seen, . - seen

	/* Which function it is, is asked when it is loaded. */
	.globl chosen
	.hidden chosen
	.type chosen, @gnu_indirect_function
chosen:
	leaq hard(%rip), %rax
	ret
	.size chosen, . - chosen

	.section .text.ops, "ax", @progbits
	.globl last
	.hidden last
last:

	.section .rodata, "a", @progbits
	.balign 8
distances:
	.long run - .
	.long hard - distances
	.long hard - distances + 4000
	.quad hard - .
	.long 0

	.section .data.rel.ro, "aw", @progbits
	.balign 8
	.globl table
	.hidden table
table:
	.quad run
	.quad hard + 1
	.quad last
	.quad seen
	.quad chosen
	.quad data
	.quad elsewhere

	.data
	.balign 8
	.globl data
	.hidden data
data:
	.quad .Lhere
	.quad data + 8

	.text
.Lhere:
	nop

	.section .tbss, "awT", @nobits
	.globl mine
	.hidden mine
	.type mine, @object
mine:
	.zero 4

	.bss
	.globl flag
	.hidden flag
flag:
	.zero 8

	.weak missing
	.section .note.GNU-stack, "", @progbits
