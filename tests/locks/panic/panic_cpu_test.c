/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of the processors that a panic stops who stands still and who does
 * not, what is saved of them and where their handler runs, that nothing
 * disturbs them, and that a panic waits for nobody longer than it was told.
 */
#define KIND "panic_cpu"
#include "tests/locks/kind.h"
#include "tests/locks/panic/panicking.h"

#include "tests/locks/effort.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

#define ROUNDS 100

/* Longer than telling and waiting may take, on a loaded machine. */
#define BOUND_S 20

#if defined(__x86_64__)

static void
assert_registers(const struct panic_context *context)
{
	assert_int_equal(context->registers[REG_RIP], context->pc);
	assert_int_equal(context->registers[REG_RSP], context->sp);
}

#else

/* The link register of a function that was called. */
static void
assert_registers(const struct panic_context *context)
{
	assert_int_not_equal(context->registers[30], 0);
}

#endif

static bool
is_on_its_stack(const struct panic_cpu *cpu, uintptr_t address)
{
	return address >= (uintptr_t)cpu->stack &&
	    address < (uintptr_t)cpu->stack + sizeof(cpu->stack);
}

/* The kernel wrote what it interrupted there, on memory that was zero. */
static bool
is_its_stack_used(const struct panic_cpu *cpu)
{
	for (size_t i = 0; i < sizeof(cpu->stack); i++)
		if (cpu->stack[i] != 0)
			return true;
	return false;
}

TEST_OF_KIND(
    mode_on_stops_the_others_and_saves_where_they_were, panicking_set_up)
{
	struct panic_verdict verdict;

	panicking_start(mode_on);
	verdict = panicking_panic("on");
	assert_int_equal(verdict.kind, PANIC_DONE);
	assert_int_equal(verdict.stop.n_told, OTHERS);
	assert_int_equal(verdict.stop.n_stopped, OTHERS);
	for (unsigned i = 0; i < OTHERS; i++) {
		struct panic_cpu *cpu = panic_cpu(i + 1);

		assert_ptr_equal(cpu, &others[i].cpu);
		assert_int_equal(panic_cpu_state(cpu), PANIC_CPU_STOPPED);
		assert_true(panicking_stands_still(&others[i]));
		assert_true(cpu->stopped_ns >= verdict.stop.signalled_ns);
		assert_true(cpu->stopped_ns <= verdict.stop.seen_ns);
		/* In some code, on a stack that is not the signal's. */
		assert_int_not_equal(cpu->context.pc, 0);
		assert_int_not_equal(cpu->context.sp, 0);
		assert_registers(&cpu->context);
		assert_false(is_on_its_stack(cpu, cpu->context.sp));
		assert_true(is_its_stack_used(cpu));
	}
	assert_ptr_equal(panic_cpu(0), &my_cpu);
	assert_int_not_equal(my_cpu.context.pc, 0);
	assert_null(panic_cpu(OTHERS + 1));
	assert_int_equal(panic_cpu_state(&my_cpu), PANIC_CPU_ELECTED);
	assert_int_equal(noted.n_foreign, 0);
	panicking_finish();
}

static atomic_word n_disturbed;

static void
disturb(int number)
{
	(void)number;
	atomic_store_rel(&n_disturbed, atomic_load_rlx(&n_disturbed) + 1);
}

TEST_OF_KIND(who_stands_still_is_disturbed_by_no_signal, panicking_set_up)
{
	atomic_store_rlx(&n_disturbed, 0);
	signal(SIGUSR1, disturb);
	panicking_start(mode_on);
	panicking_panic("quiet");
	pthread_kill(others[0].thread, SIGUSR1);
	usleep(STILL_US);
	assert_int_equal(atomic_load_acq(&n_disturbed), 0);
	panicking_finish();
	assert_int_equal(atomic_load_acq(&n_disturbed), 1);
	signal(SIGUSR1, SIG_DFL);
}

TEST_OF_KIND(who_refuses_is_named_and_left_running, panicking_set_up)
{
	struct panic_verdict verdict;

	setup.timeout_ns = REFUSED_NS;
	others[1].refuses = true;
	panicking_start(mode_on);
	verdict = panicking_panic("refused");
	assert_int_equal(verdict.stop.n_told, OTHERS);
	assert_int_equal(verdict.stop.n_stopped, OTHERS - 1);
	assert_non_null(
	    strstr(noted.printed, "timeout stopping cpus: other 1\n"));
	assert_int_equal(panic_cpu_state(&others[1].cpu), PANIC_CPU_UNANSWERED);
	assert_int_equal(panic_cpu_state(&others[2].cpu), PANIC_CPU_STOPPED);
	assert_true(others[2].cpu.has_answered);
	assert_false(others[1].cpu.has_answered);
	panicking_wait_until_counts(&others[1]);
	assert_int_equal(noted.n_dumps, 1);
	panicking_finish();
}

/* The queue of signals is the user's: others can have filled it. */
TEST_OF_KIND(
    who_cannot_be_told_is_named_and_the_panic_goes_on, panicking_set_up)
{
	struct rlimit as_it_was;
	struct rlimit none;
	struct panic_verdict verdict;

	assert_int_equal(getrlimit(RLIMIT_SIGPENDING, &as_it_was), 0);
	setup.timeout_ns = REFUSED_NS;
	panicking_start(mode_on);
	none = as_it_was;
	none.rlim_cur = 0;
	setrlimit(RLIMIT_SIGPENDING, &none);
	alarm(BOUND_S);
	verdict = panicking_panic("untold");
	setrlimit(RLIMIT_SIGPENDING, &as_it_was);
	assert_int_equal(verdict.kind, PANIC_DONE);
	assert_int_equal(verdict.stop.n_told, OTHERS);
	assert_int_equal(verdict.stop.n_stopped, 0);
	assert_non_null(strstr(noted.printed,
	    "timeout stopping cpus: other 0, other 1, other 2\n"));
	assert_int_equal(panic_cpu_state(&others[0].cpu), PANIC_CPU_UNANSWERED);
	assert_int_equal(noted.n_dumps, 1);
	assert_int_equal(noted.n_foreign, 0);
	panicking_finish();
}

TEST_OF_KIND(who_has_left_is_not_told, panicking_set_up)
{
	panicking_start(mode_on);
	atomic_store_rel(&others[0].is_over, true);
	pthread_join(others[0].thread, NULL);
	assert_int_equal(panicking_panic("left").stop.n_told, OTHERS - 1);
	assert_ptr_equal(panic_cpu(1), &others[1].cpu);
	panicking_finish();
}

TEST_OF_KIND(stopping_works_time_and_again, panicking_set_up)
{
	const unsigned long n_rounds = effort(ROUNDS);

	for (unsigned long i = 0; i < n_rounds; i++) {
		panicking_set_up(NULL);
		panicking_start(mode_on);
		assert_int_equal(
		    panicking_panic("again").stop.n_stopped, OTHERS);
		for (unsigned j = 0; j < OTHERS; j++)
			assert_int_equal(
			    panic_cpu_state(&others[j].cpu), PANIC_CPU_STOPPED);
		panicking_finish();
	}
}
