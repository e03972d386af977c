/* SPDX-License-Identifier: BSD-2-Clause */
/* The stopped flag itself: an ordinary global, as r228424 had it. */
#include "locks/stop.h"

unsigned char stop_scheduler;

void
stop_set(struct thread *td, bool is_stopped)
{
	FLAG_WRITE(&td->stopped, is_stopped);
	FLAG_WRITE(&stop_scheduler, is_stopped);
}
