/* SPDX-License-Identifier: BSD-2-Clause */
/* claims_check: see claims_check.h. */
#include "analysis/audit/claims_check.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/audit/cost_table.h"

#define CAUSE_BYTES 1024

/* The most disassemblies that are printed; audit.txt has all. */
#define BROKEN_SHOWN 8

#define PATTERN_BYTES 64

/* The most missing lines that are printed; the rest is counted. */
#define MISSING_SHOWN 8

static FILE *
open_beside(const char *path)
{
	const char *slash = strrchr(path, '/');
	const int n = slash == NULL ? 0 : (int)(slash - path) + 1;
	char *text;

	if (asprintf(&text, "%.*saudit.txt", n, path) < 0)
		return NULL;

	FILE *file = fopen(text, "re");
	free(text);
	return file;
}

/*
 * Prints the disassembly called `name` from the audit.txt in the folder of the
 * file at `path`, or says that there is none.
 */
static void
print_disassembly(FILE *out, const char *path, const char *name)
{
	FILE *file = open_beside(path);
	const size_t n = strlen(name);
	char *line = NULL;
	size_t size = 0;
	bool is_shown = false;
	bool is_found = false;

	while (file != NULL && getline(&line, &size, file) > 0) {
		if (line[0] != ' ')
			is_shown =
			    strncmp(line, name, n) == 0 && line[n] == '\n';
		else if (is_shown)
			fprintf(out, "  %s", line);
		is_found |= is_shown;
	}
	if (!is_found)
		fprintf(out, "    audit.txt has no disassembly of it\n");
	free(line);
	if (file != NULL)
		fclose(file);
}

static void
print_broken(FILE *out, const struct audit *audit,
    const struct audit_line *line, const char *cause, bool is_shown)
{
	char name[AUDIT_NAME_BYTES];

	audit_name(line, name, sizeof(name));
	fprintf(out, "\nNOT AS CLAIMED: %s: %s (%s:%lu)\n", name, cause,
	    audit->path, line->number);
	if (is_shown)
		print_disassembly(out, audit->path, name);
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
    const struct claims *claims, struct claims_result *result)
{
	const struct claim *claim = claims_find(claims, line);
	char cause[CAUSE_BYTES] = "no line of the claims file is for it";
	const bool is_held =
	    claim != NULL && claims_hold(claim, line, cause, sizeof(cause));

	if (claim != NULL)
		result->n_lines[claim->kind]++;
	if (is_held)
		return;
	if (claim != NULL && claim->kind != CLAIM_CLAIM &&
	    line->texts[AUDIT_UNCOUNTED][0] != '\0') {
		print_uncounted(out, line);
		result->n_uncounted++;
		return;
	}
	print_broken(out, audit, line, cause, result->n_broken < BROKEN_SHOWN);
	result->n_broken++;
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

/*
 * A search for the lines that a claim names: one alternative of each pattern.
 */
struct claim_search {
	FILE *out;
	const struct audit *audit;
	const struct claims *claims;
	const struct claim *claim;
	char patterns[AUDIT_STATE + 1][PATTERN_BYTES];
	size_t n_missing;
};

static bool
is_there(const struct claim_search *search)
{
	for (size_t i = 0; i < search->audit->n; i++) {
		char *const *texts = search->audit->lines[i].texts;
		size_t j = AUDIT_LOCK;

		while (j <= AUDIT_STATE &&
		    claims_match(search->patterns[j], texts[j]))
			j++;
		if (j > AUDIT_STATE)
			return true;
	}
	return false;
}

static void
look_for_line(struct claim_search *search)
{
	if (is_there(search) || search->n_missing++ >= MISSING_SHOWN)
		return;
	fprintf(search->out,
	    "\nNOT AS CLAIMED: %s:%lu: no line of the audit is "
	    "%s/%s/%s/%s/%s\n",
	    search->claims->path, search->claim->number,
	    search->patterns[AUDIT_LOCK], search->patterns[AUDIT_OP],
	    search->patterns[AUDIT_CHECK], search->patterns[AUDIT_PLACE],
	    search->patterns[AUDIT_STATE]);
}

/* Looks for each combination of alternatives, from `column` on. */
static void
look_for_lines(struct claim_search *search, size_t column)
{
	const char *pattern = search->claim->patterns[column];
	char *one = search->patterns[column];
	const bool has_several = strncmp(pattern, "@(", 2) == 0;

	pattern += has_several ? 2 : 0;
	for (;;) {
		const size_t n =
		    has_several ? strcspn(pattern, "|)") : strlen(pattern);

		snprintf(one, PATTERN_BYTES, "%.*s", (int)n, pattern);
		if (column == AUDIT_STATE)
			look_for_line(search);
		else
			look_for_lines(search, column + 1);
		if (!has_several || pattern[n] != '|')
			return;
		pattern += n + 1;
	}
}

size_t
claims_check_print_missing(
    FILE *out, const struct audit *audit, const struct claims *claims)
{
	struct claim_search search = { out, audit, claims, .n_missing = 0 };
	const struct audit_line *first = &audit->lines[0];

	for (size_t i = 0; i < claims->n; i++) {
		const struct claim *claim = &claims->list[i];

		if (claim->kind == CLAIM_OPEN ||
		    !claims_match(claim->patterns[AUDIT_ARCH],
		        first->texts[AUDIT_ARCH]) ||
		    !claims_match(claim->patterns[AUDIT_COMPILER],
		        first->texts[AUDIT_COMPILER]))
			continue;
		search.claim = claim;
		look_for_lines(&search, AUDIT_LOCK);
	}
	if (search.n_missing > MISSING_SHOWN)
		fprintf(
		    out, "and %zu more\n", search.n_missing - MISSING_SHOWN);
	return search.n_missing;
}

/*
 * Returns the number of lines of the base that were counted, which are traced
 * twice.
 */
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
print_sums(
    FILE *out, const struct audit *audit, const struct claims_result *result)
{
	fprintf(out,
	    "\n%zu lines: %zu claimed, %zu exceptions, %zu costs, %zu of the "
	    "base",
	    audit->n, result->n_lines[CLAIM_CLAIM],
	    result->n_lines[CLAIM_EXCEPTION], result->n_lines[CLAIM_COST],
	    result->n_lines[CLAIM_BASE]);
	fprintf(out, " (%zu traced twice)", count_repeated(audit));
	if (result->n_lines[CLAIM_OPEN] > 0)
		fprintf(out, ", %zu with no rule for this compiler",
		    result->n_lines[CLAIM_OPEN]);
	if (result->n_uncounted > 0)
		fprintf(out, ", %zu not counted", result->n_uncounted);
	fprintf(out, "; %zu not as claimed\n", result->n_broken);
}

struct claims_result
claims_check_print(
    FILE *out, const struct audit *audit, const struct claims *claims)
{
	struct claims_result result = { .n_broken = 0 };

	cost_table_print(out, audit);
	print_exceptions(out, audit, claims);
	for (size_t i = 0; i < audit->n; i++)
		judge_line(out, audit, &audit->lines[i], claims, &result);
	if (result.n_broken > BROKEN_SHOWN)
		fprintf(out,
		    "\nthe disassemblies of the last %zu are in audit.txt "
		    "beside "
		    "%s\n",
		    result.n_broken - BROKEN_SHOWN, audit->path);
	result.n_broken += claims_check_print_missing(out, audit, claims);
	print_sums(out, audit, &result);
	return result;
}
