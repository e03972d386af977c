/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/audit/trace/tracee.h"

#include "bench/audit/trace/limit.h"
#include "bench/audit/trace/tracee_private.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Stands at the entry of a system call, or at its end. */
#define SYSCALL_STOP (SIGTRAP | 0x80)

static struct tracee_memory *const memory =
    (struct tracee_memory *)TRACEE_MEMORY;

static struct thread *
thread_of(enum actor actor)
{
	return (struct thread *)memory->threads[actor];
}

/* How a child ends that cannot be traced; below: the errno of ptrace(2). */
enum {
	EXIT_OTHER = 200,
	EXIT_MEMORY,
};

/*
 * The child's part: ends in a stop, after which it is told what to run.  It is
 * in a session of its own, where no signal is the terminal's or the group's,
 * and does not outlive who traces it, not even before it is traced.
 */
static void
become(const struct arm *arm, enum actor self, pid_t parent)
{
	if (setsid() < 0 || prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 ||
	    getppid() != parent)
		_exit(EXIT_OTHER);
	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
		_exit(errno < EXIT_OTHER ? errno : EXIT_OTHER);
	if (mmap(memory, sizeof(*memory), PROT_READ | PROT_WRITE,
	        MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1,
	        0) != memory)
		_exit(EXIT_MEMORY);
	/* What is chosen once is not part of any operation. */
	if (arm->means != NULL)
		arm->means();
	arm->lock_init(memory->site.lock);
	for (unsigned i = 0; i < N_ACTORS; i++)
		arm->thread_init(thread_of((enum actor)i));
	arm->thread_init(thread_of(self));
	memset(thread_of(ACTOR_SLEEPER), 0, ARM_THREAD_BYTES);
	memory->site.other = thread_of(ACTOR_OTHER);
	raise(SIGSTOP);
	_exit(EXIT_OTHER);
}

int
tracee_died(const struct tracee *t, int sig, struct reason *why)
{
	/* It gave up, or does by signals what it would do by membarrier(2). */
	if (sig == SIGABRT || sig >= SIGRTMIN)
		return reason_set(why, -ENOTSUP,
		    "%s: does this system refuse membarrier(2)?",
		    strsignal(sig));
	return reason_set(why, -ECHILD, "%s: %s", t->arm->lock, strsignal(sig));
}

int
tracee_wait(struct tracee *t, int *ret_signal, struct reason *why)
{
	int status;

	while (waitpid(t->pid, &status, __WALL) != t->pid) {
		if (errno != EINTR)
			return reason_set(
			    why, -errno, "waitpid: %s", strerror(errno));
		if (limit_is_over())
			return reason_set(why, -ETIME,
			    "%s: the operation does not end", t->arm->lock);
	}
	if (!WIFSTOPPED(status)) {
		t->pid = -1;
		t->exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
		return reason_set(why, -ECHILD,
		    "%s: the traced process is gone", t->arm->lock);
	}
	*ret_signal = WSTOPSIG(status);
	if (!regs_read(t->pid, &t->regs))
		return reason_set(why, -errno, "ptrace: %s", strerror(errno));
	return 0;
}

/* Says why the child never stopped for the first time. */
static int
fail_start(const struct tracee *t, struct reason *why)
{
	const int error = t->exit_status;

	if (error == EXIT_MEMORY)
		return reason_set(why, -ENOMEM,
		    "cannot trace: the memory at %#lx is not free, or a limit "
		    "of it too low",
		    (unsigned long)TRACEE_MEMORY);
	if (error > 0 && error < EXIT_OTHER)
		return reason_set(why, -error,
		    "ptrace is refused: %s (%s): allow it, as by docker's "
		    "--cap-add=SYS_PTRACE or kernel.yama.ptrace_scope < 3",
		    strerrorname_np(error), strerror(error));
	return reason_set(why, -ECHILD,
	    "%s: cannot start a traced process: it ended at once",
	    t->arm->lock);
}

static int
attach(struct tracee *t, struct reason *why)
{
	char path[64];
	int sig;
	int err = tracee_wait(t, &sig, why);

	if (err < 0)
		return fail_start(t, why);
	if (sig != SIGSTOP)
		return tracee_died(t, sig, why);
	snprintf(path, sizeof(path), "/proc/%ld/mem", (long)t->pid);
	t->mem = open(path, O_RDWR | O_CLOEXEC);
	if (t->mem < 0 ||
	    ptrace(PTRACE_SETOPTIONS, t->pid, NULL,
	        (void *)(PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL)) != 0 ||
	    tracee_keep(t) < 0)
		return reason_set(why, -errno, "ptrace: %s", strerror(errno));
	return 0;
}

int
tracee_start(const struct arm *arm, const struct object *object,
    enum actor self, struct tracee **ret, struct reason *why)
{
	struct tracee *t = calloc(1, sizeof(*t));
	const pid_t parent = getpid();
	Dl_info info;
	int err;

	if (t == NULL)
		return reason_set(why, -ENOMEM, "out of memory");
	if (dladdr(arm, &info) == 0)
		memset(&info, 0, sizeof(info));
	*t = (struct tracee){
		.arm = arm,
		.from = { object, (uint64_t)(uintptr_t)info.dli_fbase },
		.self = self,
		.mem = -1,
	};
	limit_begin();
	t->pid = fork();
	if (t->pid == 0)
		become(arm, self, parent);
	err = t->pid < 0 ? reason_set(why, -errno, "fork: %s", strerror(errno))
	                 : attach(t, why);
	if (err < 0)
		tracee_stop(t);
	else
		*ret = t;
	return err;
}

void
tracee_stop(struct tracee *tracee)
{
	if (tracee == NULL)
		return;
	if (tracee->pid > 0) {
		kill(tracee->pid, SIGKILL);
		while (waitpid(tracee->pid, NULL, __WALL) < 0 && errno == EINTR)
			;
	}
	if (tracee->mem >= 0)
		close(tracee->mem);
	limit_end();
	tracee_forget(tracee);
	free(tracee);
}

/* Has it stand before a call on the stack of an actor. */
static int
set_call(struct tracee *t, void (*function)(void), const uint64_t args[3],
    enum actor actor, struct reason *why)
{
	const uint64_t stack =
	    (uint64_t)(uintptr_t)memory->stacks[actor] + TRACEE_STACK_BYTES;
	const uint64_t end = TRACEE_END;

	limit_begin();
	/* Aligned as if a call had just been made. */
	regs_call(&t->regs, (uint64_t)(uintptr_t)function, args, stack, end);
	if (pwrite(t->mem, &end, sizeof(end), (off_t)(stack - 8)) !=
	        (ssize_t)sizeof(end) ||
	    !regs_write(t->pid, &t->regs) || !regs_read(t->pid, &t->regs))
		return reason_set(why, -errno, "ptrace: %s", strerror(errno));
	return 0;
}

int
tracee_set_call(struct tracee *t, void (*function)(void), enum actor actor,
    uint64_t third, struct reason *why)
{
	const uint64_t args[3] = {
		(uint64_t)(uintptr_t)memory->site.lock,
		(uint64_t)(uintptr_t)thread_of(actor),
		third,
	};

	return set_call(t, function, args, actor, why);
}

/* A lock may sleep by any of these. */
static bool
is_wait(uint64_t command)
{
	switch (command & FUTEX_CMD_MASK) {
	case FUTEX_WAIT:
	case FUTEX_WAIT_BITSET:
	case FUTEX_WAIT_REQUEUE_PI:
	case FUTEX_LOCK_PI:
	case FUTEX_LOCK_PI2:
		return true;
	default:
		return false;
	}
}

bool
tracee_would_sleep(const struct tracee *t)
{
	const uint64_t number = regs_syscall(&t->regs);

	return number == SYS_futex_waitv ||
	    (number == SYS_futex && is_wait(regs_syscall_arg(&t->regs, 1)));
}

static int
go_on(struct tracee *t, int *ret_signal, struct reason *why)
{
	if (ptrace(PTRACE_SYSCALL, t->pid, NULL, NULL) != 0)
		return reason_set(why, -errno, "ptrace: %s", strerror(errno));
	return tracee_wait(t, ret_signal, why);
}

/*
 * Leaves the system call at whose entry it stands, unmade: or the next step
 * would be the call's end, and no instruction.
 */
static int
leave_syscall(struct tracee *t, struct reason *why)
{
	int sig;
	int err;

	if (!regs_cancel_syscall(t->pid, &t->regs))
		return reason_set(why, -errno, "ptrace: %s", strerror(errno));
	err = go_on(t, &sig, why);
	if (err == 0 && sig != SYSCALL_STOP)
		err = tracee_died(t, sig, why);
	return err;
}

int
tracee_run(struct tracee *t, enum ending *ret, struct reason *why)
{
	for (;;) {
		int sig;
		const int err = go_on(t, &sig, why);

		if (err < 0)
			return err;
		if (sig == SIGSEGV && t->regs.pc == TRACEE_END) {
			*ret = ENDING_RETURNED;
			return 0;
		}
		if (sig != SYSCALL_STOP)
			return tracee_died(t, sig, why);
		if (tracee_would_sleep(t)) {
			*ret = ENDING_BLOCKED;
			return leave_syscall(t, why);
		}
	}
}

int
tracee_call(struct tracee *tracee, const struct arm_op *op, enum actor actor,
    enum ending *ret, struct reason *why)
{
	const int err =
	    tracee_set_call(tracee, (void (*)(void))op->run, actor, 0, why);

	return err < 0 ? err : tracee_run(tracee, ret, why);
}

int
tracee_stop_world(struct tracee *tracee, struct reason *why)
{
	const uint64_t args[3] = {
		(uint64_t)(uintptr_t)thread_of(tracee->self),
		true,
	};
	enum ending ending;
	const int err = set_call(tracee, (void (*)(void))tracee->arm->ops->stop,
	    args, tracee->self, why);

	return err < 0 ? err : tracee_run(tracee, &ending, why);
}
