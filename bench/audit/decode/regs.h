/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The registers of a stopped traced process, for both architectures: by number,
 * and those with a meaning also by name.
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
	uint64_t tls; /* the base of thread-local storage */
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
 * Sets *regs to a call of function with three arguments, on an empty stack that
 * ends at stack.  The call returns to the address `end`, which the caller has
 * put at stack - 8, where x86-64 looks for it.
 */
void regs_call(struct regs *regs, uint64_t function, const uint64_t args[3],
    uint64_t stack, uint64_t end);

/* Return the number, and an argument, of the system call about to be made. */
uint64_t regs_syscall(const struct regs *regs);
uint64_t regs_syscall_arg(const struct regs *regs, unsigned i);

/*
 * Cancels the system call that the stopped process is about to enter.  The
 * process must still be continued to the end of that call.
 */
bool regs_cancel_syscall(pid_t pid, struct regs *regs);

#endif /* BENCH_AUDIT_DECODE_REGS_H */
