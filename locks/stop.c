/* SPDX-License-Identifier: BSD-2-Clause */
/* The stopped flag itself: an ordinary global, as r228424 had it. */
#include "locks/stop.h"

bool stop_scheduler;

void
stop_set(struct thread *td, bool is_stopped)
{
	flag_write(&td->stopped, is_stopped);
	flag_write(&stop_scheduler, is_stopped);
}
