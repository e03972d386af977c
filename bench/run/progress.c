/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/run/progress.h"

#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Ten times a second is enough for an eye. */
#define REDRAW_NS 100000000u

/* Whether a variable is set to something, as https://no-color.org has it. */
static bool
is_set(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && *value != '\0';
}

/* Drawing takes escape sequences, which not all want or know. */
static bool
is_wanted(void)
{
	const char *term = getenv("TERM");

	return isatty(STDERR_FILENO) && !is_set("NO_COLOR") && term != NULL &&
	    strcmp(term, "dumb") != 0 && *term != '\0';
}

void
progress_start(struct progress *progress, uint64_t planned)
{
	*progress = (struct progress){
		.is_shown = is_wanted(),
		.planned = planned,
		.from_ns = clock_now_ns(),
	};
}

void
progress_add(struct progress *progress, uint64_t work, const char *row,
    unsigned unit, unsigned n_units)
{
	const uint64_t now = clock_now_ns();
	double share;
	double left_s;

	progress->done += work;
	if (!progress->is_shown || now - progress->shown_ns < REDRAW_NS)
		return;
	progress->shown_ns = now;
	share = (double)progress->done / (double)progress->planned;
	left_s = (double)(now - progress->from_ns) * 1e-9 * (1 - share) / share;
	fprintf(stderr, "\r\033[K%3.0f %%  %s  unit %u of %u  %.0f s left",
	    100 * share, row, unit + 1, n_units, left_s);
}

void
progress_clear(struct progress *progress)
{
	if (progress->is_shown)
		fprintf(stderr, "\r\033[K");
}
