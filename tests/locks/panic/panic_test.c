/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of a panic who is elected, in which order stop, flag, message and
 * hooks come, what is faked then, what a second panic does, and that nothing is
 * allocated: malloc and its like, and pthread's mutexes, are wrapped by the
 * link.
 */
#define KIND "panic"
#include "tests/locks/kind.h"
#include "tests/locks/panic/panicking.h"

#include "locks/sleep.h"

#include <string.h>
#include <unistd.h>

TEST_OF_KIND(mode_off_lets_the_others_go_on, panicking_set_up)
{
	struct panic_verdict verdict;

	panicking_start(mode_off);
	verdict = panicking_panic("off");
	assert_int_equal(verdict.kind, PANIC_DONE);
	assert_int_equal(verdict.stop.n_told, 0);
	for (unsigned i = 0; i < OTHERS; i++) {
		panicking_wait_until_counts(&others[i]);
		assert_int_equal(
		    panic_cpu_state(&others[i].cpu), PANIC_CPU_RUNNING);
	}
	assert_false(panicking_is_flagged());
	assert_false(subject.stopped(&me));
	assert_string_equal(panicstr, "off");
	assert_int_equal(noted.n_dumps, 1);
	assert_int_equal(noted.n_syncs, 0);
	assert_int_equal(noted.n_foreign, 0);
	panicking_finish();
}

TEST_OF_KIND(the_flag_is_set_before_the_message_and_both_before_the_dump,
    panicking_set_up)
{
	panicking_start(mode_on);
	panicking_panic("why");
	assert_true(noted.dump_saw_stopped);
	assert_string_equal(noted.dump_saw_message, "why");
	assert_int_equal(noted.n_told_before_dump, OTHERS);
	assert_string_equal(noted.printed, "panic: why\ncpu = me\n");
	panicking_finish();
}

/* Who does not answer is told of between the two. */
TEST_OF_KIND(the_flag_is_set_once_the_others_were_stopped, panicking_set_up)
{
	setup.timeout_ns = REFUSED_NS;
	others[1].refuses = true;
	noted.timeout_saw_stopped = true;
	panicking_start(mode_on);
	panicking_panic("refused");
	assert_non_null(strstr(noted.printed, "timeout stopping cpus"));
	assert_false(noted.timeout_saw_stopped);
	assert_true(noted.dump_saw_stopped);
	panicking_finish();
}

TEST_OF_KIND(a_sync_comes_before_the_stop_or_after, panicking_set_up)
{
	struct panic_tunables tunables = mode_on;

	tunables.sync_on_panic = true;
	panicking_start(tunables);
	assert_true(panicking_panic("after").has_synced);
	assert_int_equal(noted.n_syncs, 1);
	assert_true(noted.sync_saw_stopped && noted.sync_saw_message);
	panicking_finish();

	panicking_set_up(NULL);
	tunables.syncs_before_stop = true;
	panicking_start(tunables);
	assert_true(panicking_panic("before").has_synced);
	assert_int_equal(noted.n_syncs, 1);
	assert_false(noted.sync_saw_stopped || noted.sync_saw_message);
	assert_true(noted.dump_saw_stopped);
	panicking_finish();
}

TEST_OF_CHECK(
    a_lock_of_who_stands_still_is_faked_and_sleeping_returns, panicking_set_up)
{
	static struct mtx m;

	mtx_init(&m);
	others[0].held = &m;
	panicking_start(mode_on);
	panicking_panic("held");
	subject.lock(&m, &me);
	assert_false(mtx_owned(&m, &me));
	assert_true(mtx_owned(&m, &others[0].td));
	assert_int_equal(sleep_on(&m, &m, &me, 0), 0);
	subject.unlock(&m, &me);
	assert_true(mtx_owned(&m, &others[0].td));
	panicking_finish();
}

/* Whoever panics waits here for the other: both come to the election. */
static void
meet(struct panic_cpu *cpu)
{
	static atomic_futex n_met;
	const uint32_t pair = futex_load_acq(&n_met) / 2;

	(void)cpu;
	futex_add_rel(&n_met, 1);
	while (futex_load_acq(&n_met) < 2 * (pair + 1))
		spin_wait();
}

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

TEST_OF_KIND(one_of_two_is_elected_and_the_other_stops_there, panicking_set_up)
{
	for (int is_on = 0; is_on <= 1; is_on++) {
		struct counter *winner;
		struct counter *loser;

		panicking_set_up(NULL);
		setup.before_election = meet;
		panicking_start(is_on ? mode_on : mode_off);
		/* Who looks on is none of the processors. */
		panic_leave(&my_cpu);
		winner = elect_one_of_two();
		loser = &others[winner == &others[0]];
		panicking_wait_until_counts(winner);
		assert_int_equal(noted.n_dumps, 1);
		assert_true(panicking_stands_still(loser));
		assert_int_equal(panic_cpu_state(&loser->cpu), PANIC_CPU_LOST);
		panic_release(&winner->cpu);
		panicking_wait_until_counts(loser);
		assert_true(atomic_load_acq(&loser->has_lost));
		panicking_finish_others();
	}
}

TEST_OF_KIND(
    a_panic_inside_a_panic_stops_syncs_and_dumps_nothing, panicking_set_up)
{
	struct panic_tunables tunables = mode_on;
	struct panic_verdict verdict;

	tunables.sync_on_panic = true;
	panics_in_dump = true;
	panicking_start(tunables);
	verdict = panicking_panic("the first");
	assert_int_equal(verdict.kind, PANIC_DONE);
	assert_int_equal(noted.nested.kind, PANIC_NESTED);
	assert_int_equal(my_cpu.context.pc, noted.dump_saw_pc);
	assert_int_equal(noted.nested.stop.n_told, 0);
	assert_false(noted.nested.has_synced || noted.nested.has_dumped);
	assert_int_equal(noted.n_dumps, 1);
	assert_int_equal(noted.n_syncs, 1);
	assert_string_equal(panicstr, "the first");
	assert_non_null(
	    strstr(noted.printed, "panic inside the panic: the second"));
	/* One section of the first panic, none of the second. */
	assert_int_equal(me.spin_nest, 1);
	assert_int_equal(noted.n_foreign, 0);
	panicking_finish();
	assert_int_equal(me.spin_nest, 0);
}
