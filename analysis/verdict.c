/* SPDX-License-Identifier: BSD-2-Clause */
/* verdict: see verdict.h. */
#include "analysis/verdict.h"

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

struct opinion
verdict_say(enum verdict verdict, const char *format, ...)
{
	struct opinion opinion = { .verdict = verdict };
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
