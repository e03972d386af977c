/* SPDX-License-Identifier: BSD-2-Clause */
/* lone: see lone.h. */
#include "analysis/verdict/lone.h"

#include <string.h>

/* One of two reports, `which` of them, and the other. */
struct side {
	const struct findings *own;
	const struct findings *other;
	const char *which;
};

/* Whether `gaps` have the whole row. */
static bool
has_row(const struct gaps *gaps, const char *row)
{
	for (size_t i = 0; i < gaps->n; i++) {
		if (strcmp(gaps->list[i].row, row) == 0 &&
		    gaps->list[i].arm[0] == '\0')
			return true;
	}
	return false;
}

/* Adds the gaps of one report: a row that neither has is told once. */
static int
add_gaps(const struct side *side, struct gaps *gaps)
{
	int rc = 0;

	for (size_t i = 0; i < side->own->gaps.n && rc == 0; i++) {
		struct gap gap = side->own->gaps.list[i];
		const struct opinion own = gap.opinion;

		if (strcmp(gap.row, GAPS_RUN) == 0)
			gap.arm = side->which;
		else if (has_row(gaps, gap.row))
			continue;
		gap.opinion = verdict_because(own.kind, own.verdict,
		    "%s report: %s", side->which, own.reason);
		rc = gaps_add(gaps, &gap);
	}
	return rc;
}

static bool
is_lone(const struct side *side, const struct finding *f)
{
	if (f->arm->role != ROLE_CAND)
		return false;
	for (size_t i = 0; i < side->other->n; i++) {
		if (findings_are_same(f, &side->other->list[i]))
			return false;
	}
	return true;
}

/* Says of a candidate that is in one report alone. */
static struct opinion
judge_lone(const struct side *side, const struct finding *f)
{
	const enum verdict own = f->opinion.verdict;

	if (!f->is_compared)
		return verdict_because(REASON_MISSING, VERDICT_NONE,
		    "only in the %s report, and not judged", side->which);
	return verdict_because(REASON_MISSING, VERDICT_INCONCLUSIVE,
	    "only in the %s report, with this work in it%s%s: there is "
	    "nothing to compare it with",
	    side->which, own != VERDICT_NONE ? ", where it is " : "",
	    verdict_name(own));
}

static int
add_lone(const struct side *side, struct gaps *gaps)
{
	int rc = 0;

	for (size_t i = 0; i < side->own->n && rc == 0; i++) {
		const struct finding *f = &side->own->list[i];
		const struct gap gap = {
			.row = f->row->name,
			.arm = f->arm->name,
			.opinion = judge_lone(side, f),
		};

		if (is_lone(side, f) &&
		    !has_row(&side->other->gaps, f->row->name))
			rc = gaps_add(gaps, &gap);
	}
	return rc;
}

int
lone_find(const struct findings *before, const struct findings *after,
    struct gaps *gaps)
{
	const struct side old = { before, after, "old" };
	const struct side new = { after, before, "new" };
	int rc = add_gaps(&old, gaps);

	if (rc == 0)
		rc = add_gaps(&new, gaps);
	if (rc == 0)
		rc = add_lone(&old, gaps);
	if (rc == 0)
		rc = add_lone(&new, gaps);
	return rc;
}
