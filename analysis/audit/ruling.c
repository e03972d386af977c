/* SPDX-License-Identifier: BSD-2-Clause */
/* ruling: see ruling.h. */
#include "analysis/audit/ruling.h"

#include <inttypes.h>
#include <string.h>

#include "analysis/audit/coverage.h"
#include "analysis/audit/evidence.h"
#include "analysis/audit/print_audit.h"

#define CAUSE_BYTES 1024

/* Disassemblies shown; the rest is in audit.txt. */
#define SHOWN_MAX 8

static void
print_broken(FILE *out, const struct audit *audit,
    const struct audit_line *line, const char *cause, bool is_shown)
{
	char name[AUDIT_NAME_BYTES];

	audit_name(line, name, sizeof(name));
	fprintf(out, "\nNOT AS CLAIMED: %s: %s (%s:%lu)\n", name, cause,
	    audit->path, line->number);
	if (is_shown)
		evidence_print(out, audit->path, name);
}

static void
print_uncounted(FILE *out, const struct audit_line *line)
{
	char name[AUDIT_NAME_BYTES];

	audit_name(line, name, sizeof(name));
	fprintf(
	    out, "not counted: %s: %s\n", name, line->texts[AUDIT_UNCOUNTED]);
}

static void
judge_line(FILE *out, const struct audit *audit, const struct audit_line *line,
    const struct claims *claims, struct ruling *ruling)
{
	const struct claim *claim = claims_find(claims, line);
	char cause[CAUSE_BYTES] = "no line of the claims file is for it";
	const bool is_held =
	    claim != NULL && claims_hold(claim, line, cause, sizeof(cause));

	if (claim != NULL)
		ruling->n_lines[claim->kind]++;
	if (is_held)
		return;
	if (claim != NULL && claim->kind != CLAIM_CLAIM &&
	    line->texts[AUDIT_UNCOUNTED][0] != '\0') {
		print_uncounted(out, line);
		ruling->n_uncounted++;
		return;
	}
	print_broken(out, audit, line, cause, ruling->n_broken < SHOWN_MAX);
	ruling->n_broken++;
}

static void
print_exceptions(
    FILE *out, const struct audit *audit, const struct claims *claims)
{
	bool is_first = true;

	for (size_t i = 0; i < audit->n; i++) {
		const struct audit_line *line = &audit->lines[i];
		const struct claim *claim = claims_find(claims, line);
		char name[AUDIT_NAME_BYTES];

		if (claim == NULL || claim->kind != CLAIM_EXCEPTION)
			continue;
		if (is_first)
			fputs("\nexceptions, known and written down:\n", out);
		is_first = false;
		audit_name(line, name, sizeof(name));
		fprintf(out,
		    "  %s: instructions %+" PRId64 ", loads %+" PRId64 ": %s\n",
		    name, audit_difference(line, AUDIT_INSTRUCTIONS),
		    audit_difference(line, AUDIT_LOADS), claim->reason);
	}
}

/* The base's lines: what it executes is counted twice, its code is not. */
static size_t
count_repeated(const struct audit *audit)
{
	size_t n = 0;

	for (size_t i = 0; i < audit->n; i++)
		n += audit->lines[i].is_counted &&
		    strcmp(audit->lines[i].texts[AUDIT_CHECK], "none") == 0;
	return n;
}

static void
print_sums(FILE *out, const struct audit *audit, const struct ruling *ruling)
{
	fprintf(out,
	    "\n%zu lines: %zu claimed, %zu exceptions, %zu costs, %zu of the "
	    "base",
	    audit->n, ruling->n_lines[CLAIM_CLAIM],
	    ruling->n_lines[CLAIM_EXCEPTION], ruling->n_lines[CLAIM_COST],
	    ruling->n_lines[CLAIM_BASE]);
	fprintf(out, " (%zu traced twice)", count_repeated(audit));
	if (ruling->n_lines[CLAIM_OPEN] > 0)
		fprintf(out, ", %zu with no rule for this compiler",
		    ruling->n_lines[CLAIM_OPEN]);
	if (ruling->n_uncounted > 0)
		fprintf(out, ", %zu not counted", ruling->n_uncounted);
	fprintf(out, "; %zu not as claimed\n", ruling->n_broken);
}

struct ruling
ruling_print(FILE *out, const struct audit *audit, const struct claims *claims)
{
	struct ruling ruling = { .n_broken = 0 };

	print_audit(out, audit);
	print_exceptions(out, audit, claims);
	for (size_t i = 0; i < audit->n; i++)
		judge_line(out, audit, &audit->lines[i], claims, &ruling);
	if (ruling.n_broken > SHOWN_MAX)
		fprintf(out,
		    "\nthe disassemblies of the last %zu are in audit.txt "
		    "beside "
		    "%s\n",
		    ruling.n_broken - SHOWN_MAX, audit->path);
	ruling.n_broken += coverage_print(out, audit, claims);
	print_sums(out, audit, &ruling);
	return ruling;
}
