/* SPDX-License-Identifier: BSD-2-Clause */
/* verdict: what can be said of a line, and how. */
#ifndef ANALYSIS_VERDICT_VERDICT_H
#define ANALYSIS_VERDICT_VERDICT_H

#include <stddef.h>

enum verdict {
#define VERDICT(id, word, meaning) VERDICT_##id,
#include "base/formats/words.def"
	N_VERDICTS
};

/* Of what kind the reason is why there is no PASS and no REGRESSION. */
enum reason_kind {
#define REASON_KIND(id, word, meaning) REASON_##id,
#include "base/formats/words.def"
	N_REASON_KINDS
};

struct opinion {
	enum verdict verdict;
	enum reason_kind kind;
	char reason[200];
};

/* Returns the name of `kind`; that of REASON_NONE is empty. */
const char *reason_kind_name(enum reason_kind kind);

/* Returns the name of `verdict`; that of VERDICT_NONE is empty. */
const char *verdict_name(enum verdict verdict);

/*
 * Return the opinion `verdict` with the reason made from `format`.  Its kind is
 * `kind`; or else noise where it is inconclusive, the environment where unfit.
 */
struct opinion verdict_say(enum verdict verdict, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
struct opinion verdict_because(enum reason_kind kind, enum verdict verdict,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

/*
 * Returns the exit status that tells a script of `counts`, how many lines have
 * each verdict: 1 if there is a regression, else 4 if something is unfit, else
 * 3 if something is inconclusive or nothing was judged, else 0.
 */
int verdict_exit_status(const size_t counts[N_VERDICTS]);

#endif
