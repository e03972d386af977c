/* SPDX-License-Identifier: BSD-2-Clause */
/* text: see text.h. */
#include "analysis/format/text.h"

#include "analysis/audit/print_audit.h"
#include "analysis/format/colour.h"
#include "analysis/format/print.h"
#include "analysis/format/print_gaps.h"

/* Prints what is executed: what differs, and what is not known. */
static void
print_audits(FILE *out, const struct audits *audits)
{
	struct gap gap;
	const struct gaps gaps = { .list = &gap, .n = 1 };

	if (audits->state == AUDITS_COMPARED)
		print_changes(out, &audits->changes);
	if (!outcome_audit_gap(audits, &gap))
		return;
	fputc('\n', out);
	print_gaps(out, &gaps, colour_is_wanted(out));
}

int
text_print_judged(FILE *out, const struct judged *judged)
{
	print_findings(out, judged->findings, colour_is_wanted(out));
	print_audits(out, judged->audits);
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
		print_comparisons(
		    out, compared->comparisons, colour_is_wanted(out));
	}
	print_audits(out, compared->audits);
	return 0;
}
