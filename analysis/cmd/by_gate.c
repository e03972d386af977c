/* SPDX-License-Identifier: BSD-2-Clause */
/* by_gate: see by_gate.h. */
#include "analysis/cmd/by_gate.h"

#include <stdio.h>

#include "analysis/audit/audit_pair.h"
#include "analysis/format/judged.h"
#include "analysis/verdict/gate_rules.h"

int
by_gate_status(const size_t counts[N_VERDICTS])
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

int
by_gate_status_with(const struct audit_pair *audits, int status)
{
	struct gap gap;

	if (audits->diff.n_worse > 0)
		return 1;
	return status == 0 && judged_audit_gap(audits, &gap) ? 3 : status;
}

int
by_gate_run(const struct arguments *args,
    int (*run)(const struct arguments *, const struct gate *, struct reason *),
    struct reason *why)
{
	struct gate *gate;
	int rc = gate_read(args->gate, &gate, why);

	if (rc == 0) {
		rc = run(args, gate, why);
		gate_destroy(gate);
	}
	return rc;
}

/* Adds each row and arm that the report has or has planned. */
static int
add_report(struct bench_list *list, const struct report *report)
{
	int rc = 0;

	if (report == NULL)
		return 0;
	for (size_t i = 0; i < report->run.planned.n && rc == 0; i++)
		rc = bench_list_add_row(list, report->run.planned.rows[i].name);
	for (size_t i = 0; i < report->n_rows && rc == 0; i++) {
		const struct row_result *row = &report->rows[i];

		rc = bench_list_add_row(list, row->name);
		for (size_t a = 0; a < row->n_arms && rc == 0; a++)
			rc = bench_list_add_arm(list, row->arms[a].name);
	}
	return rc;
}

int
by_gate_check_known(const struct arguments *args, const struct gate *gate,
    const struct report *before, const struct report *after, struct reason *why)
{
	struct bench_list list;
	size_t n;
	const struct gate_rule *rules = gate_rules(gate, &n);
	int rc;

	if (args->known == NULL)
		return 0;
	rc = bench_list_read(args->known, &list, why);
	if (rc < 0)
		return rc;
	if (add_report(&list, before) < 0 || add_report(&list, after) < 0)
		rc = reason_memory(why);
	if (rc == 0)
		rc = gate_rules_check_names(args->gate, rules, n, &list, why);
	bench_list_fini(&list);
	return rc;
}
