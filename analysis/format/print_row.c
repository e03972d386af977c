/* SPDX-License-Identifier: BSD-2-Clause */
/* print_row: see print_row.h. */
#include "analysis/format/print_row.h"

#include <math.h>

#include "analysis/format/print.h"

static void
print_control(FILE *out, const char *name, const struct control *control)
{
	fprintf(out, "  %s", name);
	if (!control->is_there) {
		fputs(" none", out);
		return;
	}
	print_percent(out, 0, control->test.estimate);
	fputs(" % [", out);
	print_percent(out, 0, control->test.lower);
	fputs(",", out);
	print_percent(out, 0, control->test.upper);
	fputs(" ]", out);
}

/* Prints how even the threads of the baseline are, and the worst candidate. */
static void
print_fairness(FILE *out, const struct row *row)
{
	const struct tally base = row_tally(row, ROLE_BASE);
	const struct arm *worst = NULL;
	double least = INFINITY;

	if (row->n_threads == 1 || base.n_shares == 0)
		return;
	fprintf(out,
	    "\n  fairness: a thread does %.4f to %.4f of the operations, even "
	    "is "
	    "%.4f",
	    base.min_shares / base.n_shares, base.max_shares / base.n_shares,
	    1 / (double)row->n_threads);
	for (size_t i = 0; i < row->n_arms; i++) {
		const struct arm *arm = &row->arms[i];
		const double share =
		    arm->tally.min_shares / arm->tally.n_shares;

		if (arm->role == ROLE_CAND && share < least) {
			worst = arm;
			least = share;
		}
	}
	if (worst != NULL)
		fprintf(out, "; with %s %.4f to %.4f", worst->name, least,
		    worst->tally.max_shares / worst->tally.n_shares);
}

void
print_row(FILE *out, const struct finding *f)
{
	const struct row *row = f->row;
	const struct tally base = row_tally(row, ROLE_BASE);
	static const char *const PROMISES[] = {
		[PROMISE_NONE] = "no",
		[PROMISE_SOME] = "some",
		[PROMISE_ANY] = "no certain",
		[PROMISE_EVERY] = "every",
	};

	fprintf(out, "%s  ", row->name);
	print_number(out, 0, 3, row_base_ns(row));
	fprintf(out, " ns/op, %zu units, %.1f %% of blocks dropped",
	    f->facts.n_units, 100 * f->facts.drop_rate);
	if (row->n_units_lost > 0)
		fprintf(out, ", %zu units lost", row->n_units_lost);
	fprintf(out, "\n  slow path: promised in %s operation, counted in",
	    PROMISES[row->promise]);
	print_number(out, 0, 4, f->facts.hard_per_op);
	if (base.handoff_ops > 0)
		fprintf(out, "; changed hands in %.4f",
		    base.handoffs / base.handoff_ops);
	print_fairness(out, row);
	fputs("\n  controls: ", out);
	print_control(out, "null", &f->facts.null);
	print_control(out, "planted", &f->facts.planted);
	fputs("\n", out);
}
