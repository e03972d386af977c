/* SPDX-License-Identifier: BSD-2-Clause */
/* text: see text.h. */
#include "analysis/text.h"

#include <unistd.h>

#include "analysis/print.h"
#include "analysis/print_audit.h"

static bool
is_coloured(FILE *out)
{
	return isatty(fileno(out)) == 1;
}

int
text_print_judged(FILE *out, const struct judged *judged)
{
	print_findings(out, judged->findings, is_coloured(out));
	if (judged->audits->state == AUDITS_COMPARED)
		print_changes(out, &judged->audits->changes);
	return 0;
}

static const char *
or_unknown(const char *text)
{
	return text != NULL ? text : "unknown";
}

/* Says in a line why no time of one machine stands beside one of another. */
static void
print_machines(FILE *out, const struct comparisons *comparisons)
{
	static const char REST[] = "only costs relative to each one's own "
	                           "baseline are compared";
	const struct run *old = &comparisons->before->run;
	const struct run *new = &comparisons->after->run;

	if (comparisons->machines == MACHINES_DIFFER)
		fprintf(out,
		    "the machines differ (old: %s, %s; new: %s, %s): %s\n\n",
		    or_unknown(old->host), or_unknown(old->cpu_model),
		    or_unknown(new->host), or_unknown(new->cpu_model), REST);
	else if (comparisons->machines == MACHINES_UNKNOWN)
		fprintf(out, "the machines may differ: %s\n\n", REST);
}

int
text_print_compared(FILE *out, const struct compared *compared)
{
	if (compared->comparisons != NULL) {
		print_machines(out, compared->comparisons);
		print_comparisons(out, compared->comparisons, is_coloured(out));
	}
	if (compared->audits->state == AUDITS_COMPARED)
		print_changes(out, &compared->audits->changes);
	return 0;
}
