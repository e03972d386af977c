/* SPDX-License-Identifier: BSD-2-Clause */
/* verdict: see verdict.h. */
#include "analysis/verdict/verdict.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/formats/words.h"

const char *
verdict_name(enum verdict verdict)
{
	return words_verdict.words[verdict].text;
}

const char *
reason_kind_name(enum reason_kind kind)
{
	return words_reason_kind.words[kind].text;
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
