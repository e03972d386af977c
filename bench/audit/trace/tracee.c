/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/audit/trace/tracee.h"

#include "bench/audit/trace/tracee_private.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * The limit is SIGALRM, which only has to interrupt a wait: the child may sleep
 * or spin for ever.
 */
static unsigned limit_seconds = 20;

static volatile sig_atomic_t is_limit_over;

static void
note_limit(int sig)
{
	(void)sig;
	is_limit_over = true;
}

void
tracee_set_limit(unsigned seconds)
{
	limit_seconds = seconds;
}

void
tracee_begin_limit(void)
{
	/*
	 * The signal is repeated each second, since one may come before the
	 * wait.
	 */
	const struct itimerval timer = {
		.it_value = { .tv_sec = (time_t)limit_seconds },
		.it_interval = { .tv_sec = 1 },
	};
	struct sigaction action = { .sa_handler = note_limit };

	is_limit_over = false;
	sigemptyset(&action.sa_mask);
	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &timer, NULL);
}

static void
end_limit(void)
{
	const struct itimerval none = { .it_value = { .tv_sec = 0 } };

	setitimer(ITIMER_REAL, &none, NULL);
}

/*
 * Exit statuses of a child that cannot be traced.  Lower ones are an errno of
 * ptrace(2).
 */
enum {
	EXIT_OTHER = 200,
	EXIT_MEMORY,
};

/*
 * The child's part: ends in a stop, after which the tracer sets what to run.
 * The child has a session of its own, so that no signal of the terminal or the
 * group reaches it, and never outlives the tracer, even before it is traced.
 */
static void
become(const struct arm *arm, enum actor self, pid_t parent)
{
	if (setsid() < 0 || prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 ||
	    getppid() != parent)
		_exit(EXIT_OTHER);
	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
		_exit(errno < EXIT_OTHER ? errno : EXIT_OTHER);
	if (mmap(TRACEE_MEMORY, sizeof(*TRACEE_MEMORY), PROT_READ | PROT_WRITE,
	        MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1,
	        0) != TRACEE_MEMORY)
		_exit(EXIT_MEMORY);
	/* What the lock chooses once is not part of any operation. */
	if (arm->means != NULL)
		arm->means();
	arm->lock_init(TRACEE_MEMORY->site.lock);
	for (unsigned i = 0; i < N_ACTORS; i++)
		arm->thread_init(tracee_thread((enum actor)i));
	arm->thread_init(tracee_thread(self));
	memset(tracee_thread(ACTOR_SLEEPER), 0, ARM_THREAD_BYTES);
	TRACEE_MEMORY->site.other = tracee_thread(ACTOR_OTHER);
	raise(SIGSTOP);
	_exit(EXIT_OTHER);
}

int
tracee_died(const struct tracee *t, int sig, struct reason *why)
{
	/* The arm gave up, or replaced membarrier(2) by signals. */
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
		if (is_limit_over)
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

static int
keep_part(struct tracee *t, uint64_t address, size_t n_bytes)
{
	struct tracee_part *part;
	struct tracee_part *parts =
	    reallocarray(t->parts, t->n_parts + 1, sizeof(*parts));

	if (parts == NULL)
		return -ENOMEM;
	t->parts = parts;
	part = &parts[t->n_parts];
	*part = (struct tracee_part){ address, n_bytes, malloc(n_bytes) };
	if (part->bytes == NULL)
		return -ENOMEM;
	t->n_parts++;
	if (pread(t->mem, part->bytes, n_bytes, (off_t)address) !=
	    (ssize_t)n_bytes)
		return -EIO;
	return 0;
}

/*
 * Keeps the memory that the arm writes: the lock, the threads and its
 * variables.
 */
static int
keep_all(struct tracee *t)
{
	const struct object *object = t->from.object;
	int err = keep_part(t, (uintptr_t)TRACEE_MEMORY,
	    offsetof(struct tracee_memory, stacks));

	for (unsigned i = 0; i < object->n_sections && err == 0; i++) {
		const Elf64_Shdr *s = &object->sections[i];

		if ((s->sh_flags & (SHF_ALLOC | SHF_WRITE | SHF_TLS)) ==
		        (SHF_ALLOC | SHF_WRITE) &&
		    s->sh_size > 0)
			err =
			    keep_part(t, t->from.base + s->sh_addr, s->sh_size);
	}
	return err;
}

static bool
put_back(struct tracee *t, const struct tracee_part *part, size_t n_bytes)
{
	return pwrite(t->mem, part->bytes, n_bytes, (off_t)part->address) ==
	    (ssize_t)n_bytes;
}

int
tracee_reset(struct tracee *tracee, struct reason *why)
{
	for (size_t i = 0; i < tracee->n_parts; i++)
		if (!put_back(
		        tracee, &tracee->parts[i], tracee->parts[i].n_bytes))
			return reason_set(
			    why, -errno, "ptrace: %s", strerror(errno));
	return 0;
}

int
tracee_free_lock(struct tracee *t, struct reason *why)
{
	if (!put_back(t, &t->parts[0], ARM_LOCK_BYTES))
		return reason_set(why, -errno, "ptrace: %s", strerror(errno));
	return 0;
}

static void
free_parts(struct tracee *t)
{
	for (size_t i = 0; i < t->n_parts; i++)
		free(t->parts[i].bytes);
	free(t->parts);
}

/* Says why the child never stopped for the first time. */
static int
fail_start(const struct tracee *t, struct reason *why)
{
	const int error = t->exit_status;

	if (error == EXIT_MEMORY)
		return reason_set(why, -ENOMEM,
		    "cannot trace: no memory at %#lx: raise the limit of "
		    "ulimit -v, if there is one",
		    (unsigned long)(uintptr_t)TRACEE_MEMORY);
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
	    keep_all(t) < 0)
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
	tracee_begin_limit();
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
	end_limit();
	free_parts(tracee);
	free(tracee);
}
