/* SPDX-License-Identifier: BSD-2-Clause */
/* terminal: see terminal.h. */
#include "analysis/format/terminal.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis/stats/stats.h"

bool
terminal_has_colour(FILE *out)
{
	const char *unwanted = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	return isatty(fileno(out)) == 1 &&
	    (unwanted == NULL || *unwanted == '\0') && term != NULL &&
	    strcmp(term, "dumb") != 0;
}

void
terminal_print_number(FILE *out, int width, int n_decimals, double number)
{
	if (isfinite(number))
		fprintf(out, " %*.*f", width, n_decimals, number);
	else
		fprintf(out, " %*s", width, "-");
}

void
terminal_print_percent(FILE *out, int width, double log_ratio)
{
	const double percent = effect_percent(log_ratio);

	if (isfinite(percent))
		fprintf(out, " %+*.3f", width, percent);
	else
		fprintf(out, " %*s", width, "-");
}

int
terminal_end(FILE *out, int status, struct reason *why)
{
	if (fflush(out) != 0 || ferror(out))
		return reason_set(why, -EIO,
		    "cannot write the table to standard output: %s",
		    strerror(errno));
	return status;
}
