/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/dump/ping.h"

#include "base/clock.h"
#include "locks/signal.h"

#include <time.h>

#define TIMEOUT_NS 1000000000u

/*
 * Only the last ping counts.  Before it, as before the stop, all other threads
 * have just stood still and gone on.
 */
#define PINGS 2

/*
 * The pause after each ping, in which threads that slept or waited do so again.
 */
#define SETTLE_NS 1000000

/* Whether each processor has answered. */
static atomic_word answers[PANIC_CPUS_MAX];

/* Threads that answered wait for may_go; n_gone is how many have gone back. */
static atomic_futex may_go;
static atomic_futex n_gone;

static int
ping_signal(void)
{
	return signal_number(SIGNAL_FREE);
}

static void
answer_ping(int signal, siginfo_t *info, void *context)
{
	const int saved = errno;

	(void)signal;
	(void)context;
	/* Pairs with the acquire in panic_cpu_wait(). */
	atomic_store_rel(info->si_value.sival_ptr, true);
	while (futex_load_acq(&may_go) == 0)
		futex_wait(&may_go, 0);
	futex_add_rel(&n_gone, 1);
	/* A thread that spins would use up its slice before another can go. */
	futex_yield();
	errno = saved;
}

int
ping_init(void)
{
	struct sigaction action = {
		.sa_sigaction = answer_ping,
		.sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK,
	};

	sigfillset(&action.sa_mask);
	return sigaction(ping_signal(), &action, NULL) == 0 ? 0 : -errno;
}

/* Lets n threads go back, and waits until they have. */
static void
let_others_go(unsigned n)
{
	futex_set_rel(&may_go, 1);
	for (unsigned i = 0; i < n; i++)
		futex_wake(&may_go);
	while (futex_load_acq(&n_gone) < n)
		futex_rest();
	futex_store_rlx(&n_gone, 0);
	futex_store_rlx(&may_go, 0);
}

/*
 * Lists all threads but *me and forgets their answers.  Returns how many there
 * are.
 */
static unsigned
list_others(const struct panic_cpu *me, long *ret_tids)
{
	const struct panic_cpu *cpu;
	unsigned n = 0;

	for (unsigned i = 0; (cpu = panic_cpu(i)) != NULL; i++) {
		if (cpu == me)
			continue;
		atomic_store_rlx(&answers[n], false);
		ret_tids[n++] = cpu->tid;
	}
	return n;
}

/*
 * Sends one bare signal to all other threads.  Returns the time in ns until all
 * have answered, or 0 if one did not; all may go then.
 */
static uint64_t
ping_once(const struct panic_cpu *me)
{
	long tids[PANIC_CPUS_MAX];
	const unsigned n = list_others(me, tids);
	const uint64_t from_ns = clock_now_ns();
	unsigned n_told = 0;
	bool is_good = true;
	uint64_t ns;

	while (n_told < n &&
	    signal_offer(tids[n_told], ping_signal(), &answers[n_told]) == 0)
		n_told++;
	for (unsigned i = 0; is_good && i < n_told; i++)
		is_good = panic_cpu_wait(&answers[i], from_ns + TIMEOUT_NS);
	ns = clock_now_ns() - from_ns;
	let_others_go(n_told);
	return is_good && n_told == n ? ns : 0;
}

uint64_t
ping_others(const struct world_cpu *me)
{
	const struct timespec settle = { .tv_nsec = SETTLE_NS };
	uint64_t ns = 1;

	for (unsigned i = 0; i < PINGS && ns > 0; i++) {
		ns = ping_once(&me->panic);
		nanosleep(&settle, NULL);
	}
	return ns;
}
