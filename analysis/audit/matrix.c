/* SPDX-License-Identifier: BSD-2-Clause */
/* matrix: see matrix.h. */
#include "analysis/audit/matrix.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/audit/claims_check.h"

#define CAUSE_BYTES 1024

/* The claimed lines of an arm, added up, with one compiler. */
struct matrix_entry {
	size_t n_claimed;
	size_t n_exceptions;
	size_t n_broken;
	int64_t instructions;
	int64_t loads;
};

/* Returns whether the hard path of this arm is claimed to be free. */
static bool
is_claimed_arm(const struct audit_line *line)
{
	const char *check = line->texts[AUDIT_CHECK];

	return strcmp(line->texts[AUDIT_PLACE], "hard") == 0 &&
	    (strcmp(check, "global") == 0 || strcmp(check, "td") == 0);
}

static bool
is_claimed(const struct claim *claim)
{
	return claim != NULL &&
	    (claim->kind == CLAIM_CLAIM || claim->kind == CLAIM_EXCEPTION);
}

static void
add_line(struct matrix_entry *entry, const struct audit_line *line,
    const struct claim *claim)
{
	const int64_t instructions = audit_difference(line, AUDIT_INSTRUCTIONS);
	const int64_t loads = audit_difference(line, AUDIT_LOADS);
	char cause[CAUSE_BYTES];

	if (!is_claimed(claim))
		return;
	entry->n_claimed++;
	entry->n_exceptions += claim->kind == CLAIM_EXCEPTION;
	entry->n_broken += !claims_hold(claim, line, cause, sizeof(cause));
	if (instructions > entry->instructions)
		entry->instructions = instructions;
	if (loads > entry->loads)
		entry->loads = loads;
}

static void
print_entry(FILE *out, const struct audit *audit, const struct audit_line *of,
    const struct claims *claims)
{
	struct matrix_entry entry = { .n_claimed = 0 };
	char text[64];
	int used;

	for (size_t i = 0; i < audit->n; i++) {
		const struct audit_line *line = &audit->lines[i];

		if (audit_is_same_arm(line, of))
			add_line(&entry, line, claims_find(claims, line));
	}
	used = snprintf(text, sizeof(text), "%+" PRId64 " %+" PRId64,
	    entry.instructions, entry.loads);
	if (entry.n_broken + entry.n_exceptions > 0)
		snprintf(text + used, sizeof(text) - (size_t)used,
		    ", not %zu of %zu", entry.n_broken + entry.n_exceptions,
		    entry.n_claimed);
	fprintf(out, " %-22s", text);
}

static size_t
print_broken(FILE *out, const struct audit *audit, const struct claims *claims)
{
	size_t n_broken = 0;

	for (size_t i = 0; i < audit->n; i++) {
		const struct audit_line *line = &audit->lines[i];
		const struct claim *claim = claims_find(claims, line);
		char cause[CAUSE_BYTES];
		char name[AUDIT_NAME_BYTES];

		if (!is_claimed(claim) ||
		    claims_hold(claim, line, cause, sizeof(cause)))
			continue;
		audit_name(line, name, sizeof(name));
		fprintf(out, "%s: %s: %.*s\n", line->texts[AUDIT_COMPILER],
		    name, (int)strcspn(cause, ";"), cause);
		n_broken++;
	}
	return n_broken;
}

size_t
matrix_print(FILE *out, const struct audit *audits, size_t n,
    const struct claims *claims)
{
	const struct audit_line *last = NULL;
	size_t n_broken = 0;

	fprintf(out,
	    "instructions and loads that the check adds at most, where "
	    "it is claimed to be one load\nand its branch, and "
	    "nothing on the fast path\n%-24s",
	    "arm");
	for (size_t i = 0; i < n; i++)
		fprintf(
		    out, " %-22s", audits[i].lines[0].texts[AUDIT_COMPILER]);
	putc('\n', out);
	for (size_t i = 0; i < audits[0].n; i++) {
		const struct audit_line *line = &audits[0].lines[i];
		char name[64];

		if (!is_claimed_arm(line) ||
		    (last != NULL && audit_is_same_arm(line, last)))
			continue;
		last = line;
		snprintf(name, sizeof(name), "%s-%s-%s",
		    line->texts[AUDIT_LOCK], line->texts[AUDIT_CHECK],
		    line->texts[AUDIT_PLACE]);
		fprintf(out, "%-24s", name);
		for (size_t j = 0; j < n; j++)
			print_entry(out, &audits[j], line, claims);
		putc('\n', out);
	}
	putc('\n', out);
	for (size_t i = 0; i < n; i++)
		n_broken += print_broken(out, &audits[i], claims) +
		    claims_check_print_missing(out, &audits[i], claims);
	fprintf(out, "%zu claimed lines are not as claimed\n", n_broken);
	return n_broken;
}
