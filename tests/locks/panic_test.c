/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of a panic who is elected, who stops and who does not, in which order
 * flag, message and hooks come, what is faked then, what a second panic does, and
 * that nothing is allocated: malloc and its like, and pthread's mutexes, are
 * wrapped by the link.  -DFAKES=1 where there is a check.
 */
#include "locks/panic.h"

#include "locks/sleep.h"

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* A hang is a failure: far longer than all tests take on a loaded machine. */
#define WATCHDOG_SECONDS 60

/* Shorter where somebody will not answer. */
#define REFUSED_NS 50000000u

/* How long somebody must not move who stands still. */
#define STILL_US 20000

#define OTHERS 3
#define ROUNDS 100

/* A processor that counts. */
struct counter {
	pthread_t thread;
	struct thread td;
	struct panic_cpu cpu;
	char name[PANIC_NAME_BYTES];
	struct mtx *held;     /* all the while, unless NULL */
	bool refuses;         /* the stop signal */
	atomic_word n;        /* rounds so far */
	atomic_word panics;   /* told to */
	atomic_word is_over;  /* told to end */
	atomic_word has_lost; /* its panic returned so */
};

static struct counter others[OTHERS];
static struct thread me;
static struct panic_cpu my_cpu;
static struct mtx m;
static struct panic_setup setup;
static char printed[1024];

/* What the hooks saw. */
static unsigned n_syncs;
static unsigned n_dumps;
static unsigned n_told_before_dump;
static bool sync_saw_stopped;
static bool sync_saw_message;
static bool dump_saw_stopped;
static const char *dump_saw_message;
static bool panics_in_dump;
static struct panic_verdict nested;
static uintptr_t pc_of_the_first;

/* Allocations and locks of others, while watched. */
static bool is_watched;
static unsigned n_foreign;

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
void __real_free(void *p);
int __real_pthread_mutex_lock(pthread_mutex_t *mutex);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);
void __wrap_free(void *p);
int __wrap_pthread_mutex_lock(pthread_mutex_t *mutex);

void *
__wrap_malloc(size_t n)
{
	n_foreign += is_watched;
	return __real_malloc(n);
}

void *
__wrap_calloc(size_t n, size_t size)
{
	n_foreign += is_watched;
	return __real_calloc(n, size);
}

void *
__wrap_realloc(void *p, size_t n)
{
	n_foreign += is_watched;
	return __real_realloc(p, n);
}

void
__wrap_free(void *p)
{
	n_foreign += is_watched;
	__real_free(p);
}

int
__wrap_pthread_mutex_lock(pthread_mutex_t *mutex)
{
	n_foreign += is_watched;
	return __real_pthread_mutex_lock(mutex);
}

static void
print(const char *text)
{
	const size_t n = strlen(printed);

	snprintf(printed + n, sizeof(printed) - n, "%s", text);
}

static bool
is_flagged(void)
{
	return FLAG_READ(&stop_scheduler) != 0 && FLAG_READ(&me.stopped) != 0;
}

static void
sync_hook(struct panic_cpu *cpu, const struct panic_verdict *so_far, void *arg)
{
	(void)cpu;
	(void)so_far;
	(void)arg;
	n_syncs++;
	sync_saw_stopped = is_flagged();
	sync_saw_message = FLAG_READ(&panicstr) != NULL;
}

static void
dump_hook(struct panic_cpu *cpu, const struct panic_verdict *so_far, void *arg)
{
	(void)arg;
	n_told_before_dump = so_far->n_told;
	n_dumps++;
	dump_saw_stopped = is_flagged();
	dump_saw_message = FLAG_READ(&panicstr);
	pc_of_the_first = cpu->context.pc;
	if (panics_in_dump)
		nested = panic(cpu, "the second");
}

static void
refuse(void)
{
	sigset_t stop;

	sigemptyset(&stop);
	/* What join let through. */
	sigaddset(&stop, SIGRTMIN + 8);
	pthread_sigmask(SIG_BLOCK, &stop, NULL);
}

static void *
count(void *arg)
{
	struct counter *c = arg;

	thread_init(&c->td);
	stop_enter(&c->td);
	if (panic_join(&c->cpu, c->name, &c->td) != 0)
		abort();
	if (c->refuses)
		refuse();
	if (c->held != NULL)
		mtx_lock(c->held, &c->td);
	while (!atomic_load_acq(&c->is_over)) {
		atomic_store_rel(&c->n, atomic_load_rlx(&c->n) + 1);
		if (atomic_load_acq(&c->panics)) {
			const struct panic_verdict v =
			    panic(&c->cpu, "another");

			atomic_store_rlx(&c->panics, false);
			atomic_store_rel(&c->has_lost, v.kind == PANIC_LOST);
		}
	}
	if (c->held != NULL)
		mtx_unlock(c->held, &c->td);
	panic_leave(&c->cpu);
	return NULL;
}

static void
wait_until_counts(struct counter *c)
{
	const uintptr_t from = atomic_load_acq(&c->n);

	while (atomic_load_acq(&c->n) == from)
		usleep(100);
}

static void
start(struct panic_tunables tunables)
{
	setup.tunables = tunables;
	assert_int_equal(panic_init(&setup), 0);
	assert_int_equal(panic_join(&my_cpu, "me", &me), 0);
	for (unsigned i = 0; i < OTHERS; i++) {
		struct counter *c = &others[i];

		snprintf(c->name, sizeof(c->name), "other %u", i);
		assert_int_equal(pthread_create(&c->thread, NULL, count, c), 0);
		wait_until_counts(c);
	}
}

static struct panic_verdict
watch_panic(const char *message)
{
	struct panic_verdict verdict;

	is_watched = true;
	verdict = panic(&my_cpu, message);
	is_watched = false;
	return verdict;
}

static void
finish_others(void)
{
	for (unsigned i = 0; i < OTHERS; i++) {
		if (atomic_load_rlx(&others[i].is_over))
			continue;
		atomic_store_rel(&others[i].is_over, true);
		pthread_join(others[i].thread, NULL);
	}
}

static void
finish(void)
{
	panic_release(&my_cpu);
	finish_others();
	panic_leave(&my_cpu);
}

static bool
stands_still(struct counter *c)
{
	const uintptr_t n = atomic_load_acq(&c->n);

	usleep(STILL_US);
	return atomic_load_acq(&c->n) == n;
}

static int
set_up(void **state)
{
	(void)state;
	alarm(WATCHDOG_SECONDS);
	memset(others, 0, sizeof(others));
	memset(&my_cpu, 0, sizeof(my_cpu));
	thread_init(&me);
	stop_enter(&me);
	mtx_init(&m);
	setup = (struct panic_setup){ .timeout_ns = PANIC_TIMEOUT_NS,
		.sync = sync_hook,
		.dump = dump_hook,
		.print = print };
	printed[0] = '\0';
	n_syncs = n_dumps = n_foreign = 0;
	panics_in_dump = false;
	return 0;
}

static const struct panic_tunables off;
static const struct panic_tunables on = { .stop_scheduler_on_panic = true };

static void
test_mode_off_lets_the_others_go_on(void **state)
{
	struct panic_verdict verdict;

	(void)state;
	start(off);
	verdict = watch_panic("off");
	assert_int_equal(verdict.kind, PANIC_DONE);
	assert_int_equal(verdict.n_told, 0);
	for (unsigned i = 0; i < OTHERS; i++) {
		wait_until_counts(&others[i]);
		assert_int_equal(
		    panic_cpu_state(&others[i].cpu), PANIC_CPU_RUNNING);
	}
	assert_false(is_flagged());
	assert_false(stopped(&me));
	assert_string_equal(panicstr, "off");
	assert_int_equal(n_dumps, 1);
	assert_int_equal(n_syncs, 0);
	assert_int_equal(n_foreign, 0);
	finish();
}

static void
test_mode_on_stops_the_others_and_saves_where_they_were(void **state)
{
	struct panic_verdict verdict;

	(void)state;
	start(on);
	verdict = watch_panic("on");
	assert_int_equal(verdict.kind, PANIC_DONE);
	assert_int_equal(verdict.n_told, OTHERS);
	assert_int_equal(verdict.n_stopped, OTHERS);
	for (unsigned i = 0; i < OTHERS; i++) {
		struct panic_cpu *cpu = panic_cpu(i + 1);

		assert_ptr_equal(cpu, &others[i].cpu);
		assert_int_equal(panic_cpu_state(cpu), PANIC_CPU_STOPPED);
		assert_true(stands_still(&others[i]));
		assert_true(cpu->stopped_ns >= verdict.signalled_ns);
		/* In some code, on a stack that is not the signal's. */
		assert_int_not_equal(cpu->context.pc, 0);
		assert_int_not_equal(cpu->context.sp, 0);
		assert_false(cpu->context.sp >= (uintptr_t)cpu->stack &&
		    cpu->context.sp <
		        (uintptr_t)cpu->stack + sizeof(cpu->stack));
	}
	assert_ptr_equal(panic_cpu(0), &my_cpu);
	assert_int_not_equal(my_cpu.context.pc, 0);
	assert_null(panic_cpu(OTHERS + 1));
	assert_int_equal(panic_cpu_state(&my_cpu), PANIC_CPU_ELECTED);
	assert_int_equal(n_foreign, 0);
	finish();
}

static void
test_the_flag_is_set_before_the_message_and_both_before_the_dump(void **state)
{
	(void)state;
	start(on);
	watch_panic("why");
	assert_true(dump_saw_stopped);
	assert_string_equal(dump_saw_message, "why");
	assert_int_equal(n_told_before_dump, OTHERS);
	assert_string_equal(printed, "panic: why\ncpu = me\n");
	finish();
}

static void
test_a_sync_comes_before_the_stop_or_after(void **state)
{
	struct panic_tunables tunables = on;

	(void)state;
	tunables.sync_on_panic = true;
	start(tunables);
	assert_true(watch_panic("after").has_synced);
	assert_int_equal(n_syncs, 1);
	assert_true(sync_saw_stopped && sync_saw_message);
	finish();

	set_up(NULL);
	tunables.syncs_before_stop = true;
	start(tunables);
	assert_true(watch_panic("before").has_synced);
	assert_int_equal(n_syncs, 1);
	assert_false(sync_saw_stopped || sync_saw_message);
	assert_true(dump_saw_stopped);
	finish();
}

#if FAKES
static void
test_a_lock_of_who_stands_still_is_faked_and_sleeping_returns(void **state)
{
	(void)state;
	others[0].held = &m;
	start(on);
	watch_panic("held");
	mtx_lock(&m, &me);
	assert_false(mtx_owned(&m, &me));
	assert_true(mtx_owned(&m, &others[0].td));
	assert_int_equal(sleep_on(&m, &m, &me, 0), 0);
	mtx_unlock(&m, &me);
	assert_true(mtx_owned(&m, &others[0].td));
	finish();
}
#endif

static bool
is_elected(const struct counter *c)
{
	return panic_cpu_state(&c->cpu) == PANIC_CPU_ELECTED;
}

/* Two others panic at once; returns the one that was elected. */
static struct counter *
elect_one_of_two(void)
{
	atomic_store_rel(&others[0].panics, true);
	atomic_store_rel(&others[1].panics, true);
	while (!is_elected(&others[0]) && !is_elected(&others[1]))
		usleep(100);
	return &others[!is_elected(&others[0])];
}

static void
test_one_of_two_is_elected_and_the_other_stops_there(void **state)
{
	(void)state;
	for (int is_on = 0; is_on <= 1; is_on++) {
		struct counter *winner;
		struct counter *loser;

		set_up(NULL);
		start(is_on ? on : off);
		/* Who looks on is none of the processors. */
		panic_leave(&my_cpu);
		winner = elect_one_of_two();
		loser = &others[winner == &others[0]];
		wait_until_counts(winner);
		/* With the mode on it may be stopped before it can panic. */
		while (panic_cpu_state(&loser->cpu) == PANIC_CPU_RUNNING)
			usleep(100);
		assert_int_equal(n_dumps, 1);
		assert_true(stands_still(loser));
		assert_true(
		    is_on || panic_cpu_state(&loser->cpu) == PANIC_CPU_LOST);
		panic_release(&winner->cpu);
		wait_until_counts(loser);
		assert_true(is_on || atomic_load_acq(&loser->has_lost));
		finish_others();
	}
}

static void
test_a_panic_inside_a_panic_stops_syncs_and_dumps_nothing(void **state)
{
	struct panic_tunables tunables = on;
	struct panic_verdict verdict;

	(void)state;
	tunables.sync_on_panic = true;
	panics_in_dump = true;
	start(tunables);
	verdict = watch_panic("the first");
	assert_int_equal(verdict.kind, PANIC_DONE);
	assert_int_equal(nested.kind, PANIC_NESTED);
	assert_int_equal(my_cpu.context.pc, pc_of_the_first);
	assert_int_equal(nested.n_told, 0);
	assert_false(nested.has_synced || nested.has_dumped);
	assert_int_equal(n_dumps, 1);
	assert_int_equal(n_syncs, 1);
	assert_string_equal(panicstr, "the first");
	assert_non_null(strstr(printed, "panic inside the panic: the second"));
	/* One section of the first panic, none of the second. */
	assert_int_equal(me.spin_nest, 1);
	assert_int_equal(n_foreign, 0);
	finish();
	assert_int_equal(me.spin_nest, 0);
}

static void
test_who_refuses_is_named_and_left_running(void **state)
{
	struct panic_verdict verdict;

	(void)state;
	setup.timeout_ns = REFUSED_NS;
	others[1].refuses = true;
	start(on);
	verdict = watch_panic("refused");
	assert_int_equal(verdict.n_told, OTHERS);
	assert_int_equal(verdict.n_stopped, OTHERS - 1);
	assert_non_null(strstr(printed, "timeout stopping cpus: other 1\n"));
	assert_int_equal(panic_cpu_state(&others[1].cpu), PANIC_CPU_UNANSWERED);
	assert_int_equal(panic_cpu_state(&others[2].cpu), PANIC_CPU_STOPPED);
	assert_true(others[2].cpu.has_answered);
	assert_false(others[1].cpu.has_answered);
	wait_until_counts(&others[1]);
	assert_int_equal(n_dumps, 1);
	finish();
}

static void
test_who_has_left_is_not_told(void **state)
{
	(void)state;
	start(on);
	atomic_store_rel(&others[0].is_over, true);
	pthread_join(others[0].thread, NULL);
	assert_int_equal(watch_panic("left").n_told, OTHERS - 1);
	assert_ptr_equal(panic_cpu(1), &others[1].cpu);
	finish();
}

static void
test_stopping_works_time_and_again(void **state)
{
	(void)state;
	for (unsigned i = 0; i < ROUNDS; i++) {
		set_up(NULL);
		start(on);
		assert_int_equal(watch_panic("again").n_stopped, OTHERS);
		for (unsigned j = 0; j < OTHERS; j++)
			assert_int_equal(
			    panic_cpu_state(&others[j].cpu), PANIC_CPU_STOPPED);
		finish();
	}
}

static void
test_tunables_are_off_and_take_their_values_alone(void **state)
{
	struct panic_tunables t = { 0 };
	struct panic_tunable told;

	(void)state;
	assert_null(panic_warning(&t));
	assert_int_equal(panic_tune(&t, "kern.nothing", "1"), -ENOENT);
	for (unsigned i = 0; panic_tunable(i, &told); i++) {
		assert_int_equal(panic_tune(&t, told.name, "2"), -EINVAL);
		assert_int_equal(panic_tune(&t, told.name, told.on), 0);
	}
	assert_true(t.stop_scheduler_on_panic && t.sync_on_panic &&
	    t.syncs_before_stop);
	assert_non_null(strstr(panic_warning(&t), "before the others stop"));
	assert_int_equal(panic_tune(&t, "kern.sync_order", "after"), 0);
	assert_non_null(strstr(panic_warning(&t), "incompatible"));
	assert_int_equal(panic_tune(&t, "kern.sync_on_panic", "0"), 0);
	assert_null(panic_warning(&t));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(
		    test_mode_off_lets_the_others_go_on, set_up),
		cmocka_unit_test_setup(
		    test_mode_on_stops_the_others_and_saves_where_they_were,
		    set_up),
		cmocka_unit_test_setup(
		    test_the_flag_is_set_before_the_message_and_both_before_the_dump,
		    set_up),
		cmocka_unit_test_setup(
		    test_a_sync_comes_before_the_stop_or_after, set_up),
#if FAKES
		cmocka_unit_test_setup(
		    test_a_lock_of_who_stands_still_is_faked_and_sleeping_returns,
		    set_up),
#endif
		cmocka_unit_test_setup(
		    test_one_of_two_is_elected_and_the_other_stops_there,
		    set_up),
		cmocka_unit_test_setup(
		    test_a_panic_inside_a_panic_stops_syncs_and_dumps_nothing,
		    set_up),
		cmocka_unit_test_setup(
		    test_who_refuses_is_named_and_left_running, set_up),
		cmocka_unit_test_setup(test_who_has_left_is_not_told, set_up),
		cmocka_unit_test_setup(
		    test_stopping_works_time_and_again, set_up),
		cmocka_unit_test(
		    test_tunables_are_off_and_take_their_values_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
