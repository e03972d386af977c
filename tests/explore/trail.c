/* SPDX-License-Identifier: BSD-2-Clause */
/* The trail is a stack: depth first. */
#include "trail.h"

#include "checkpoint.h"

#include "explore.h"

#include <stdio.h>
#include <stdlib.h>

/*
 * Who goes on, whether the interrupt comes, and of few steps, which stores are
 * seen: less than four for a step.
 */
#define CHOICES_MAX (4 * EXPLORE_STEPS_MAX)

struct choice {
	unsigned char taken;
	unsigned char n;
};

static struct choice trail[CHOICES_MAX];
static unsigned length;
static unsigned at;

void
trail_reset(void)
{
	length = 0;
	at = 0;
}

void
trail_rewind(void)
{
	at = 0;
}

unsigned
trail_choose(unsigned n)
{
	if (n == 1)
		return 0;
	if (at == length && length < CHOICES_MAX) {
		const unsigned here = at;

		trail[length++] = (struct choice){ .n = (unsigned char)n };
		checkpoint_take(here);
		/* By way of the checkpoint, it may be another interleaving. */
		at = here;
	}
	if (at == length || trail[at].n != n) {
		fprintf(stderr, "choice %u is not what it was\n", at);
		abort();
	}
	return trail[at++].taken;
}

unsigned
trail_last(void)
{
	return length - 1;
}

bool
trail_advance(void)
{
	while (length > 0 && trail[length - 1].taken + 1 == trail[length - 1].n)
		length--;
	if (length == 0)
		return false;
	trail[length - 1].taken++;
	return true;
}
