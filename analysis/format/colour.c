/* SPDX-License-Identifier: BSD-2-Clause */
/* colour: see colour.h. */
#include "analysis/format/colour.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool
colour_is_wanted(FILE *out)
{
	const char *unwanted = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	return isatty(fileno(out)) == 1 &&
	    (unwanted == NULL || *unwanted == '\0') && term != NULL &&
	    strcmp(term, "dumb") != 0;
}
