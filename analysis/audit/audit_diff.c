/* SPDX-License-Identifier: BSD-2-Clause */
/* audit_diff: see audit_diff.h. */
#include "analysis/audit/audit_diff.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/report/differences.h"
#include "base/formats/words.h"

/* A line can differ in each count, in the branch and in the ending. */
#define CHANGES_PER_LINE (N_AUDIT_COUNTS + 2)

/*
 * Returns the index of `text` in a list of words from the best to the worst.  A
 * text that is no word of the list is worse than all.
 */
static size_t
rank_word(const struct word_list *list, const char *text)
{
	const int i = word_find(list, text);

	return i >= 0 ? (size_t)i : list->n;
}

/* Adds `change` if the numbers differ. */
static void
add_number(struct audit_diff *diff, struct audit_change change, uint64_t old,
    uint64_t new)
{
	if (old == new)
		return;
	snprintf(change.before, sizeof(change.before), "%" PRIu64, old);
	snprintf(change.after, sizeof(change.after), "%" PRIu64, new);
	change.is_number = true;
	diff->list[diff->n++] = change;
}

static void
add_counts(struct audit_diff *diff, const struct audit_line *before,
    const struct audit_line *after)
{
	for (size_t i = 0; i < N_AUDIT_COUNTS; i++) {
		const uint64_t old = before->counts[1][i];
		const uint64_t new = after->counts[1][i];

		add_number(diff,
		    (struct audit_change){
		        .line = after,
		        .what = audit_count_name((enum audit_count)i),
		        .word = new > old ? "REGRESSION" : "fewer",
		        .is_worse = new > old,
		    },
		    old, new);
	}
}

static void
add_bytes(struct audit_diff *diff, const struct audit_line *line,
    const char *what, const uint64_t old[2], const uint64_t new[2])
{
	add_number(diff,
	    (struct audit_change){
	        .line = line,
	        .what = what,
	        .word = new[1] > old[1] ? "bigger" : "smaller",
	    },
	    old[1], new[1]);
}

static void
add_text(struct audit_diff *diff, const struct audit_line *before,
    const struct audit_line *after, enum audit_text text,
    const struct word_list *list)
{
	static const char *const WHATS[] = {
		[AUDIT_BRANCH] = "branch",
		[AUDIT_ENDING] = "ending",
		[AUDIT_FAST_PATH] = "fast path",
	};
	const char *old = before->texts[text];
	const char *new = after->texts[text];
	const bool is_worse = rank_word(list, new) > rank_word(list, old);
	struct audit_change *change = &diff->list[diff->n];

	if (strcmp(old, new) == 0)
		return;
	*change = (struct audit_change){
		.line = after,
		.what = WHATS[text],
		.word = is_worse ? "REGRESSION" : "now",
		.is_worse = is_worse,
	};
	snprintf(change->before, sizeof(change->before), "%s",
	    old[0] == '\0' ? "none" : old);
	snprintf(change->after, sizeof(change->after), "%s",
	    new[0] == '\0' ? "none" : new);
	diff->n++;
}

static void
add_line(struct audit_diff *diff, const struct audit_line *before,
    const struct audit_line *after)
{
	bool is_worse = false;
	size_t i = diff->n;

	if (after->is_code) {
		add_text(
		    diff, before, after, AUDIT_FAST_PATH, &words_fast_path);
		add_bytes(diff, after, "fast path's bytes", before->fast_bytes,
		    after->fast_bytes);
		add_bytes(diff, after, "hard path's bytes", before->hard_bytes,
		    after->hard_bytes);
	} else {
		add_counts(diff, before, after);
		add_text(diff, before, after, AUDIT_BRANCH, &words_branch);
		add_text(diff, before, after, AUDIT_ENDING, &words_ending);
	}
	for (; i < diff->n; i++)
		is_worse |= diff->list[i].is_worse;
	diff->n_worse += is_worse;
	diff->n_lines++;
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

/*
 * Returns whether the compiler had the same flags.  Flags that are not known
 * count as the same.
 */
static bool
have_same_flags(
    const struct audit *before, const struct audit *after, FILE *warnings)
{
	const char *old = before->lines[0].texts[AUDIT_FLAGS];
	const char *new = after->lines[0].texts[AUDIT_FLAGS];
	char only_old[512];
	char only_new[512];

	if (old[0] == '\0' || new[0] == '\0') {
		fputs("warning: an audit does not say with which flags its "
		      "arms were made: it is compared as if with the same\n",
		    warnings);
		return true;
	}
	if (strcmp(old, new) == 0)
		return true;
	differences_in_words(old, new, only_old, sizeof(only_old));
	differences_in_words(new, old, only_new, sizeof(only_new));
	fprintf(warnings,
	    "warning: the audits are of arms with other flags (only old: %s, "
	    "only new: %s): not compared\n",
	    only_old, only_new);
	return false;
}

bool
audit_diff_is_possible(
    const struct audit *before, const struct audit *after, FILE *warnings)
{
	return have_same(before, after, AUDIT_ARCH, warnings) &&
	    have_same(before, after, AUDIT_COMPILER, warnings) &&
	    have_same_flags(before, after, warnings);
}

/* Returns whether both lines were counted, with the same compiler and flags. */
static bool
are_comparable(const struct audit_line *before, const struct audit_line *after)
{
	if (after == NULL || before->texts[AUDIT_UNCOUNTED][0] != '\0' ||
	    after->texts[AUDIT_UNCOUNTED][0] != '\0')
		return false;
	return strcmp(before->texts[AUDIT_COMPILER],
	           after->texts[AUDIT_COMPILER]) == 0 &&
	    (before->texts[AUDIT_FLAGS][0] == '\0' ||
	        after->texts[AUDIT_FLAGS][0] == '\0' ||
	        strcmp(before->texts[AUDIT_FLAGS], after->texts[AUDIT_FLAGS]) ==
	            0);
}

static void
warn_of_lone(const struct audit *before, const struct audit *after,
    size_t n_compared, FILE *warnings)
{
	size_t n_new = 0;

	for (size_t i = 0; i < after->n; i++)
		n_new += audit_find(before, &after->lines[i]) == NULL;
	if (n_new > 0)
		fprintf(warnings, "warning: %zu lines are new: not compared\n",
		    n_new);
	if (n_compared < before->n)
		fprintf(warnings,
		    "warning: %zu lines of the old audit have nothing to be "
		    "compared with\n",
		    before->n - n_compared);
}

int
audit_diff_make(const struct audit *before, const struct audit *after,
    FILE *warnings, struct audit_diff *ret_diff, struct reason *why)
{
	struct audit_diff diff = { 0 };

	diff.list =
	    calloc(before->n * CHANGES_PER_LINE + 1, sizeof(*diff.list));
	if (diff.list == NULL)
		return reason_memory(why);
	for (size_t i = 0; i < before->n; i++) {
		const struct audit_line *old = &before->lines[i];
		const struct audit_line *new = audit_find(after, old);

		if (are_comparable(old, new))
			add_line(&diff, old, new);
	}
	warn_of_lone(before, after, diff.n_lines, warnings);
	*ret_diff = diff;
	return 0;
}

void
audit_diff_print(FILE *out, const struct audit_diff *diff)
{
	fputs("\naudits, new against old:\n", out);
	for (size_t i = 0; i < diff->n; i++) {
		const struct audit_change *c = &diff->list[i];
		char name[AUDIT_NAME_BYTES];

		audit_name(c->line, name, sizeof(name));
		fprintf(out, "  %-10s %s: %s %s -> %s\n", c->word, name,
		    c->what, c->before, c->after);
	}
	fprintf(out, "  %zu lines compared, %zu with more\n", diff->n_lines,
	    diff->n_worse);
}

void
audit_diff_fini(struct audit_diff *diff)
{
	free(diff->list);
}
