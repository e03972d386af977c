/* SPDX-License-Identifier: BSD-2-Clause */
/* findings: see findings.h. */
#include "analysis/verdict/findings.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/verdict/finding.h"

static bool
is_reported(const struct arm *arm)
{
	return arm->role == ROLE_CAND || arm->role == ROLE_REF;
}

/* Corrects the effects of all judged findings for one another. */
static int
correct(struct findings *findings)
{
	struct effect **effects = calloc(findings->n + 1, sizeof(*effects));
	size_t n = 0;

	if (effects == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < findings->n; i++) {
		if (findings->list[i].is_judged)
			effects[n++] = &findings->list[i].facts.effect;
	}

	const int rc = effect_correct(effects, n);
	free(effects);
	return rc;
}

/*
 * By row, in the report's order, candidates before references, and by name:
 * in the file they stand as the first block's random order had them.
 */
static int
compare_findings(const void *left, const void *right)
{
	const struct finding *a = left;
	const struct finding *b = right;

	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	if (a->arm->role != b->arm->role)
		return a->arm->role == ROLE_CAND ? -1 : 1;
	return strcmp(a->arm->name, b->arm->name);
}

/* Lists what there is to find, not yet measured. */
static int
list_arms(struct findings *findings)
{
	const struct report *report = findings->report;
	size_t n = 0;

	for (size_t r = 0; r < report->n_rows; r++)
		n += report->rows[r].n_arms;
	findings->list = calloc(n + 1, sizeof(*findings->list));
	if (findings->list == NULL)
		return -ENOMEM;
	for (size_t r = 0; r < report->n_rows; r++) {
		const struct row *row = &report->rows[r];

		for (size_t a = 0; a < row->n_arms; a++) {
			if (is_reported(&row->arms[a]))
				findings->list[findings->n++] =
				    (struct finding){
					    .row = row,
					    .arm = &row->arms[a],
				    };
		}
	}
	qsort(findings->list, findings->n, sizeof(*findings->list),
	    compare_findings);
	return 0;
}

int
findings_make(const struct report *report, const struct gate *gate,
    size_t most_units, struct findings *ret_findings, struct reason *why)
{
	struct findings findings = {
		.report = report,
		.gate_sha256 = gate_sha256(gate),
	};
	int rc = list_arms(&findings);

	for (size_t i = 0; i < findings.n && rc == 0; i++)
		rc = finding_measure(
		    &findings.list[i], report, gate, most_units);
	if (rc == 0)
		rc = correct(&findings);
	if (rc < 0) {
		findings_fini(&findings);
		return reason_memory(why);
	}
	for (size_t i = 0; i < findings.n; i++)
		finding_judge(&findings.list[i]);
	if (gaps_find(&findings, &findings.gaps) < 0) {
		findings_fini(&findings);
		return reason_memory(why);
	}
	*ret_findings = findings;
	return 0;
}

bool
findings_are_same(const struct finding *a, const struct finding *b)
{
	return a->arm->role == ROLE_CAND && b->arm->role == ROLE_CAND &&
	    row_is_same(a->row, b->row) &&
	    strcmp(a->arm->name, b->arm->name) == 0;
}

bool
findings_is_answer(const struct finding *f)
{
	return f->is_judged || f->reported != NULL;
}

void
findings_count(const struct findings *findings, size_t ret_counts[N_VERDICTS])
{
	memset(ret_counts, 0, N_VERDICTS * sizeof(*ret_counts));
	for (size_t i = 0; i < findings->n; i++)
		ret_counts[findings->list[i].opinion.verdict]++;
	gaps_count(&findings->gaps, ret_counts);
}

void
findings_fini(struct findings *findings)
{
	gaps_fini(&findings->gaps);
	free(findings->list);
}
