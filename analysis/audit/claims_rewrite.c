/* SPDX-License-Identifier: BSD-2-Clause */
/* claims_rewrite: see claims_rewrite.h. */
#include "analysis/audit/claims_rewrite.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv/input.h"
#include "base/csv/writer.h"

/*
 * What a claims file says of one cost, as text: the patterns, in the order of
 * enum audit_text, the fast path, and the differences.
 */
enum {
	COST_FAST_PATH = AUDIT_STATE + 1,
	COST_COUNTS,
	COST_REASON = COST_COUNTS + N_AUDIT_COUNTS,
	N_COST_TEXTS
};

struct cost {
	char *texts[N_COST_TEXTS];
};

struct costs {
	struct cost *list;
	size_t n;
};

/* Returns whether `claim` is a cost, which is written anew. */
static bool
is_rewritten(const struct claim *claim)
{
	return claim->kind == CLAIM_COST || claim->kind == CLAIM_OPEN;
}

/* Returns whether a claim that stays is for the line. */
static bool
is_claimed(const struct claims *claims, const struct audit_line *line)
{
	for (size_t i = 0; i < claims->n; i++) {
		const struct claim *claim = &claims->list[i];

		if (!is_rewritten(claim) && claims_is_for(claim, line))
			return true;
	}
	return false;
}

static const char *
reason_of(const struct audit_line *line)
{
	const char *op = line->texts[AUDIT_OP];

	if (line->is_code)
		return "the code of what is inlined";
	if (strcmp(line->texts[AUDIT_STATE], "stopped") == 0)
		return "faked: against the operation that nothing is in the "
		       "way of";
	if (strncmp(op, "try", 3) == 0 || strcmp(op, "downgrade") == 0)
		return "tries and up- and downgrades are tested at entry in "
		       "either place as in FreeBSD";
	return strcmp(line->texts[AUDIT_PLACE], "entry") == 0
	    ? "tested before the compare-and-swap"
	    : "tested in the hard path or in what is out of line as a whole";
}

/* A difference that is not known is empty, which allows any. */
static int
set_counts(struct cost *cost, const struct audit_line *line)
{
	for (size_t i = 0; i < N_AUDIT_COUNTS; i++) {
		char text[24] = "";

		if (line->is_counted)
			snprintf(text, sizeof(text), "%" PRId64,
			    audit_difference(line, (enum audit_count)i));
		cost->texts[COST_COUNTS + i] = strdup(text);
		if (cost->texts[COST_COUNTS + i] == NULL)
			return -ENOMEM;
	}
	return 0;
}

static int
add_cost(struct costs *costs, const struct audit_line *line)
{
	struct cost *list =
	    reallocarray(costs->list, costs->n + 1, sizeof(*list));

	if (list == NULL)
		return -ENOMEM;
	costs->list = list;

	struct cost *cost = &list[costs->n++];
	*cost = (struct cost){ 0 };
	for (size_t i = 0; i <= AUDIT_STATE; i++)
		cost->texts[i] = strdup(line->texts[i]);
	cost->texts[COST_FAST_PATH] = strdup(line->texts[AUDIT_FAST_PATH]);
	cost->texts[COST_REASON] = strdup(reason_of(line));
	if (set_counts(cost, line) < 0)
		return -ENOMEM;
	for (size_t i = 0; i < N_COST_TEXTS; i++) {
		if (cost->texts[i] == NULL)
			return -ENOMEM;
	}
	return 0;
}

static void
free_cost(struct cost *cost)
{
	for (size_t i = 0; i < N_COST_TEXTS; i++)
		free(cost->texts[i]);
}

static bool
are_same_but(const struct cost *a, const struct cost *b, size_t text)
{
	for (size_t i = 0; i < N_COST_TEXTS; i++) {
		if (i != text && strcmp(a->texts[i], b->texts[i]) != 0)
			return false;
	}
	return true;
}

/* Joins the costs that differ in this text alone, as alternatives. */
static int
join_costs(struct costs *costs, size_t text)
{
	size_t n = 0;

	for (size_t i = 0; i < costs->n; i++) {
		struct cost *cost = &costs->list[i];
		char *joined;
		size_t j = 0;

		while (j < n && !are_same_but(&costs->list[j], cost, text))
			j++;
		if (j == n) {
			costs->list[n] = *cost;
			if (n++ != i)
				*cost = (struct cost){ 0 };
			continue;
		}
		if (asprintf(&joined, "%s|%s", costs->list[j].texts[text],
		        cost->texts[text]) < 0)
			return -ENOMEM;
		free(costs->list[j].texts[text]);
		costs->list[j].texts[text] = joined;
		free_cost(cost);
		*cost = (struct cost){ 0 };
	}
	costs->n = n;
	return 0;
}

/* Makes the costs of all lines that no claim which stays is for. */
static int
make_costs(
    struct costs *costs, const struct claims *claims, const struct audit *audit)
{
	static const enum audit_text JOINED[] = { AUDIT_STATE, AUDIT_CHECK,
		AUDIT_PLACE, AUDIT_LOCK, AUDIT_OP };
	int rc = 0;

	for (size_t i = 0; i < audit->n && rc == 0; i++) {
		if (!is_claimed(claims, &audit->lines[i]))
			rc = add_cost(costs, &audit->lines[i]);
	}
	for (size_t i = 0; i < sizeof(JOINED) / sizeof(JOINED[0]) && rc == 0;
	     i++)
		rc = join_costs(costs, JOINED[i]);
	return rc;
}

static void
put_pattern(struct csv_writer *w, const char *names)
{
	if (strchr(names, '|') == NULL) {
		csv_put_text(w, names);
		return;
	}
	csv_begin_list(w, "");
	csv_put_item(w, "@(");
	csv_put_item(w, names);
	csv_put_item(w, ")");
	csv_end_list(w);
}

static void
put_cost(struct csv_writer *w, const struct cost *cost)
{
	for (size_t i = 0; i <= AUDIT_STATE; i++)
		put_pattern(w, cost->texts[i]);
	csv_put_text(w, "cost");
	csv_put_text(w, cost->texts[COST_FAST_PATH]);
	csv_put_empty(w, 1); /* branch */
	for (size_t i = COST_COUNTS; i < N_COST_TEXTS; i++)
		csv_put_text(w, cost->texts[i]);
	csv_end_line(w);
}

/* The claim of a line of the file; NULL for the header. */
static const struct claim *
claim_at(const struct claims *claims, unsigned long number)
{
	for (size_t i = 0; i < claims->n; i++) {
		if (claims->list[i].number == number)
			return &claims->list[i];
	}
	return NULL;
}

/* Copies the lines that are open, or those that stay, as they are. */
static int
copy_lines(
    FILE *out, const struct claims *claims, bool is_open, struct reason *why)
{
	struct csv_input *input;
	const char *line;
	size_t len;
	int rc = csv_input_open(claims->path, CSV_EDITED, &input, why);

	if (rc < 0)
		return rc;
	while ((rc = csv_input_next(input, &line, &len, why)) > 0) {
		const struct claim *claim =
		    claim_at(claims, csv_input_line(input));
		const bool is_wanted = is_open
		    ? claim != NULL && claim->kind == CLAIM_OPEN
		    : claim == NULL || !is_rewritten(claim);

		if (is_wanted)
			fwrite(line, 1, len, out);
	}
	csv_input_close(input);
	return rc;
}

int
claims_rewrite_print(FILE *out, const struct claims *claims,
    const struct audit *audit, struct reason *why)
{
	struct csv_writer w = csv_writer_on(out);
	struct costs costs = { 0 };
	int rc = make_costs(&costs, claims, audit);

	if (rc < 0)
		rc = reason_memory(why);
	if (rc == 0)
		rc = copy_lines(out, claims, false, why);
	for (size_t i = 0; i < costs.n && rc == 0; i++)
		put_cost(&w, &costs.list[i]);
	if (rc == 0 && w.error < 0)
		rc = reason_memory(why);
	if (rc == 0)
		rc = copy_lines(out, claims, true, why);
	for (size_t i = 0; i < costs.n; i++)
		free_cost(&costs.list[i]);
	free(costs.list);
	return rc;
}
