/* SPDX-License-Identifier: BSD-2-Clause */
/* coverage: see coverage.h. */
#include "analysis/audit/coverage.h"

#include <stdbool.h>
#include <string.h>

#define PATTERN_BYTES 64

/* Shown; the rest is counted. */
#define SHOWN_MAX 8

/* One alternative of each pattern of a claim. */
struct search {
	FILE *out;
	const struct audit *audit;
	const struct claims *claims;
	const struct claim *claim;
	char patterns[AUDIT_STATE + 1][PATTERN_BYTES];
	size_t n_missing;
};

static bool
is_there(const struct search *search)
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
look(struct search *search)
{
	if (is_there(search) || search->n_missing++ >= SHOWN_MAX)
		return;
	fprintf(search->out,
	    "\nNOT AS CLAIMED: %s:%lu: no line of the audit is "
	    "%s/%s/%s/%s/%s\n",
	    search->claims->path, search->claim->number,
	    search->patterns[AUDIT_LOCK], search->patterns[AUDIT_OP],
	    search->patterns[AUDIT_CHECK], search->patterns[AUDIT_PLACE],
	    search->patterns[AUDIT_STATE]);
}

/* Looks for every combination of alternatives from this column on. */
static void
look_from(struct search *search, size_t column)
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
			look(search);
		else
			look_from(search, column + 1);
		if (!has_several || pattern[n] != '|')
			return;
		pattern += n + 1;
	}
}

size_t
coverage_print(
    FILE *out, const struct audit *audit, const struct claims *claims)
{
	struct search search = { out, audit, claims, .n_missing = 0 };
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
		look_from(&search, AUDIT_LOCK);
	}
	if (search.n_missing > SHOWN_MAX)
		fprintf(out, "and %zu more\n", search.n_missing - SHOWN_MAX);
	return search.n_missing;
}
