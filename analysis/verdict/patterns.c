/* SPDX-License-Identifier: BSD-2-Clause */
/* patterns: see patterns.h. */
#include "analysis/verdict/patterns.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool
patterns_match(const char *pattern, const char *text)
{
	return fnmatch(pattern, text, FNM_EXTMATCH) == 0;
}

/* Returns the bracket that closes the one at or behind `open`, or NULL. */
static const char *
find_close(const char *open)
{
	size_t depth = 0;

	for (const char *p = open; *p != '\0'; p++) {
		depth += *p == '(';
		depth -= *p == ')';
		if (*p == ')' && depth == 0)
			return p;
	}
	return NULL;
}

static int
add_alternative(struct alternatives *all, char *text)
{
	char **list;

	if (text == NULL)
		return -ENOMEM;
	list = reallocarray(all->list, all->n + 1, sizeof(*list));
	if (list == NULL) {
		free(text);
		return -ENOMEM;
	}
	all->list = list;
	list[all->n++] = text;
	return 0;
}

/* Returns the end of the alternative at `p`: its bar, or `close`. */
static const char *
find_bar(const char *p, const char *close)
{
	size_t depth = 0;

	for (; p < close; p++) {
		depth += *p == '(';
		depth -= *p == ')';
		if (*p == '|' && depth == 0)
			return p;
	}
	return close;
}

int
patterns_split(const char *pattern, struct alternatives *ret_all)
{
	const char *open = strstr(pattern, "@(");
	const char *close = open != NULL ? find_close(open) : NULL;
	int rc = 0;

	if (close == NULL)
		return add_alternative(ret_all, strdup(pattern));
	for (const char *p = open + 2; rc == 0 && p <= close;) {
		const char *end = find_bar(p, close);
		char *one;

		if (asprintf(&one, "%.*s%.*s%s", (int)(open - pattern), pattern,
		        (int)(end - p), p, close + 1) < 0)
			return -ENOMEM;
		rc = patterns_split(one, ret_all);
		free(one);
		p = end + 1;
	}
	return rc;
}

void
patterns_fini(struct alternatives *all)
{
	for (size_t i = 0; i < all->n; i++)
		free(all->list[i]);
	free(all->list);
}

/*
 * If '*' is the only special character of the wide pattern, then only a '*' can
 * match, as text, a special character of the narrow one.  That '*' also matches
 * whatever the special character stands for.
 */
bool
patterns_cover(const char *wide, const char *narrow)
{
	if (strcmp(wide, narrow) == 0)
		return true;
	if (strpbrk(narrow, "*?[(\\") == NULL)
		return patterns_match(wide, narrow);
	return strpbrk(wide, "?[(\\") == NULL && patterns_match(wide, narrow);
}

bool
patterns_part(const char *pattern, size_t i, char *ret_part, size_t size)
{
	size_t depth = 0;
	size_t n = 0;

	for (; *pattern != '\0'; pattern++) {
		depth += *pattern == '(';
		depth -= *pattern == ')' && depth > 0;
		if (*pattern == '/' && depth == 0) {
			if (i-- == 0)
				break;
			continue;
		}
		if (i == 0 && n + 1 < size)
			ret_part[n++] = *pattern;
		else if (i == 0)
			return false;
	}
	ret_part[n] = '\0';
	return n > 0;
}
