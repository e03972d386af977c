/* SPDX-License-Identifier: BSD-2-Clause */
/* commands: see commands.h. */
#include "analysis/commands.h"

#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include "analysis/audits.h"
#include "analysis/compare.h"
#include "analysis/drill.h"
#include "analysis/findings.h"
#include "analysis/gate.h"
#include "analysis/print.h"
#include "analysis/print_audit.h"
#include "analysis/print_drill.h"
#include "analysis/report.h"
#include "analysis/summary.h"
#include "analysis/undecided.h"

static int
status_of(const size_t counts[N_VERDICTS])
{
	size_t n_judged = 0;

	for (enum verdict v = VERDICT_PASS; v < N_VERDICTS; v++)
		n_judged += counts[v];
	if (n_judged == 0)
		fputs("warning: nothing was judged: no line of the gate file "
		      "is for a row and candidate of the report\n",
		    stderr);
	return verdict_exit_status(counts);
}

static int
judge_findings(const struct arguments *args, const struct findings *findings,
    struct failure *why)
{
	const char *folder =
	    args->out != NULL ? args->out : findings->report->folder;
	size_t counts[N_VERDICTS];
	int rc = summary_write_findings(folder, findings, why);

	if (rc == 0 && args->undecided != NULL)
		rc = undecided_write(args->undecided, findings, why);
	if (rc < 0)
		return rc;
	print_findings(stdout, findings, isatty(STDOUT_FILENO) == 1);
	findings_count(findings, counts);
	return print_end(stdout, status_of(counts), why);
}

static int
judge_report(
    const struct arguments *args, const struct gate *gate, struct failure *why)
{
	struct report *report;
	struct findings findings;
	int rc = report_read(args->reports[0], stderr, &report, why);

	if (rc < 0)
		return rc;
	rc = findings_make(report, gate, args->most_units, &findings, why);
	if (rc == 0) {
		rc = judge_findings(args, &findings, why);
		findings_fini(&findings);
	}
	report_destroy(report);
	return rc;
}

static int
compare_findings(const struct arguments *args, const struct findings *before,
    const struct findings *after, struct failure *why)
{
	struct comparisons comparisons;
	size_t counts[N_VERDICTS];
	int rc = compare_make(before, after, stderr, &comparisons, why);

	if (rc < 0)
		return rc;
	if (args->out != NULL)
		rc = summary_write_comparisons(args->out, &comparisons,
		    before->report->run_id, after->report->run_id, why);
	if (rc == 0) {
		print_comparisons(
		    stdout, &comparisons, isatty(STDOUT_FILENO) == 1);
		compare_count(&comparisons, counts);
		rc = print_end(stdout, status_of(counts), why);
	}
	compare_fini(&comparisons);
	return rc;
}

static int
compare_reports(const struct arguments *args, const struct gate *gate,
    const struct report *before, const struct report *after,
    struct failure *why)
{
	struct findings old_findings;
	struct findings new_findings;
	int rc = findings_make(before, gate, SIZE_MAX, &old_findings, why);

	if (rc < 0)
		return rc;
	rc = findings_make(after, gate, SIZE_MAX, &new_findings, why);
	if (rc == 0) {
		rc = compare_findings(args, &old_findings, &new_findings, why);
		findings_fini(&new_findings);
	}
	findings_fini(&old_findings);
	return rc;
}

static int
compare_by(
    const struct arguments *args, const struct gate *gate, struct failure *why)
{
	struct report *before;
	struct report *after;
	int rc = report_read(args->reports[0], stderr, &before, why);

	if (rc < 0)
		return rc;
	rc = report_read(args->reports[1], stderr, &after, why);
	if (rc == 0) {
		rc = compare_reports(args, gate, before, after, why);
		report_destroy(after);
	}
	report_destroy(before);
	return rc;
}

/* Runs what judges by the gate file. */
static int
with_gate(const struct arguments *args,
    int (*run)(const struct arguments *, const struct gate *, struct failure *),
    struct failure *why)
{
	struct gate *gate;
	int rc = gate_read(args->gate, &gate, why);

	if (rc == 0) {
		rc = run(args, gate, why);
		gate_destroy(gate);
	}
	return rc;
}

int
commands_judge(const struct arguments *args, struct failure *why)
{
	return with_gate(args, judge_report, why);
}

int
commands_drill(const struct arguments *args, struct failure *why)
{
	struct drill *drill;
	int rc = drill_read(args->reports[0], &drill, why);

	if (rc < 0)
		return rc;
	if (drill->pledges.list[PLEDGE_DUMP].n == 0)
		fputs("warning: nothing was promised: no panic had the mode "
		      "on\n",
		    stderr);
	print_drill(stdout, drill, isatty(STDOUT_FILENO) == 1);
	rc = print_end(stdout, pledges_are_broken(&drill->pledges), why);
	drill_destroy(drill);
	return rc;
}

/* One instruction more is a regression, whatever the clock says. */
int
commands_compare(const struct arguments *args, struct failure *why)
{
	const char *before = args->reports[0];
	const char *after = args->reports[1];
	int status = 0;

	if (!audits_are_alone(before) && !audits_are_alone(after))
		status = with_gate(args, compare_by, why);
	if (status < 0)
		return status;

	struct audits audits;
	const int rc = audits_compare(before, after, stderr, &audits, why);

	if (rc < 0)
		return rc;
	if (audits.state == AUDITS_COMPARED)
		print_changes(stdout, &audits.changes);
	if (audits.changes.n_worse > 0)
		status = 1;
	audits_fini(&audits);
	return print_end(stdout, status, why);
}
