/* SPDX-License-Identifier: BSD-2-Clause */
/* The longest delay of this machine. */
#include "locks/delay.h"

#include <limits.h>
#include <unistd.h>

/* The first is not a power of two in 12.1 either (freebsd.md 4.1). */
#define CAP_V12   32678
#define CAP_V2024 SHRT_MAX

/* For each processor, rounded up. */
#define PAUSES_PER_CPU 256

/* Not in the flag's line: a spinner would keep that warm. */
_Alignas(LINE_BYTES) unsigned delay_max;

void
delay_boot(unsigned n_cpus)
{
	const unsigned cap = delay_is(LOCK_DELAY_v12) ? CAP_V12 : CAP_V2024;
	unsigned above = 1;

	while (above <= n_cpus)
		above *= 2;
	delay_max = above * PAUSES_PER_CPU;
	if (delay_max > cap)
		delay_max = cap;
}

static __attribute__((constructor)) void
boot(void)
{
	delay_boot((unsigned)sysconf(_SC_NPROCESSORS_ONLN));
}
