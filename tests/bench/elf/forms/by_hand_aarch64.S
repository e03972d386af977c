/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Code that refers to itself and to all else in each way that is known, and
 * that compilers choose seldom.  It is moved and never run.
 */
	.section .text.loops, "ax", %progbits
	.balign 64
	.globl run
	.hidden run
	.type run, %function
run:
	.cfi_startproc
	bl hard
	b hard
	bl seen
	bl missing
	bl chosen
	b.eq hard
	cbz x0, hard
	tbz x0, #3, hard
	ldr w0, hard
	ldrsw x0, hard + 4
	adr x0, hard
	adr x0, data
	adrp x0, :got:hard
	ldr x0, [x0, :got_lo12:hard]
	adrp x0, :got:data
	ldr x0, [x0, :got_lo12:data]
	adrp x0, :got:elsewhere
	ldr x0, [x0, :got_lo12:elsewhere]
	adrp x0, :got:seen
	ldr x0, [x0, :got_lo12:seen]
	adrp x0, :gottprel:mine
	ldr x0, [x0, :gottprel_lo12:mine]
	adrp x0, hard
	add x0, x0, :lo12:hard
	ldrb w1, [x0, :lo12:hard]
	ldrb w1, [x0, :lo12:hard + 1]
	ldr w1, [x0, :lo12:hard + 8]
	adrp x0, data
	add x0, x0, :lo12:data
	ldrb w1, [x0, :lo12:data]
	ldrh w1, [x0, :lo12:data]
	ldr w1, [x0, :lo12:data]
	ldr x1, [x0, :lo12:data]
	ldr q1, [x0, :lo12:data]
	/* From its page to the next of what is named, or back. */
	adrp x0, hard + 4032
	add x0, x0, :lo12:hard + 4032
	adrp x0, run - 4
	add x0, x0, :lo12:run - 4
	/* The last word of a page: four bytes on is the next page's first. */
	.zero 4096 - 4 - (. - run)
	adrp x0, data
	add x0, x0, :lo12:data
	.zero 8192 - 4 - (. - run)
	adrp x1, hard
	add x1, x1, :lo12:hard
	ret
	.cfi_endproc
	.size run, . - run

	.section .text.hard, "ax", %progbits
	.balign 64
	.globl hard
	.hidden hard
	.type hard, %function
hard:
	.cfi_startproc
	ret
	nop
	.word 1
	.word run - .
	.xword data - .
	b.ne run
	tbnz w0, #1, run
	.cfi_endproc
	.size hard, . - hard

	.text
	.balign 16
	.globl seen
	.type seen, %function
seen:
	.cfi_startproc
	ret
	.cfi_endproc
	.size seen, . - seen

	.globl chosen
	.hidden chosen
	.type chosen, %gnu_indirect_function
chosen:
	adrp x0, hard
	add x0, x0, :lo12:hard
	ret
	.size chosen, . - chosen

	.section .text.ops, "ax", %progbits
	.globl last
	.hidden last
last:

	.section .rodata, "a", %progbits
	.balign 8
distances:
	.word run - .
	.word hard - distances
	.word hard - distances + 4000
	.xword hard - .
	.word 0

	.section .data.rel.ro, "aw", %progbits
	.balign 8
	.globl table
	.hidden table
table:
	.xword run
	.xword hard + 1
	.xword last
	.xword seen
	.xword chosen
	.xword data
	.xword elsewhere

	.data
	.balign 16
	.globl data
	.hidden data
data:
	.xword .Lhere
	.xword data + 8

	.text
.Lhere:
	nop

	.section .tbss, "awT", %nobits
	.globl mine
	.hidden mine
	.type mine, %object
mine:
	.zero 4

	.weak missing
	.section .note.GNU-stack, "", %progbits
