/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/run/process.h"

#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#define EXIT_ERROR 2

static volatile sig_atomic_t *interrupted;
static bool is_ended_here;

static void
interrupt(int signal)
{
	(void)signal;
	*interrupted = 1;
}

/* Google Benchmark calls exit() as it likes: with 0, and with 1. */
static void
refuse_foreign_end(void)
{
	static const char said[] =
	    "slowpath: Google Benchmark ended the run before its end\n";

	if (is_ended_here)
		return;
	(void)!write(STDERR_FILENO, said, sizeof(said) - 1);
	_exit(EXIT_ERROR);
}

void
process_begin(volatile sig_atomic_t *is_interrupted)
{
	struct sigaction catch = { .sa_handler = interrupt };

	interrupted = is_interrupted;
	sigaction(SIGINT, &catch, NULL);
	sigaction(SIGTERM, &catch, NULL);
	signal(SIGPIPE, SIG_IGN);
	atexit(refuse_foreign_end);
}

int
process_end(int status)
{
	is_ended_here = true;
	return status;
}
