/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/audit/decode/regs.h"

#include <elf.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

static bool
get(pid_t pid, int set, void *to, size_t size)
{
	struct iovec io = { to, size };

	return ptrace(PTRACE_GETREGSET, pid, (void *)(long)set, &io) == 0;
}

static bool
put_regs(pid_t pid, int set, const void *from, size_t size)
{
	struct iovec io = { (void *)from, size };

	return ptrace(PTRACE_SETREGSET, pid, (void *)(long)set, &io) == 0;
}

bool
regs_write(pid_t pid, const struct regs *regs)
{
	return put_regs(pid, NT_PRSTATUS, &regs->system, sizeof(regs->system));
}

#if defined(__x86_64__)

bool
regs_read(pid_t pid, struct regs *ret)
{
	struct user_regs_struct *s = &ret->system;

	if (!get(pid, NT_PRSTATUS, s, sizeof(*s)))
		return false;
	const uint64_t r[] = { s->rax, s->rcx, s->rdx, s->rbx, s->rsp, s->rbp,
		s->rsi, s->rdi, s->r8, s->r9, s->r10, s->r11, s->r12, s->r13,
		s->r14, s->r15 };
	memcpy(ret->r, r, sizeof(r));
	ret->pc = s->rip;
	ret->tls = s->fs_base;
	ret->gs = s->gs_base;
	return true;
}

void
regs_call(struct regs *regs, uint64_t function, const uint64_t args[3],
    uint64_t stack, uint64_t end)
{
	(void)end;
	regs->system.rip = function;
	regs->system.rdi = args[0];
	regs->system.rsi = args[1];
	regs->system.rdx = args[2];
	regs->system.rsp = stack - 8;
	/* The process is in no system call that could be restarted. */
	regs->system.orig_rax = (unsigned long long)-1;
	/* As the calling convention has it: no flag but the reserved one. */
	regs->system.eflags = 0x202;
}

uint64_t
regs_syscall(const struct regs *regs)
{
	return regs->system.orig_rax == (unsigned long long)-1
	    ? regs->system.rax
	    : regs->system.orig_rax;
}

uint64_t
regs_syscall_arg(const struct regs *regs, unsigned i)
{
	const uint64_t args[] = { regs->system.rdi, regs->system.rsi,
		regs->system.rdx };

	return args[i];
}

bool
regs_cancel_syscall(pid_t pid, struct regs *regs)
{
	regs->system.orig_rax = (unsigned long long)-1;
	return regs_write(pid, regs);
}

#else

bool
regs_read(pid_t pid, struct regs *ret)
{
	struct user_regs_struct *s = &ret->system;

	if (!get(pid, NT_PRSTATUS, s, sizeof(*s)) ||
	    !get(pid, NT_ARM_TLS, &ret->tls, sizeof(ret->tls)))
		return false;
	memcpy(ret->r, s->regs, sizeof(s->regs));
	ret->r[REGS_ARM64_SP] = s->sp;
	ret->pc = s->pc;
	return true;
}

void
regs_call(struct regs *regs, uint64_t function, const uint64_t args[3],
    uint64_t stack, uint64_t end)
{
	regs->system.pc = function;
	regs->system.regs[0] = args[0];
	regs->system.regs[1] = args[1];
	regs->system.regs[2] = args[2];
	regs->system.regs[30] = end;
	regs->system.sp = stack - 16;
}

uint64_t
regs_syscall(const struct regs *regs)
{
	return regs->system.regs[8];
}

uint64_t
regs_syscall_arg(const struct regs *regs, unsigned i)
{
	return regs->system.regs[i];
}

bool
regs_cancel_syscall(pid_t pid, struct regs *regs)
{
	const int none = -1;

	(void)regs;
	return put_regs(pid, NT_ARM_SYSTEM_CALL, &none, sizeof(none));
}

#endif
