/* SPDX-License-Identifier: BSD-2-Clause */
/* ruling: see ruling.h. */
#include "analysis/ruling.h"

#include <inttypes.h>
#include <string.h>

#include "analysis/evidence.h"
#include "analysis/print_audit.h"

#define NAME_BYTES  160
#define CAUSE_BYTES 1024

/* Disassemblies shown; the rest is in audit.txt. */
#define SHOWN_MAX 8

static void
print_broken(FILE *out, const struct audit *audit,
    const struct audit_line *line, const char *cause, bool is_shown)
{
	char name[NAME_BYTES];

	audit_name(line, name, sizeof(name));
	fprintf(out, "\nNOT AS CLAIMED: %s: %s (%s:%lu)\n", name, cause,
	    audit->path, line->number);
	if (is_shown)
		evidence_print(out, audit->path, name);
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
		char name[NAME_BYTES];

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
	fprintf(out,
	    "\n%zu lines: %zu claimed, %zu exceptions, %zu costs; "
	    "%zu not as claimed\n",
	    audit->n, ruling.n_lines[CLAIM_CLAIM],
	    ruling.n_lines[CLAIM_EXCEPTION], ruling.n_lines[CLAIM_COST],
	    ruling.n_broken);
	return ruling;
}

/* Prints what differs; returns whether something is more. */
static bool
compare_counts(FILE *out, const struct audit_line *before,
    const struct audit_line *after, const char *name)
{
	bool is_worse = false;

	for (size_t i = 0; i < N_AUDIT_COUNTS; i++) {
		const uint64_t old = before->counts[1][i];
		const uint64_t new = after->counts[1][i];

		if (old == new)
			continue;
		fprintf(out, "  %-10s %s: %s %" PRIu64 " -> %" PRIu64 "\n",
		    new > old ? "REGRESSION" : "fewer", name,
		    audit_count_name((enum audit_count)i), old, new);
		is_worse |= new > old;
	}
	return is_worse;
}

static bool
compare_lines(
    FILE *out, const struct audit_line *before, const struct audit_line *after)
{
	const char *old = before->texts[AUDIT_FAST_PATH];
	const char *new = after->texts[AUDIT_FAST_PATH];
	char name[NAME_BYTES];
	bool is_worse;

	audit_name(after, name, sizeof(name));
	if (!after->is_code)
		return compare_counts(out, before, after, name);
	if (strcmp(old, new) == 0)
		return false;
	is_worse = strcmp(new, "differs") == 0;
	fprintf(out, "  %-10s %s: fast path %s -> %s\n",
	    is_worse ? "REGRESSION" : "now", name, old, new);
	return is_worse;
}

static bool
have_same(const struct audit *before, const struct audit *after,
    enum audit_text text, FILE *warnings)
{
	const char *old = before->lines[0].texts[text];
	const char *new = after->lines[0].texts[text];

	if (strcmp(old, new) == 0)
		return true;
	fprintf(warnings,
	    "warning: the audits are of %s and of %s: not compared\n", old,
	    new);
	return false;
}

static size_t
count_lone(const struct audit *audit, const struct audit *others)
{
	size_t n = 0;

	for (size_t i = 0; i < audit->n; i++)
		n += audit_find(others, &audit->lines[i]) == NULL;
	return n;
}

size_t
ruling_compare(FILE *out, const struct audit *before, const struct audit *after,
    FILE *warnings)
{
	size_t n_worse = 0;
	size_t n_compared = 0;

	if (!have_same(before, after, AUDIT_ARCH, warnings) ||
	    !have_same(before, after, AUDIT_COMPILER, warnings))
		return 0;
	fprintf(out, "\naudits, new against old:\n");
	for (size_t i = 0; i < after->n; i++) {
		const struct audit_line *old =
		    audit_find(before, &after->lines[i]);

		if (old == NULL)
			continue;
		n_compared++;
		n_worse += compare_lines(out, old, &after->lines[i]);
	}
	fprintf(
	    out, "  %zu lines compared, %zu with more\n", n_compared, n_worse);
	if (n_compared < after->n || n_compared < before->n)
		fprintf(warnings,
		    "warning: lines of only one audit: %zu old, %zu new\n",
		    count_lone(before, after), count_lone(after, before));
	return n_worse;
}
