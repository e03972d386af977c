/* SPDX-License-Identifier: BSD-2-Clause */
/* verdict: the verdict on one line, its reason and the exit status. */
#ifndef ANALYSIS_VERDICT_VERDICT_H
#define ANALYSIS_VERDICT_VERDICT_H

#include <stddef.h>

enum verdict {
#define VERDICT(id, word, meaning) VERDICT_##id,
#include "base/formats/words.def"
	N_VERDICTS
};

/* The kind of reason for neither PASS nor REGRESSION. */
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
 * Return an opinion with `verdict` and a reason made from `format`.  The kind
 * of the reason is `kind`; verdict_say() makes it noise if the verdict is
 * INCONCLUSIVE, and the environment if it is UNFIT.
 */
struct opinion verdict_say(enum verdict verdict, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
struct opinion verdict_because(enum reason_kind kind, enum verdict verdict,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

/*
 * Returns the exit status for `counts`, the number of lines with each verdict:
 * 1 if there is a REGRESSION, else 4 if there is an UNFIT, else 3 if there is
 * an INCONCLUSIVE or no PASS, else 0.
 */
int verdict_exit_status(const size_t counts[N_VERDICTS]);

#endif
