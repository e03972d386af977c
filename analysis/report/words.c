/* SPDX-License-Identifier: BSD-2-Clause */
/* words: see words.h. */
#include "analysis/report/words.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Skips to the next word and returns its length, 0 at the end. */
static size_t
next(const char **words)
{
	*words += strspn(*words, " ");
	return strcspn(*words, " ");
}

static bool
has(const char *words, const char *word, size_t len)
{
	for (size_t n; (n = next(&words)) > 0; words += n) {
		if (n == len && strncmp(words, word, n) == 0)
			return true;
	}
	return false;
}

void
words_own(const char *words, const char *others, char *ret_own, size_t size)
{
	size_t used = 0;

	for (size_t n; (n = next(&words)) > 0; words += n) {
		if (has(others, words, n))
			continue;
		snprintf(ret_own + used, size - used, "%s%.*s",
		    used > 0 ? " " : "", (int)n, words);
		used = strlen(ret_own);
	}
	if (used == 0)
		snprintf(ret_own, size, "none");
}
