/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The stopped flag itself, in each place where a check looks for it.  The plain
 * one is an ordinary global, as r228424 had it.
 */
#include "locks/stop.h"

unsigned char stop_scheduler;

unsigned char stop_readfreq __attribute__((section(".data.read_frequently")));

unsigned char stop_hotline __attribute__((section(".data.hotline")));
atomic_word stop_hotline_asker __attribute__((section(".data.hotline")));

const char *panicstr;

/* Aligned as every function is, and moved with the rest of the arm. */
__attribute__((noinline)) bool
stop_call(void)
{
	return FLAG_READ(&stop_scheduler) != 0;
}

void
stop_enter(const struct thread *td)
{
	if (stop_check_is(STOP_CHECK_curthread))
		stop_curthread = td;
}

void
stop_set_panicstr(const char *message)
{
	FLAG_WRITE(&panicstr, message);
}

void
stop_set(struct thread *td, bool is_stopped)
{
	stop_enter(td);
	FLAG_WRITE(&td->stopped, is_stopped);
	FLAG_WRITE(&stop_scheduler, is_stopped);
	FLAG_WRITE(&stop_readfreq, is_stopped);
	FLAG_WRITE(&stop_hotline, is_stopped);
	if (stop_check_is(STOP_CHECK_patch))
		patch_write(is_stopped);
	stop_set_panicstr(is_stopped ? "the world has stopped" : NULL);
}
