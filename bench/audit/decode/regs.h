/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The registers of a traced process that stands still, as both architectures
 * have them: numbered, with the ones that have a meaning by name.
 */
#ifndef BENCH_AUDIT_DECODE_REGS_H
#define BENCH_AUDIT_DECODE_REGS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/user.h>

struct regs {
	/*
	 * x86-64: in the order of instruction encoding, rax, rcx, rdx, rbx,
	 * rsp, rbp, rsi, rdi, r8 to r15.  arm64: x0 to x30, then sp.
	 */
	uint64_t r[32];
	uint64_t pc;
	uint64_t tls; /* where thread-local storage is found from */
	uint64_t gs;  /* x86-64: where gs: is */

	struct user_regs_struct system; /* all, as the system has them */
};

/* Where the stack pointer is in r. */
#define REGS_X86_SP   4
#define REGS_ARM64_SP 31

/* Read and write those of the stopped process pid; false if that fails. */
bool regs_read(pid_t pid, struct regs *ret);
bool regs_write(pid_t pid, const struct regs *regs);

/*
 * Makes *regs those of a call of function with three arguments on an empty
 * stack that ends at stack; it returns to the address `end`, which the caller
 * has put at stack - 8, for an architecture that looks for it there.
 */
void regs_call(struct regs *regs, uint64_t function, const uint64_t args[3],
    uint64_t stack, uint64_t end);

/* The number of the system call that is about to be made, its arguments. */
uint64_t regs_syscall(const struct regs *regs);
uint64_t regs_syscall_arg(const struct regs *regs, unsigned i);

/*
 * Has the system call at whose entry the process stands not be made.  The
 * process still has to be led to its end.
 */
bool regs_cancel_syscall(pid_t pid, struct regs *regs);

#endif /* BENCH_AUDIT_DECODE_REGS_H */
