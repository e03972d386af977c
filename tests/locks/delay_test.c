/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of each back-off that its delays are those of its kernel, pause by
 * pause, on a small machine and on one that reaches the cap (freebsd.md 4.1);
 * and that the locks wait by it: they look again after each delay, and go on
 * where they were with the next owner.
 */
#include "tests/lib/test.h"

#include "pauses.h"

#include "locks/mtx.h"
#include "locks/rw.h"
#include "locks/spin.h"
#include "locks/sx.h"

static struct thread me;
static struct thread other;
static struct thread third;

static struct mtx mtx;
static struct rw rw;
static struct spin spin;
static struct sx sx;

static int
set_up(void **state)
{
	(void)state;
	thread_init(&me);
	thread_init(&other);
	thread_init(&third);
	mtx_init(&mtx);
	rw_init(&rw);
	spin_init(&spin);
	sx_init(&sx);
	pauses_init();
	delay_boot(2);
	return 0;
}

#define DELAYS 18

/* By back-off: what a waiter pauses, look by look. */
static const unsigned delays_2_cpus[][DELAYS] = {
	{ 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 },
	{ 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1024, 1024, 1024, 1024,
	    1024, 1024, 1024, 1024 },
	{ 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1024, 1024, 1024, 1024,
	    1024, 1024, 1024 },
};

static const unsigned delays_64_cpus[][DELAYS] = {
	{ 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 },
	{ 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384,
	    32678, 32678, 32678, 32678 },
	{ 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384,
	    32767, 32767, 32767 },
};

static void
assert_delays(unsigned n_cpus, const unsigned *delays)
{
	struct delay d;

	delay_boot(n_cpus);
	delay_init(&d);
	for (unsigned i = 0; i < DELAYS; i++) {
		n_pauses = 0;
		assert_int_equal(delay_wait(&d), delays[i]);
		assert_int_equal(n_pauses, delays[i]);
	}
}

TEST_WITH(delays_double_up_to_the_cap, set_up, NULL)
{
	assert_delays(2, delays_2_cpus[of_build(0, 1, 2)]);
	assert_delays(64, delays_64_cpus[of_build(0, 1, 2)]);
	/* And the next acquisition starts anew. */
	assert_delays(2, delays_2_cpus[of_build(0, 1, 2)]);
}

TEST_WITH(the_longest_delay_is_of_the_power_of_two_above, set_up, NULL)
{
	delay_boot(1);
	assert_int_equal(delay_max, 512);
	delay_boot(3);
	assert_int_equal(delay_max, 1024);
	delay_boot(4);
	assert_int_equal(delay_max, 2048);
	delay_boot(63);
	assert_int_equal(delay_max, 16384);
	delay_boot(1000);
	assert_int_equal(delay_max, of_build(32767, 32678, 32767));
}

static void
unlock_all(void)
{
	if (mtx_owned(&mtx, &other))
		mtx_unlock(&mtx, &other);
	if (rw_owned(&rw, &other))
		rw_unlock(&rw, &other);
	if (spin_owned(&spin, &other))
		spin_unlock(&spin, &other);
	if (sx_owned(&sx, &other))
		sx_unlock(&sx, &other);
}

/* Begins to count anew; *other gives back what it owns in the fifth pause. */
static void
expect_unlock(void)
{
	n_pauses = 0;
	events[0] = (struct event){ 5, unlock_all };
}

/* Two delays of 12.1, or three of 2024: the look comes after the last. */
static void
assert_looked_after_delays(void)
{
	assert_int_equal(n_pauses, of_build(5, 2 + 4, 1 + 2 + 4));
}

TEST_WITH(every_lock_looks_at_its_owner_after_each_delay, set_up, NULL)
{
	mtx_lock(&mtx, &other);
	expect_unlock();
	mtx_lock(&mtx, &me);
	assert_looked_after_delays();

	spin_lock(&spin, &other);
	expect_unlock();
	spin_lock(&spin, &me);
	assert_looked_after_delays();

	rw_lock(&rw, &other);
	expect_unlock();
	rw_lock(&rw, &me);
	assert_looked_after_delays();

	sx_lock(&sx, &other);
	expect_unlock();
	sx_lock(&sx, &me);
	assert_looked_after_delays();
}

TEST_WITH(readers_look_at_the_writer_after_each_delay, set_up, NULL)
{
	rw_lock(&rw, &other);
	expect_unlock();
	rw_rlock(&rw, &me);
	assert_looked_after_delays();

	sx_lock(&sx, &other);
	expect_unlock();
	sx_rlock(&sx, &me);
	assert_looked_after_delays();
}

static void
hand_to_third(void)
{
	mtx_unlock(&mtx, &other);
	mtx_lock(&mtx, &third);
}

static void
unlock_third(void)
{
	mtx_unlock(&mtx, &third);
}

TEST_WITH(delays_go_on_with_the_next_owner, set_up, NULL)
{
	mtx_lock(&mtx, &other);
	events[0] = (struct event){ 5, hand_to_third };
	events[1] = (struct event){ 10, unlock_third };
	mtx_lock(&mtx, &me);
	assert_int_equal(n_pauses, of_build(10, 2 + 4 + 8, 1 + 2 + 4 + 8));
}
