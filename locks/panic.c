/* SPDX-License-Identifier: BSD-2-Clause */
#include "locks/panic.h"

#include "locks/signal.h"

#include <time.h>
#include <ucontext.h>

/* Looks at a stopping processor before it is rested: tens of us. */
#define SPINS 1000

static const struct panic_setup *setup;

/* Who runs the panic (panic_cpu): 0 -> its struct panic_cpu, once. */
static atomic_word elected;

/* What those who stand still wait for. */
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

/* Stands still until panic_release(). */
static void
park(void)
{
	while (futex_load_acq(&released) == 0)
		futex_wait(&released, 0);
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

/* cpustop_handler: the clock is read for those who ask what a stop takes. */
static void
stop(int number, siginfo_t *info, void *context)
{
	struct panic_cpu *cpu = info->si_value.sival_ptr;
	const int saved = errno;

	(void)number;
	save_context(context, &cpu->context);
	cpu->stopped_ns = now_ns();
	/* Pairs with the acquire in panic_cpu_state(). */
	atomic_store_rel(&cpu->is_stopped, true);
	park();
	atomic_store_rel(&cpu->is_stopped, false);
	errno = saved;
}

int
panic_init(const struct panic_setup *s)
{
	struct sigaction action = {
		.sa_sigaction = stop,
		.sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK,
	};

	/* Whoever stands still is disturbed by nothing. */
	sigfillset(&action.sa_mask);
	if (sigaction(signal_number(SIGNAL_STOP), &action, NULL) != 0)
		return -errno;
	for (unsigned i = 0; i < PANIC_CPUS_MAX; i++)
		atomic_store_rlx(&cpus[i], 0);
	setup = s;
	futex_store_rlx(&released, 0);
	atomic_store_rel(&elected, 0);
	return 0;
}

static int
add(struct panic_cpu *cpu)
{
	for (unsigned i = 0; i < PANIC_CPUS_MAX; i++)
		/* Release: pairs with the acquire in panic_cpu(). */
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
	snprintf(cpu->name, sizeof(cpu->name), "%s", name);
	cpu->td = td;
	cpu->tid = syscall(SYS_gettid);
	cpu->is_told = cpu->has_answered = false;
	atomic_store_rlx(&cpu->has_lost, false);
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

enum panic_cpu_state
panic_cpu_state(const struct panic_cpu *cpu)
{
	if (atomic_load_rlx(&elected) == (uintptr_t)cpu)
		return PANIC_CPU_ELECTED;
	if (atomic_load_rlx(&cpu->has_lost))
		return PANIC_CPU_LOST;
	if (atomic_load_acq(&cpu->is_stopped))
		return PANIC_CPU_STOPPED;
	return cpu->is_told ? PANIC_CPU_UNANSWERED : PANIC_CPU_RUNNING;
}

/* Waits until *cpu stands still, at most until that time; returns whether. */
static bool
wait_for(const struct panic_cpu *cpu, uint64_t until_ns)
{
	for (unsigned i = 1; !atomic_load_acq(&cpu->is_stopped); i++) {
		spin_wait();
		if (i < SPINS)
			continue;
		if (now_ns() > until_ns)
			return false;
		/* It may wait for this very processor of the host. */
		futex_rest();
	}
	return true;
}

static void
print_unanswered(const struct panic_cpu *cpu, bool is_first)
{
	setup->print(is_first ? "timeout stopping cpus: " : ", ");
	setup->print(cpu->name);
}

/* stop_cpus_hard: the deadline is one for all. */
static void
stop_others(const struct panic_cpu *me, struct panic_verdict *verdict)
{
	unsigned n_unanswered = 0;
	uint64_t until_ns;

	verdict->signalled_ns = now_ns();
	for (unsigned i = 0; i < PANIC_CPUS_MAX; i++) {
		struct panic_cpu *cpu = slot(i);

		if (cpu == NULL || cpu == me)
			continue;
		cpu->is_told =
		    signal_send(cpu->tid, signal_number(SIGNAL_STOP), cpu);
		verdict->n_told += cpu->is_told;
	}
	until_ns = now_ns() + setup->timeout_ns;
	for (unsigned i = 0; i < PANIC_CPUS_MAX; i++) {
		struct panic_cpu *cpu = slot(i);

		if (cpu == NULL || !cpu->is_told)
			continue;
		cpu->has_answered = wait_for(cpu, until_ns);
		if (!cpu->has_answered)
			print_unanswered(cpu, n_unanswered++ == 0);
	}
	if (n_unanswered > 0)
		setup->print("\n");
	verdict->n_stopped = verdict->n_told - n_unanswered;
}

static void
print_message(const char *start, const char *message, const char *name)
{
	setup->print(start);
	setup->print(message);
	setup->print("\ncpu = ");
	setup->print(name);
	setup->print("\n");
}

static void
sync_if(bool is_the_place, struct panic_cpu *me, struct panic_verdict *verdict)
{
	if (!setup->tunables.sync_on_panic || !is_the_place ||
	    setup->sync == NULL)
		return;
	setup->sync(me, verdict, setup->arg);
	verdict->has_synced = true;
}

/* What the elected does, in its section. */
static void
run(struct panic_cpu *me, const char *message, struct panic_verdict *verdict)
{
	const struct panic_tunables *t = &setup->tunables;

	sync_if(t->syncs_before_stop, me, verdict);
	if (t->stop_scheduler_on_panic) {
		stop_others(me, verdict);
		stop_set(me->td, true);
	}
	stop_set_panicstr(message);
	print_message("panic: ", message, me->name);
	sync_if(!t->syncs_before_stop, me, verdict);
	if (setup->dump != NULL) {
		setup->dump(me, verdict, setup->arg);
		verdict->has_dumped = true;
	}
}

static void
enter_section(struct thread *td)
{
	if (setup->tunables.stop_scheduler_on_panic)
		thread_spin_enter(td);
	else
		thread_critical_enter(td);
}

static void
leave_section(struct thread *td)
{
	if (setup->tunables.stop_scheduler_on_panic)
		thread_spin_exit(td);
	else
		thread_critical_exit(td);
}

struct panic_verdict
panic(struct panic_cpu *me, const char *message)
{
	struct panic_verdict verdict = { .kind = PANIC_DONE };

	enter_section(me->td);
	if (atomic_load_rlx(&elected) == (uintptr_t)me) {
		print_message("panic inside the panic: ", message, me->name);
		verdict.kind = PANIC_NESTED;
		leave_section(me->td);
	} else if (atomic_cas_acq(&elected, 0, (uintptr_t)me)) {
		me->context = (struct panic_context){
			.pc = (uintptr_t)__builtin_return_address(0),
			.sp = (uintptr_t)__builtin_frame_address(0),
		};
		run(me, message, &verdict);
	} else {
		atomic_store_rlx(&me->has_lost, true);
		park();
		verdict.kind = PANIC_LOST;
		leave_section(me->td);
	}
	return verdict;
}

void
panic_release(struct panic_cpu *me)
{
	stop_set(me->td, false);
	leave_section(me->td);
	futex_set_rel(&released, 1);
	for (unsigned i = 0; i < PANIC_CPUS_MAX; i++)
		futex_wake(&released);
}

static const struct {
	struct panic_tunable tunable;
	size_t offset;
} table[] = {
	{ { "kern.stop_scheduler_on_panic", "0", "1" },
	    offsetof(struct panic_tunables, stop_scheduler_on_panic) },
	{ { "kern.sync_on_panic", "0", "1" },
	    offsetof(struct panic_tunables, sync_on_panic) },
	{ { "kern.sync_order", "after", "before" },
	    offsetof(struct panic_tunables, syncs_before_stop) },
};

#define N_TUNABLES (sizeof(table) / sizeof(table[0]))

int
panic_tune(struct panic_tunables *tunables, const char *name, const char *value)
{
	for (size_t i = 0; i < N_TUNABLES; i++) {
		const struct panic_tunable *t = &table[i].tunable;
		const bool is_on = strcmp(value, t->on) == 0;

		if (strcmp(name, t->name) != 0)
			continue;
		if (!is_on && strcmp(value, t->off) != 0)
			return -EINVAL;
		*(bool *)((unsigned char *)tunables + table[i].offset) = is_on;
		return 0;
	}
	return -ENOENT;
}

bool
panic_tunable(unsigned i, struct panic_tunable *ret)
{
	if (i >= N_TUNABLES)
		return false;
	*ret = table[i].tunable;
	return true;
}

const char *
panic_warning(const struct panic_tunables *tunables)
{
	if (!tunables->stop_scheduler_on_panic || !tunables->sync_on_panic)
		return NULL;
	if (tunables->syncs_before_stop)
		return "kern.sync_on_panic with kern.stop_scheduler_on_panic: "
		       "the sync runs before the others stop, with real locks: "
		       "it can wait for one that the panicking thread holds, "
		       "and then there is no dump";
	return "kern.sync_on_panic and kern.stop_scheduler_on_panic are "
	       "incompatible: the sync takes locks by faking, and writes back "
	       "what a stopped thread had half changed; that does more harm "
	       "than not to write";
}
