/* SPDX-License-Identifier: BSD-2-Clause */
/* verdict: see verdict.h. */
#include "analysis/verdict/verdict.h"

#include <stdarg.h>
#include <stdio.h>

static const char *const VERDICTS[N_VERDICTS] = {
	[VERDICT_NONE] = "",
	[VERDICT_PASS] = "PASS",
	[VERDICT_REGRESSION] = "REGRESSION",
	[VERDICT_INCONCLUSIVE] = "INCONCLUSIVE",
	[VERDICT_UNFIT] = "UNFIT",
};

const char *
verdict_name(enum verdict verdict)
{
	return VERDICTS[verdict];
}

static const char *const REASON_KINDS[N_REASON_KINDS] = {
	[REASON_NONE] = "",
	[REASON_NOISE] = "noise",
	[REASON_DOSE] = "dose",
	[REASON_STATE] = "state",
	[REASON_ENVIRONMENT] = "environment",
	[REASON_MISSING] = "missing",
	[REASON_NOT_COUNTED] = "not_counted",
	[REASON_INCOMPLETE] = "incomplete",
};

const char *
reason_kind_name(enum reason_kind kind)
{
	return REASON_KINDS[kind];
}

static enum reason_kind
usual_kind(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_INCONCLUSIVE:
		return REASON_NOISE;
	case VERDICT_UNFIT:
		return REASON_ENVIRONMENT;
	default:
		return REASON_NONE;
	}
}

struct opinion
verdict_because(
    enum reason_kind kind, enum verdict verdict, const char *format, ...)
{
	struct opinion opinion = { .verdict = verdict, .kind = kind };
	va_list args;

	va_start(args, format);
	vsnprintf(opinion.reason, sizeof(opinion.reason), format, args);
	va_end(args);
	return opinion;
}

struct opinion
verdict_say(enum verdict verdict, const char *format, ...)
{
	struct opinion opinion = {
		.verdict = verdict,
		.kind = usual_kind(verdict),
	};
	va_list args;

	va_start(args, format);
	vsnprintf(opinion.reason, sizeof(opinion.reason), format, args);
	va_end(args);
	return opinion;
}

int
verdict_exit_status(const size_t counts[N_VERDICTS])
{
	if (counts[VERDICT_REGRESSION] > 0)
		return 1;
	if (counts[VERDICT_UNFIT] > 0)
		return 4;
	if (counts[VERDICT_INCONCLUSIVE] > 0 || counts[VERDICT_PASS] == 0)
		return 3;
	return 0;
}
