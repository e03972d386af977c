/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/run/trigger.h"

#include "base/clock.h"
#include "locks/signal.h"

#include <stdlib.h>
#include <time.h>
#include <ucontext.h>

#define PATIENCE_NS 500000000u

/* The time between two interrupts.  A hard path is seldom longer. */
#define INTERRUPT_NS 20000

/*
 * How long a thread stays in a section, so that others wait in the hard path.
 */
#define LINGER_NS 2000000u

/* More than malloc keeps for each thread. */
#define ALLOCATED_BYTES 4096

/*
 * Symbols that the linker puts around the program and its hard paths (hard.ld).
 */
extern const char __executable_start[];
extern const char etext[];
extern const char hard_start[];
extern const char hard_end[];

static const struct plan_panic *plan;
static const struct world_cpu *refuses;
static void (*panics)(struct world_cpu *cpu);

/* The threads that were chosen to panic: 0 -> a struct world_cpu, once. */
static atomic_word first;
static atomic_word second;

/* The panic did not come where it was planned. */
static atomic_word is_late;

/* The thread is in its interrupt's handler. */
static __thread bool is_in_interrupt __attribute__((tls_model("initial-exec")));

static int
trigger_signal(void)
{
	return signal_number(SIGNAL_FREE + 1);
}

static bool
choose_panicker(struct world_cpu *cpu, atomic_word *place)
{
	return cpu != refuses && atomic_cas_acq(place, 0, (uintptr_t)cpu);
}

static bool
is_over(uint64_t until_ns)
{
	return atomic_load_acq(&first) != 0 || clock_now_ns() > until_ns;
}

/*
 * Stays in a section so that other threads wait for it.  One thread at a time.
 */
static void
linger(void)
{
	static atomic_word lingers;
	const uint64_t until_ns = clock_now_ns() + LINGER_NS;

	if (!atomic_cas_acq(&lingers, false, true))
		return;
	while (!is_over(until_ns))
		spin_wait();
	atomic_store_rel(&lingers, false);
}

/* Stays in a section and allocates, so that an interrupt finds it in malloc. */
static void
allocate(struct world_cpu *cpu)
{
	const uint64_t until_ns = clock_now_ns() + LINGER_NS;

	while (!is_over(until_ns)) {
		void *volatile memory;

		cpu->in_malloc = true;
		memory = malloc(ALLOCATED_BYTES);
		free(memory);
		cpu->in_malloc = false;
	}
}

/*
 * Returns true if the thread is to panic in this section.  Else does what
 * brings the planned place about.
 */
static bool
is_now(struct world_cpu *cpu, enum world_lock lock)
{
	if (atomic_load_acq(&is_late))
		return true;
	switch (plan->moment) {
	case PLAN_HARD:
		/*
		 * A thread that waits for lk sleeps, so it cannot panic there.
		 */
		if (lock < WORLD_BLOCK && world_owns(cpu, lock))
			linger();
		return false;
	case PLAN_MALLOC:
		allocate(cpu);
		return false;
	case PLAN_INTERRUPT:
		return is_in_interrupt;
	default:
		return true;
	}
}

static void
at_moment(struct world_cpu *cpu, enum world_lock lock)
{
	if (!is_now(cpu, lock) || !choose_panicker(cpu, &first))
		return;
	atomic_store_rel(&world.armed, DUMP_NONE);
	panics(cpu);
}

#if defined(__x86_64__)

static uintptr_t
interrupted_pc(const ucontext_t *uc)
{
	return (uintptr_t)uc->uc_mcontext.gregs[REG_RIP];
}

#else

static uintptr_t
interrupted_pc(const ucontext_t *uc)
{
	return uc->uc_mcontext.pc;
}

#endif

/* True if a thread that was interrupted at pc is where the panic is planned. */
static bool
is_there(const struct world_cpu *cpu, uintptr_t pc)
{
	const uintptr_t who = atomic_load_acq(&first);

	switch (plan->moment) {
	case PLAN_HARD:
		return cpu->notes.wants != DUMP_NONE &&
		    pc >= (uintptr_t)hard_start && pc < (uintptr_t)hard_end;
	case PLAN_MALLOC:
		return cpu->in_malloc &&
		    (pc < (uintptr_t)__executable_start ||
		        pc >= (uintptr_t)etext);
	case PLAN_TWO:
		return who != 0 && who != (uintptr_t)cpu;
	default:
		return false;
	}
}

static void
interrupt(int signal, siginfo_t *info, void *context)
{
	struct world_cpu *cpu = info->si_value.sival_ptr;
	const int saved = errno;

	(void)signal;
	if (is_there(cpu, interrupted_pc(context)) &&
	    choose_panicker(cpu, plan->moment == PLAN_TWO ? &second : &first))
		panics(cpu);
	if (plan->moment == PLAN_INTERRUPT) {
		is_in_interrupt = true;
		world_interrupt(cpu);
		is_in_interrupt = false;
	}
	errno = saved;
}

int
trigger_init(const struct plan_panic *p, const struct world_cpu *who_refuses,
    void (*and_panics)(struct world_cpu *cpu))
{
	struct sigaction action = {
		.sa_sigaction = interrupt,
		.sa_flags = SA_SIGINFO | SA_RESTART,
	};

	plan = p;
	refuses = who_refuses;
	panics = and_panics;
	world.at_moment = at_moment;
	sigemptyset(&action.sa_mask);
	return sigaction(trigger_signal(), &action, NULL) == 0 ? 0 : -errno;
}

static void
interrupt_next(struct world_cpu *cpus, unsigned n)
{
	const struct timespec pause = { .tv_nsec = INTERRUPT_NS };
	static unsigned next;
	struct world_cpu *cpu = &cpus[next++ % n];

	/* If the queue of signals is full, the thread has another turn. */
	signal_offer(cpu->panic.tid, trigger_signal(), cpu);
	nanosleep(&pause, NULL);
}

static unsigned
armed_by_plan(void)
{
	switch (plan->moment) {
	case PLAN_HARD:
		return WORLD_LOCKS;
	case PLAN_MALLOC:
		return WORLD_LOG;
	case PLAN_INTERRUPT:
		return WORLD_POOL;
	default:
		return plan->lock;
	}
}

/* True if all threads that are to panic have come. */
static bool
have_come(void)
{
	return atomic_load_acq(plan->moment == PLAN_TWO ? &second : &first) !=
	    0;
}

bool
trigger_panic(struct world_cpu *cpus, unsigned n)
{
	const uint64_t until_ns = clock_now_ns() + PATIENCE_NS;
	const struct timespec pause = { .tv_nsec = INTERRUPT_NS };
	const bool has_interrupts = plan->moment == PLAN_HARD ||
	    plan->moment == PLAN_MALLOC || plan->moment == PLAN_INTERRUPT;

	atomic_store_rel(&world.armed, armed_by_plan());
	/*
	 * Where two threads panic, the first waits for the second, but not for
	 * ever.
	 */
	while (!have_come() &&
	    (atomic_load_acq(&first) != 0 || clock_now_ns() < until_ns)) {
		if (has_interrupts || atomic_load_acq(&first) != 0)
			interrupt_next(cpus, n);
		else
			nanosleep(&pause, NULL);
	}
	if (atomic_load_acq(&first) != 0)
		return true;
	atomic_store_rel(&is_late, true);
	atomic_store_rel(&world.armed, WORLD_LOCKS);
	return false;
}
