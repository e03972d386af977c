/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that a site may be rewritten under threads that run through it: each
 * sees one behaviour or the other and nothing else, at once the new one when
 * patch_write() has returned, and the code is as before in the end.
 */
#include "tests/lib/test.h"

#include "locks/patch.h"

#include "locks/atomic.h"

#include <pthread.h>
#include <string.h>

#define N_THREADS      3
#define N_SWITCHES     20000
#define N_SWITCHES_MAX 10000000

/* What a function with sites returns: no slip of a decoder makes either. */
#define NOT_JUMPED 0x600dcafe
#define JUMPED     0x0ddba115

static atomic_word is_over;

/* What a thread saw, each true once it has. */
struct seen {
	_Alignas(LINE_PAIR_BYTES) atomic_word jumped;
	atomic_word not_jumped;
	atomic_word other;
};

static __attribute__((noinline)) uintptr_t
ask(void)
{
	return patch_site() ? JUMPED : NOT_JUMPED;
}

/* A site of which the first bytes are in one line and the rest in the next. */
static __attribute__((noinline, aligned(LINE_BYTES))) uintptr_t
ask_across_lines(void)
{
#if defined(__x86_64__)
	__asm__ volatile(".balign 64\n\t.skip 61, 0x90");
#endif
	return patch_site() ? JUMPED : NOT_JUMPED;
}

static void
note(struct seen *seen, uintptr_t said)
{
	if (said == JUMPED)
		atomic_store_rlx(&seen->jumped, true);
	else if (said == NOT_JUMPED)
		atomic_store_rlx(&seen->not_jumped, true);
	else
		atomic_store_rlx(&seen->other, true);
}

static void *
hammer(void *arg)
{
	struct seen *seen = arg;

	while (!atomic_load_rlx(&is_over)) {
		note(seen, ask());
		note(seen, ask_across_lines());
	}
	return NULL;
}

TEST(a_site_is_switched_on_and_off)
{
	assert_int_equal(ask(), NOT_JUMPED);
	assert_int_equal(ask_across_lines(), NOT_JUMPED);
	patch_write(true);
	assert_int_equal(ask(), JUMPED);
	assert_int_equal(ask_across_lines(), JUMPED);
	patch_write(false);
	assert_int_equal(ask(), NOT_JUMPED);
	assert_int_equal(ask_across_lines(), NOT_JUMPED);
}

TEST(switching_twice_changes_nothing)
{
	patch_write(true);
	patch_write(true);
	assert_int_equal(ask(), JUMPED);
	patch_write(false);
	patch_write(false);
	assert_int_equal(ask(), NOT_JUMPED);
}

static bool
all_saw_both(const struct seen seen[N_THREADS])
{
	for (int i = 0; i < N_THREADS; i++)
		if (!atomic_load_rlx(&seen[i].jumped) ||
		    !atomic_load_rlx(&seen[i].not_jumped))
			return false;
	return true;
}

TEST(running_threads_see_one_or_the_other)
{
	static struct seen seen[N_THREADS];
	pthread_t threads[N_THREADS];

	for (int i = 0; i < N_THREADS; i++)
		assert_int_equal(
		    pthread_create(&threads[i], NULL, hammer, &seen[i]), 0);
	for (int i = 0;
	     i < N_SWITCHES || (i < N_SWITCHES_MAX && !all_saw_both(seen));
	     i++) {
		patch_write(true);
		assert_int_equal(ask(), JUMPED);
		patch_write(false);
		assert_int_equal(ask(), NOT_JUMPED);
	}
	atomic_store_rlx(&is_over, true);
	for (int i = 0; i < N_THREADS; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
		assert_false(atomic_load_rlx(&seen[i].other));
	}
	assert_true(all_saw_both(seen));
}
