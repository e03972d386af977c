/* SPDX-License-Identifier: BSD-2-Clause */
#include "locks/rendezvous.h"

#include "locks/signal.h"

#include <linux/membarrier.h>
#include <time.h>

#define ANSWER_SECONDS 10

struct slot {
	atomic_word td;  /* 0 -> its thread, once */
	atomic_word tid; /* of the host thread that joined last */
};

static struct slot slots[RENDEZVOUS_SLOTS];

enum means {
	MEANS_UNKNOWN,
	MEANS_MEMBARRIER,
	MEANS_SIGNAL,
};

/* The first that asks finds it out; a second at that time finds the same. */
static atomic_word means;

/*
 * On the thread that is met, between two of its instructions.  The value tells
 * where to acknowledge, so that the handlers of several arms are one another's
 * equals.
 */
static void
answer(int number, siginfo_t *info, void *context)
{
	(void)number;
	(void)context;
	atomic_fence_seq();
	/* Release: pairs with the acquire in wait_for(). */
	futex_add_rel(info->si_value.sival_ptr, 1);
}

static void
fail(const char *what)
{
	perror(what);
	abort();
}

static enum means
find_means(void)
{
	struct sigaction action = { .sa_sigaction = answer,
		.sa_flags = SA_SIGINFO | SA_RESTART };

	if (syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED,
	        0, 0) == 0)
		return MEANS_MEMBARRIER;
	sigemptyset(&action.sa_mask);
	if (sigaction(signal_number(SIGNAL_RENDEZVOUS), &action, NULL) != 0)
		fail("rendezvous signal");
	return MEANS_SIGNAL;
}

static enum means
means_here(void)
{
	uintptr_t m = atomic_load_rlx(&means);

	if (m == MEANS_UNKNOWN) {
		m = find_means();
		atomic_store_rlx(&means, m);
	}
	return (enum means)m;
}

const char *
rendezvous_name(void)
{
	return means_here() == MEANS_MEMBARRIER ? "membarrier" : "signal";
}

unsigned
rendezvous_join(struct thread *td)
{
	for (unsigned i = 0; i < RENDEZVOUS_SLOTS; i++) {
		if (atomic_load_rlx(&slots[i].td) != (uintptr_t)td &&
		    !atomic_cas_rlx(&slots[i].td, 0, (uintptr_t)td))
			continue;
		if (means_here() == MEANS_SIGNAL)
			atomic_store_rlx(
			    &slots[i].tid, (uintptr_t)syscall(SYS_gettid));
		return i;
	}
	errno = EAGAIN;
	fail("rendezvous: a thread more than there are slots");
	return 0;
}

const struct thread *
rendezvous_thread(unsigned slot)
{
	return (const struct thread *)atomic_load_rlx(&slots[slot].td);
}

/* Waits for an answer, or for the end of the thread: it may end unanswering. */
static void
wait_for(long tid, atomic_futex *answers)
{
	struct timespec from;
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &from);
	while (futex_load_acq(answers) == 0 && signal_send(tid, 0, answers)) {
		futex_yield();
		clock_gettime(CLOCK_MONOTONIC, &now);
		if (now.tv_sec - from.tv_sec > ANSWER_SECONDS) {
			errno = ETIMEDOUT;
			fail("rendezvous: a thread does not answer");
		}
	}
}

/* One thread after the other: this is not meant to be fast. */
static void
rendezvous_by_signal(const uintptr_t set[RENDEZVOUS_WORDS])
{
	/* What the caller wrote is there before any handler runs. */
	atomic_fence_seq();
	for (unsigned i = 0; i < RENDEZVOUS_SLOTS; i++) {
		const long tid = (long)atomic_load_rlx(&slots[i].tid);
		atomic_futex answers;

		if ((set[i / RENDEZVOUS_WORD_BITS] >> i % RENDEZVOUS_WORD_BITS &
		        1) == 0)
			continue;
		futex_store_rlx(&answers, 0);
		if (signal_send(
		        tid, signal_number(SIGNAL_RENDEZVOUS), &answers))
			wait_for(tid, &answers);
	}
}

void
rendezvous(const uintptr_t set[RENDEZVOUS_WORDS])
{
	if (means_here() == MEANS_SIGNAL)
		rendezvous_by_signal(set);
	else if (syscall(SYS_membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0,
	             0) != 0)
		fail("membarrier");
}
