/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/ping.h"

#include "bench/clock.h"
#include "locks/signal.h"

#define TIMEOUT_NS 1000000000u

/* As a stop waits (locks/panic.c): the two are compared. */
#define SPINS 1000

/* The clock at each processor's answer; 0 until then. */
static atomic_word answers[PANIC_CPUS_MAX];

static int
number(void)
{
	return signal_number(SIGNAL_FREE);
}

static void
answer(int signal, siginfo_t *info, void *context)
{
	(void)signal;
	(void)context;
	/* Pairs with the acquire in wait_for(). */
	atomic_store_rel(info->si_value.sival_ptr, clock_now_ns());
}

int
ping_init(void)
{
	struct sigaction action = {
		.sa_sigaction = answer,
		.sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK,
	};

	sigfillset(&action.sa_mask);
	return sigaction(number(), &action, NULL) == 0 ? 0 : -errno;
}

/* Returns the time of the answer, 0 if it did not come until that time. */
static uint64_t
wait_for(const atomic_word *at, uint64_t until_ns)
{
	uint64_t ns;

	for (unsigned i = 1; (ns = atomic_load_acq(at)) == 0; i++) {
		spin_wait();
		if (i < SPINS)
			continue;
		if (clock_now_ns() > until_ns)
			return 0;
		futex_rest();
	}
	return ns;
}

uint64_t
ping(const struct world_cpu *me)
{
	const struct panic_cpu *others[PANIC_CPUS_MAX];
	unsigned n = 0;
	uint64_t from_ns;
	uint64_t last_ns = 0;

	for (unsigned i = 0; panic_cpu(i) != NULL; i++)
		if (panic_cpu(i) != &me->panic)
			others[n++] = panic_cpu(i);
	for (unsigned i = 0; i < n; i++)
		atomic_store_rlx(&answers[i], 0);
	from_ns = clock_now_ns();
	for (unsigned i = 0; i < n; i++)
		signal_send(others[i]->tid, number(), &answers[i]);
	for (unsigned i = 0; i < n; i++) {
		const uint64_t ns = wait_for(&answers[i], from_ns + TIMEOUT_NS);

		if (ns == 0)
			return 0;
		if (ns > last_ns)
			last_ns = ns;
	}
	return last_ns - from_ns;
}
