/* SPDX-License-Identifier: BSD-2-Clause */
/* judge: the command that judges one report. */
#include "analysis/cmd/commands.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>

#include "analysis/audit/audit_pair.h"
#include "analysis/cmd/by_gate.h"
#include "analysis/cmd/next.h"
#include "analysis/format/summary.h"
#include "analysis/format/terminal.h"
#include "analysis/report/report.h"
#include "analysis/verdict/findings.h"
#include "analysis/verdict/gate.h"
#include "base/file.h"

/* Returns whether this error means that the folder is read-only. */
static bool
is_read_only(int rc)
{
	return rc == -EROFS || rc == -EACCES || rc == -EPERM;
}

/*
 * Writes summary.csv to --out, or else to the folder of the report.  If that
 * folder is read-only, the verdict stands without the file.
 */
static int
write_summary(const struct arguments *args, const struct judged *judged,
    struct reason *why)
{
	const char *folder = judged->findings->report->folder;
	int rc;

	if (args->out != NULL) {
		rc = file_make_folder(args->out, why);
		return rc < 0 ? rc : summary_write(args->out, judged, why);
	}
	if (folder == NULL) {
		fputs("warning: the report is in no folder: summary.csv is not "
		      "written; --out DIR says where to\n",
		    stderr);
		return 0;
	}
	rc = summary_write(folder, judged, why);
	if (!is_read_only(rc))
		return rc;
	fprintf(stderr,
	    "warning: %s: the verdict stands; --out DIR writes elsewhere\n",
	    why->text);
	return 0;
}

/*
 * Prints before it writes: if files cannot be written, the verdict is not lost.
 */
static int
print_judged(
    const struct arguments *args, struct judged *judged, struct reason *why)
{
	size_t counts[N_VERDICTS];
	int rc;

	findings_count(judged->findings, counts);
	judged->status =
	    by_gate_status_with(judged->audits, by_gate_status(counts));
	if (args->format->print_judged(stdout, judged) < 0)
		return reason_memory(why);
	rc = terminal_end(stdout, judged->status, why);
	if (rc >= 0 && write_summary(args, judged, why) < 0)
		return -EIO;
	if (rc >= 0 && args->undecided != NULL &&
	    next_write_rows(args->undecided, judged->findings, why) < 0)
		return -EIO;
	return rc;
}

/* The report of a gate has audits of both sides. */
static int
judge_findings(const struct arguments *args, const struct findings *findings,
    struct reason *why)
{
	struct audit_pair audits;
	struct judged judged = {
		.findings = findings,
		.audits = &audits,
		.gate = args->gate,
	};
	const char *folder = findings->report->folder;
	int rc = 0;

	if (folder != NULL)
		rc = audit_pair_compare_sides(folder, stderr, &audits, why);
	else
		audits = (struct audit_pair){ .state = AUDIT_PAIR_NONE };
	if (rc == 0) {
		rc = print_judged(args, &judged, why);
		audit_pair_fini(&audits);
	}
	return rc;
}

static int
judge_report(
    const struct arguments *args, const struct gate *gate, struct reason *why)
{
	struct report *report;
	struct findings findings;
	int rc = report_read(args->reports[0], stderr, &report, why);

	if (rc < 0)
		return rc;
	rc = by_gate_check_known(args, gate, report, report, why);
	if (rc == 0)
		rc = findings_make(
		    report, gate, args->max_units, &findings, why);
	if (rc == 0) {
		rc = judge_findings(args, &findings, why);
		findings_fini(&findings);
	}
	report_destroy(report);
	return rc;
}

int
commands_judge(const struct arguments *args, struct reason *why)
{
	return by_gate_run(args, judge_report, why);
}
