/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/audit/trace/limit.h"

#include <signal.h>
#include <stddef.h>
#include <sys/time.h>

static unsigned limit_seconds = 20;

static volatile sig_atomic_t is_over;

static void
note(int sig)
{
	(void)sig;
	is_over = true;
}

void
limit_set(unsigned seconds)
{
	limit_seconds = seconds;
}

void
limit_begin(void)
{
	/* Again each second: one may come before the wait that it is for. */
	const struct itimerval timer = {
		.it_value = { .tv_sec = (time_t)limit_seconds },
		.it_interval = { .tv_sec = 1 },
	};
	struct sigaction action = { .sa_handler = note };

	is_over = false;
	sigemptyset(&action.sa_mask);
	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &timer, NULL);
}

void
limit_end(void)
{
	const struct itimerval none = { .it_value = { .tv_sec = 0 } };

	setitimer(ITIMER_REAL, &none, NULL);
}

bool
limit_is_over(void)
{
	return is_over;
}
