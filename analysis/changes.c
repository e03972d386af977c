/* SPDX-License-Identifier: BSD-2-Clause */
/* changes: see changes.h. */
#include "analysis/changes.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Each count may change, and the fast path. */
#define CHANGES_PER_LINE (N_AUDIT_COUNTS + 1)

static void
add_counts(struct changes *changes, const struct audit_line *before,
    const struct audit_line *after)
{
	for (size_t i = 0; i < N_AUDIT_COUNTS; i++) {
		const uint64_t old = before->counts[1][i];
		const uint64_t new = after->counts[1][i];
		struct change *change = &changes->list[changes->n];

		if (old == new)
			continue;
		*change = (struct change){
			.line = after,
			.what = audit_count_name((enum audit_count)i),
			.is_worse = new > old,
		};
		snprintf(
		    change->before, sizeof(change->before), "%" PRIu64, old);
		snprintf(change->after, sizeof(change->after), "%" PRIu64, new);
		changes->n++;
	}
}

static void
add_fast_path(struct changes *changes, const struct audit_line *before,
    const struct audit_line *after)
{
	const char *old = before->texts[AUDIT_FAST_PATH];
	const char *new = after->texts[AUDIT_FAST_PATH];
	struct change *change = &changes->list[changes->n];

	if (strcmp(old, new) == 0)
		return;
	*change = (struct change){
		.line = after,
		.what = "fast path",
		.is_worse = strcmp(new, "differs") == 0,
	};
	snprintf(change->before, sizeof(change->before), "%s", old);
	snprintf(change->after, sizeof(change->after), "%s", new);
	changes->n++;
}

static void
add_line(struct changes *changes, const struct audit_line *before,
    const struct audit_line *after)
{
	bool is_worse = false;
	size_t i = changes->n;

	if (after->is_code)
		add_fast_path(changes, before, after);
	else
		add_counts(changes, before, after);
	for (; i < changes->n; i++)
		is_worse |= changes->list[i].is_worse;
	changes->n_worse += is_worse;
	changes->n_lines++;
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

bool
changes_are_possible(
    const struct audit *before, const struct audit *after, FILE *warnings)
{
	return have_same(before, after, AUDIT_ARCH, warnings) &&
	    have_same(before, after, AUDIT_COMPILER, warnings);
}

static size_t
count_lone(const struct audit *audit, const struct audit *others)
{
	size_t n = 0;

	for (size_t i = 0; i < audit->n; i++)
		n += audit_find(others, &audit->lines[i]) == NULL;
	return n;
}

int
changes_find(const struct audit *before, const struct audit *after,
    FILE *warnings, struct changes *ret_changes, struct failure *why)
{
	struct changes changes = { 0 };

	changes.list =
	    calloc(after->n * CHANGES_PER_LINE + 1, sizeof(*changes.list));
	if (changes.list == NULL)
		return failure_memory(why);
	for (size_t i = 0; i < after->n; i++) {
		const struct audit_line *old =
		    audit_find(before, &after->lines[i]);

		if (old != NULL)
			add_line(&changes, old, &after->lines[i]);
	}
	if (changes.n_lines < after->n || changes.n_lines < before->n)
		fprintf(warnings,
		    "warning: lines of only one audit: %zu old, %zu new\n",
		    count_lone(before, after), count_lone(after, before));
	*ret_changes = changes;
	return 0;
}

void
changes_fini(struct changes *changes)
{
	free(changes->list);
}
