/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/arm/compiler.h"

#include <stdio.h>
#include <string.h>

/* Copies a text without blanks at its end; one that does not fit is unknown. */
static void
copy_text(const char *text, char *ret_text, size_t bytes)
{
	size_t length = text == NULL ? 0 : strlen(text);

	while (length > 0 && text[length - 1] == ' ')
		length--;
	if (length >= bytes)
		length = 0;
	snprintf(ret_text, bytes, "%.*s", (int)length, length > 0 ? text : "");
}

void
compiler_copy(const struct arm *arm, struct compiler *ret)
{
	/* An older arm ends before these fields. */
	const bool says = arm->abi >= 4;

	copy_text(says ? arm->compiler : NULL, ret->name, sizeof(ret->name));
	copy_text(says ? arm->compiler_version : NULL, ret->version,
	    sizeof(ret->version));
	copy_text(says ? arm->flags : NULL, ret->flags, sizeof(ret->flags));
}

bool
compiler_is_known(const struct compiler *compiler)
{
	return compiler->name[0] != '\0' && compiler->version[0] != '\0' &&
	    compiler->flags[0] != '\0';
}

bool
compiler_is_same(const struct compiler *a, const struct compiler *b)
{
	return compiler_is_known(a) && compiler_is_known(b) &&
	    strcmp(a->name, b->name) == 0 &&
	    strcmp(a->version, b->version) == 0 &&
	    strcmp(a->flags, b->flags) == 0;
}

bool
compiler_differs(const struct compiler *a, const struct compiler *b)
{
	return compiler_is_known(a) && compiler_is_known(b) &&
	    !compiler_is_same(a, b);
}

/* Takes the next of the words that spaces separate; 0 at the end. */
static size_t
next_word(const char **words)
{
	*words += strspn(*words, " ");
	return strcspn(*words, " ");
}

static bool
has_word(const char *words, const char *word, size_t length)
{
	for (size_t n; (n = next_word(&words)) > 0; words += n)
		if (n == length && strncmp(words, word, n) == 0)
			return true;
	return false;
}

void
compiler_name(const struct compiler *compiler, char *ret_text, size_t bytes)
{
	const char *words = compiler->flags;
	const char *level = "";
	int length = 0;

	/* Of several the last counts. */
	for (size_t n; (n = next_word(&words)) > 0; words += n)
		if (n > 2 && strncmp(words, "-O", 2) == 0) {
			level = words;
			length = (int)n;
		}
	if (compiler_is_known(compiler))
		snprintf(ret_text, bytes, "%s %s%s%.*s", compiler->name,
		    compiler->version, length > 0 ? " " : "", length, level);
	else
		snprintf(ret_text, bytes, "unknown");
}

/* Adds the words that only the first has; if there are none, says so. */
static void
add_own(const char *words, const char *others, char *ret_text, size_t bytes)
{
	const size_t begin = strlen(ret_text);

	for (size_t n; (n = next_word(&words)) > 0; words += n) {
		const size_t used = strlen(ret_text);

		if (!has_word(others, words, n))
			snprintf(ret_text + used, bytes - used, "%s%.*s",
			    used > begin ? " " : "", (int)n, words);
	}
	if (strlen(ret_text) == begin)
		snprintf(ret_text + begin, bytes - begin, "none");
}

void
compiler_difference(const struct compiler *a, const struct compiler *b,
    char *ret_text, size_t bytes)
{
	size_t used;

	if (strcmp(a->name, b->name) != 0 ||
	    strcmp(a->version, b->version) != 0) {
		snprintf(ret_text, bytes, "%s %s against %s %s", a->name,
		    a->version, b->name, b->version);
		return;
	}
	snprintf(ret_text, bytes, "%s %s; flags only of the first: ", a->name,
	    a->version);
	add_own(a->flags, b->flags, ret_text, bytes);
	used = strlen(ret_text);
	snprintf(ret_text + used, bytes - used, "; only of the second: ");
	add_own(b->flags, a->flags, ret_text, bytes);
}
