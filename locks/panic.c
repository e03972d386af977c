/* SPDX-License-Identifier: BSD-2-Clause */
#include "locks/panic.h"

static const struct panic_setup *setup;

/* The one that runs the panic: 0 -> its struct panic_cpu, once. */
static atomic_word elected;

int
panic_init(const struct panic_setup *s)
{
	const int err = panic_cpu_init();

	if (err < 0)
		return err;
	setup = s;
	atomic_store_rel(&elected, 0);
	return 0;
}

enum panic_cpu_state
panic_cpu_state(const struct panic_cpu *cpu)
{
	/* Pairs with the release in its handler, whatever else it did. */
	const bool is_stopped = atomic_load_acq(&cpu->is_stopped);

	if (atomic_load_rlx(&elected) == (uintptr_t)cpu)
		return PANIC_CPU_ELECTED;
	if (atomic_load_rlx(&cpu->has_panicked))
		return PANIC_CPU_LOST;
	if (is_stopped)
		return PANIC_CPU_STOPPED;
	return cpu->is_told ? PANIC_CPU_UNANSWERED : PANIC_CPU_RUNNING;
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
		verdict->stop =
		    panic_cpu_stop_others(me, setup->timeout_ns, setup->print);
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
		return verdict;
	}
	atomic_store_rlx(&me->has_panicked, true);
	if (setup->before_election != NULL)
		setup->before_election(me);
	if (atomic_cas_acq(&elected, 0, (uintptr_t)me)) {
		me->context = (struct panic_context){
			.pc = (uintptr_t)__builtin_return_address(0),
			.sp = (uintptr_t)__builtin_frame_address(0),
		};
		run(me, message, &verdict);
	} else {
		panic_cpu_park();
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
	panic_cpu_release();
}
