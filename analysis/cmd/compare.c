/* SPDX-License-Identifier: BSD-2-Clause */
/* compare: the command that compares two reports. */
#include "analysis/cmd/commands.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>

#include "analysis/cmd/by_gate.h"
#include "analysis/format/compare_summary.h"
#include "analysis/format/terminal.h"
#include "analysis/report/report.h"
#include "analysis/verdict/compare.h"
#include "base/file.h"

/* The two reports, and their audits, which are compared already. */
struct pair {
	const struct report *before;
	const struct report *after;
	const struct audit_pair *audits;
};

static int
status_of_compared(const struct compared *compared)
{
	size_t counts[N_VERDICTS];

	if (compared->comparisons == NULL)
		return by_gate_status_with(compared->audits,
		    compared->audits->state == AUDIT_PAIR_COMPARED ? 0 : 3);
	compare_count(compared->comparisons, counts);
	return by_gate_status_with(compared->audits, by_gate_status(counts));
}

static int
write_compared(const struct arguments *args, const struct compared *compared,
    struct reason *why)
{
	const int rc = file_make_folder(args->out, why);

	return rc < 0 ? rc : compare_summary_write(args->out, compared, why);
}

static int
print_compared(
    const struct arguments *args, struct compared *compared, struct reason *why)
{
	int rc;

	compared->status = status_of_compared(compared);
	if (args->format->print_compared(stdout, compared) < 0)
		return reason_memory(why);
	rc = terminal_end(stdout, compared->status, why);
	if (rc >= 0 && args->out != NULL &&
	    write_compared(args, compared, why) < 0)
		return -EIO;
	return rc;
}

static int
compare_findings(const struct arguments *args, const struct findings *before,
    const struct findings *after, const struct audit_pair *audits,
    struct reason *why)
{
	struct comparisons comparisons;
	struct compared compared = {
		.comparisons = &comparisons,
		.audits = audits,
		.gate = args->gate,
	};
	int rc = compare_make(before, after, stderr, &comparisons, why);

	if (rc == 0) {
		rc = print_compared(args, &compared, why);
		compare_fini(&comparisons);
	}
	return rc;
}

static int
compare_pair(const struct arguments *args, const struct gate *gate,
    const struct pair *pair, struct reason *why)
{
	struct findings before;
	struct findings after;
	int rc = findings_make(pair->before, gate, SIZE_MAX, &before, why);

	if (rc < 0)
		return rc;
	rc = findings_make(pair->after, gate, SIZE_MAX, &after, why);
	if (rc == 0) {
		rc = compare_findings(args, &before, &after, pair->audits, why);
		findings_fini(&after);
	}
	findings_fini(&before);
	return rc;
}

static int
compare_audited(const struct arguments *args, const struct gate *gate,
    const struct audit_pair *audits, struct reason *why)
{
	struct report *before;
	struct report *after;
	int rc = report_read(args->reports[0], stderr, &before, why);

	if (rc < 0)
		return rc;
	rc = report_read(args->reports[1], stderr, &after, why);
	if (rc == 0) {
		const struct pair pair = { before, after, audits };

		rc = by_gate_check_known(args, gate, before, after, why);
		if (rc == 0)
			rc = compare_pair(args, gate, &pair, why);
		report_destroy(after);
	}
	report_destroy(before);
	return rc;
}

static int
compare_by(
    const struct arguments *args, const struct gate *gate, struct reason *why)
{
	const char *before = args->reports[0];
	const char *after = args->reports[1];
	struct audit_pair audits;
	int rc = audit_pair_compare(before, after, stderr, &audits, why);

	if (rc < 0)
		return rc;
	if (audit_is_alone(before) || audit_is_alone(after)) {
		struct compared alone = { .audits = &audits };

		rc = print_compared(args, &alone, why);
	} else {
		rc = compare_audited(args, gate, &audits, why);
	}
	audit_pair_fini(&audits);
	return rc;
}

int
commands_compare(const struct arguments *args, struct reason *why)
{
	return by_gate_run(args, compare_by, why);
}
