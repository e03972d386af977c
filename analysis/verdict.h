/* SPDX-License-Identifier: BSD-2-Clause */
/* verdict: what can be said of a line, and how. */
#ifndef ANALYSIS_VERDICT_H
#define ANALYSIS_VERDICT_H

#include <stddef.h>

enum verdict {
	VERDICT_NONE, /* reported, never judged */
	VERDICT_PASS,
	VERDICT_REGRESSION,
	VERDICT_INCONCLUSIVE,
	VERDICT_UNFIT,
};

#define N_VERDICTS 5

struct opinion {
	enum verdict verdict;
	char reason[200];
};

/* Returns the name of `verdict`; that of VERDICT_NONE is empty. */
const char *verdict_name(enum verdict verdict);

/* Returns the opinion `verdict` with the reason made from `format`. */
struct opinion verdict_say(enum verdict verdict, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * Returns the exit status that tells a script of `counts`, how many lines have
 * each verdict: 1 if there is a regression, else 4 if something is unfit, else
 * 3 if something is inconclusive or nothing was judged, else 0.
 */
int verdict_exit_status(const size_t counts[N_VERDICTS]);

#endif
