/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What stands in for an interrupt to one processor: a real-time signal to one
 * thread, with a value for its handler.  Everything in the process shares the
 * numbers; the first real-time signals are the C library's, or those most often
 * used.
 */
#ifndef LOCKS_SIGNAL_H
#define LOCKS_SIGNAL_H

#include "locks/futex.h"

#include <signal.h>
#include <string.h>

/* Signals, counted from SIGRTMIN. */
enum signal_use {
	SIGNAL_RENDEZVOUS = 7,
	SIGNAL_STOP = 8,
	SIGNAL_FREE = 9 /* from here on: free for users of the locks */
};

static inline int
signal_number(enum signal_use use)
{
	return SIGRTMIN + (int)use;
}

/*
 * Sends the signal to a thread of this process, or nothing if number is 0;
 * value comes as si_value.  Returns 0; -ESRCH if there is no such thread,
 * -EAGAIN if the queue of signals is full; or another negative errno.
 * Allocates nothing, takes no lock and does not wait.
 */
static inline int
signal_offer(long tid, int number, void *value)
{
	siginfo_t info;

	memset(&info, 0, sizeof(info));
	info.si_code = SI_QUEUE;
	info.si_value.sival_ptr = value;
	return syscall(SYS_rt_tgsigqueueinfo, getpid(), tid, number, &info) == 0
	    ? 0
	    : -errno;
}

/* Offers of the processor while the queue of signals is full: seconds. */
#define SIGNAL_TRIES 10000000

/*
 * The same for a caller that cannot do without it.  Returns whether there is
 * such a thread.  Waits for seconds while the queue of signals is full; then,
 * and at any other error, ends the process.
 */
static inline bool
signal_send(long tid, int number, void *value)
{
	int err = 0;

	for (unsigned i = 0; i < SIGNAL_TRIES; i++) {
		err = signal_offer(tid, number, value);
		if (err != -EAGAIN)
			break;
		futex_yield();
	}
	if (err == 0 || err == -ESRCH)
		return err == 0;
	errno = -err;
	perror("signal to a thread");
	abort();
}

#endif /* LOCKS_SIGNAL_H */
