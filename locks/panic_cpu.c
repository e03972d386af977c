/* SPDX-License-Identifier: BSD-2-Clause */
#include "locks/panic_cpu.h"

#include "locks/signal.h"

#include <pthread.h>
#include <time.h>
#include <ucontext.h>

/* Looks at what is waited for before the first rest: tens of us. */
#define SPINS 1000

/* What stopped processors wait for. */
static atomic_futex released;

/* In the order of joining; 0 -> its processor -> LEFT. */
#define LEFT ((uintptr_t)1)
static atomic_word cpus[PANIC_CPUS_MAX];

static uint64_t
now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec;
}

void
panic_cpu_park(void)
{
	while (futex_load_acq(&released) == 0)
		futex_wait(&released, 0);
}

void
panic_cpu_release(void)
{
	futex_set_rel(&released, 1);
	for (unsigned i = 0; i < PANIC_CPUS_MAX; i++)
		futex_wake(&released);
}

#if defined(__x86_64__)

static void
save_context(const ucontext_t *uc, struct panic_context *ret)
{
	const greg_t *from = uc->uc_mcontext.gregs;

	ret->pc = (uintptr_t)from[REG_RIP];
	ret->sp = (uintptr_t)from[REG_RSP];
	for (unsigned i = 0; i <= REG_EFL; i++)
		ret->registers[i] = (uint64_t)from[i];
}

#else

static void
save_context(const ucontext_t *uc, struct panic_context *ret)
{
	ret->pc = uc->uc_mcontext.pc;
	ret->sp = uc->uc_mcontext.sp;
	for (unsigned i = 0; i < 31; i++)
		ret->registers[i] = uc->uc_mcontext.regs[i];
	ret->registers[31] = uc->uc_mcontext.pstate;
}

#endif

/* cpustop_handler; the clock is read to tell how long a stop takes. */
static void
stop(int number, siginfo_t *info, void *context)
{
	struct panic_cpu *cpu = info->si_value.sival_ptr;
	const int saved = errno;

	(void)number;
	save_context(context, &cpu->context);
	cpu->stopped_ns = now_ns();
	/* Pairs with the acquire of the reader of the context. */
	atomic_store_rel(&cpu->is_stopped, true);
	panic_cpu_park();
	atomic_store_rel(&cpu->is_stopped, false);
	errno = saved;
}

int
panic_cpu_init(void)
{
	struct sigaction action = {
		.sa_sigaction = stop,
		.sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK,
	};

	/* Nothing disturbs a stopped processor. */
	sigfillset(&action.sa_mask);
	if (sigaction(signal_number(SIGNAL_STOP), &action, NULL) != 0)
		return -errno;
	for (unsigned i = 0; i < PANIC_CPUS_MAX; i++)
		atomic_store_rlx(&cpus[i], 0);
	futex_store_rlx(&released, 0);
	return 0;
}

static int
add(struct panic_cpu *cpu)
{
	for (unsigned i = 0; i < PANIC_CPUS_MAX; i++)
		/* Release: pairs with the acquire in slot(). */
		if (atomic_cas_rel(&cpus[i], 0, (uintptr_t)cpu))
			return 0;
	return -EAGAIN;
}

int
panic_join(struct panic_cpu *cpu, const char *name, struct thread *td)
{
	const stack_t stack = { .ss_sp = cpu->stack,
		.ss_size = sizeof(cpu->stack) };
	sigset_t let_through;

	if (sigaltstack(&stack, NULL) != 0)
		return -errno;
	/* Its pages are there before they are needed. */
	memset(cpu->stack, 0, sizeof(cpu->stack));
	snprintf(cpu->name, sizeof(cpu->name), "%s", name);
	cpu->td = td;
	cpu->tid = syscall(SYS_gettid);
	cpu->is_told = cpu->has_answered = false;
	atomic_store_rlx(&cpu->has_panicked, false);
	atomic_store_rlx(&cpu->is_stopped, false);
	sigemptyset(&let_through);
	sigaddset(&let_through, signal_number(SIGNAL_STOP));
	if (pthread_sigmask(SIG_UNBLOCK, &let_through, NULL) != 0)
		return -EINVAL;
	return add(cpu);
}

void
panic_leave(struct panic_cpu *cpu)
{
	const stack_t none = { .ss_flags = SS_DISABLE };

	for (unsigned i = 0; i < PANIC_CPUS_MAX; i++)
		if (atomic_load_rlx(&cpus[i]) == (uintptr_t)cpu)
			atomic_store_rlx(&cpus[i], LEFT);
	sigaltstack(&none, NULL);
}

/* The processor of slot i, NULL if it has left. */
static struct panic_cpu *
slot(unsigned i)
{
	const uintptr_t word = atomic_load_acq(&cpus[i]);

	return word == LEFT ? NULL : (struct panic_cpu *)word;
}

struct panic_cpu *
panic_cpu(unsigned i)
{
	for (unsigned s = 0; s < PANIC_CPUS_MAX; s++) {
		struct panic_cpu *cpu = slot(s);

		if (cpu != NULL && i-- == 0)
			return cpu;
	}
	return NULL;
}

/*
 * Tells *cpu to stop, at most until that time if the queue of signals is full.
 * Returns false if there is no such thread.
 */
static bool
tell(struct panic_cpu *cpu, uint64_t until_ns)
{
	int err;

	while ((err = signal_offer(
	            cpu->tid, signal_number(SIGNAL_STOP), cpu)) == -EAGAIN &&
	    now_ns() < until_ns)
		futex_yield();
	return err != -ESRCH;
}

bool
panic_cpu_wait(const atomic_word *at, uint64_t until_ns)
{
	for (unsigned i = 1; !atomic_load_acq(at); i++) {
		spin_wait();
		if (i < SPINS)
			continue;
		if (now_ns() > until_ns)
			return false;
		futex_rest();
	}
	return true;
}

static void
print_unanswered(void (*print)(const char *text))
{
	const char *between = "timeout stopping cpus: ";

	for (unsigned i = 0; i < PANIC_CPUS_MAX; i++) {
		const struct panic_cpu *cpu = slot(i);

		if (cpu == NULL || !cpu->is_told || cpu->has_answered)
			continue;
		print(between);
		print(cpu->name);
		between = ", ";
	}
	print("\n");
}

/* The deadline is one for all, and for all that is done. */
struct panic_stop
panic_cpu_stop_others(const struct panic_cpu *me, uint64_t timeout_ns,
    void (*print)(const char *text))
{
	struct panic_stop stop = { .signalled_ns = now_ns() };
	const uint64_t until_ns = stop.signalled_ns + timeout_ns;

	for (unsigned i = 0; i < PANIC_CPUS_MAX; i++) {
		struct panic_cpu *cpu = slot(i);

		if (cpu == NULL || cpu == me)
			continue;
		cpu->is_told = tell(cpu, until_ns);
		stop.n_told += cpu->is_told;
	}
	for (unsigned i = 0; i < PANIC_CPUS_MAX; i++) {
		struct panic_cpu *cpu = slot(i);

		if (cpu == NULL || !cpu->is_told)
			continue;
		cpu->has_answered = panic_cpu_wait(&cpu->is_stopped, until_ns);
		stop.n_stopped += cpu->has_answered;
	}
	stop.seen_ns = now_ns();
	if (stop.n_stopped < stop.n_told)
		print_unanswered(print);
	return stop;
}
