/* SPDX-License-Identifier: BSD-2-Clause */
/* commands: see commands.h. */
#include "analysis/commands.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include "analysis/audits.h"
#include "analysis/compare.h"
#include "analysis/compare_summary.h"
#include "analysis/drill.h"
#include "analysis/findings.h"
#include "analysis/folder.h"
#include "analysis/gate.h"
#include "analysis/print.h"
#include "analysis/print_drill.h"
#include "analysis/print_selftest.h"
#include "analysis/report.h"
#include "analysis/selftest.h"
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

/*
 * Returns the exit status of audits beside the one of times.  One instruction
 * more is a regression, whatever the clock says; what was not compared is no
 * success.
 */
static int
status_with(const struct audits *audits, int status)
{
	if (audits->changes.n_worse > 0)
		return 1;
	return status == 0 && audits->is_partial ? 3 : status;
}

/* Whether a folder is one that nothing may be written to. */
static bool
is_read_only(int rc)
{
	return rc == -EROFS || rc == -EACCES || rc == -EPERM;
}

/*
 * Writes summary.csv.  Where no folder was named it goes to the report's, and
 * one that is read-only is no reason to have no verdict.
 */
static int
write_summary(const struct arguments *args, const struct judged *judged,
    struct failure *why)
{
	const char *folder = judged->findings->report->folder;
	int rc;

	if (args->out != NULL) {
		rc = folder_make(args->out, why);
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

/* Prints first: a verdict is not lost where its files cannot be written. */
static int
print_judged(
    const struct arguments *args, struct judged *judged, struct failure *why)
{
	size_t counts[N_VERDICTS];
	int rc;

	findings_count(judged->findings, counts);
	judged->status = status_with(judged->audits, status_of(counts));
	if (args->format->print_judged(stdout, judged) < 0)
		return failure_memory(why);
	rc = print_end(stdout, judged->status, why);
	if (rc >= 0 && write_summary(args, judged, why) < 0)
		return -EIO;
	if (rc >= 0 && args->undecided != NULL &&
	    undecided_write(args->undecided, judged->findings, why) < 0)
		return -EIO;
	return rc;
}

/* A gate's report has audits of both sides. */
static int
judge_findings(const struct arguments *args, const struct findings *findings,
    struct failure *why)
{
	struct audits audits;
	struct judged judged = {
		.findings = findings,
		.audits = &audits,
		.gate = args->gate,
	};
	const char *folder = findings->report->folder;
	int rc = 0;

	if (folder != NULL)
		rc = audits_of_sides(folder, stderr, &audits, why);
	else
		audits = (struct audits){ .state = AUDITS_NONE };
	if (rc == 0) {
		rc = print_judged(args, &judged, why);
		audits_fini(&audits);
	}
	return rc;
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

/* Two reports to compare, and what of them is compared already. */
struct pair {
	const struct report *before;
	const struct report *after;
	const struct audits *audits;
};

static int
status_of_compared(const struct compared *compared)
{
	size_t counts[N_VERDICTS];

	if (compared->comparisons == NULL)
		return status_with(compared->audits,
		    compared->audits->state == AUDITS_COMPARED ? 0 : 3);
	compare_count(compared->comparisons, counts);
	return status_with(compared->audits, status_of(counts));
}

static int
write_compared(const struct arguments *args, const struct compared *compared,
    struct failure *why)
{
	const int rc = folder_make(args->out, why);

	return rc < 0 ? rc : compare_summary_write(args->out, compared, why);
}

static int
print_compared(const struct arguments *args, struct compared *compared,
    struct failure *why)
{
	int rc;

	compared->status = status_of_compared(compared);
	if (args->format->print_compared(stdout, compared) < 0)
		return failure_memory(why);
	rc = print_end(stdout, compared->status, why);
	if (rc >= 0 && args->out != NULL &&
	    write_compared(args, compared, why) < 0)
		return -EIO;
	return rc;
}

static int
compare_findings(const struct arguments *args, const struct findings *before,
    const struct findings *after, const struct audits *audits,
    struct failure *why)
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
    const struct pair *pair, struct failure *why)
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
    const struct audits *audits, struct failure *why)
{
	struct report *before;
	struct report *after;
	int rc = report_read(args->reports[0], stderr, &before, why);

	if (rc < 0)
		return rc;
	rc = report_read(args->reports[1], stderr, &after, why);
	if (rc == 0) {
		const struct pair pair = { before, after, audits };

		rc = compare_pair(args, gate, &pair, why);
		report_destroy(after);
	}
	report_destroy(before);
	return rc;
}

static int
compare_by(
    const struct arguments *args, const struct gate *gate, struct failure *why)
{
	const char *before = args->reports[0];
	const char *after = args->reports[1];
	struct audits audits;
	int rc = audits_compare(before, after, stderr, &audits, why);

	if (rc < 0)
		return rc;
	if (audits_are_alone(before) || audits_are_alone(after)) {
		struct compared alone = { .audits = &audits };

		rc = print_compared(args, &alone, why);
	} else {
		rc = compare_audited(args, gate, &audits, why);
	}
	audits_fini(&audits);
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

int
commands_selftest(const struct arguments *args, struct failure *why)
{
	struct selftest selftest;
	struct selftest_target targets[SELFTEST_TARGETS];
	int rc = selftest_read(args->reports[0], &selftest, why);

	if (rc < 0)
		return rc;
	selftest_judge(&selftest, targets);
	print_selftest(stdout, &selftest);
	rc = print_end(stdout, !print_targets(stdout, targets), why);
	selftest_fini(&selftest);
	return rc;
}

int
commands_compare(const struct arguments *args, struct failure *why)
{
	return with_gate(args, compare_by, why);
}
