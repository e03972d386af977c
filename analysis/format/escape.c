/* SPDX-License-Identifier: BSD-2-Clause */
/* escape: see escape.h. */
#include "analysis/format/escape.h"

#include <stddef.h>

#define REPLACEMENT "\xef\xbf\xbd"

/*
 * Returns the length of the first character of `text` in bytes; 0 if it is no
 * character that may be printed.
 */
static size_t
character_len(const char *text)
{
	const unsigned char *p = (const unsigned char *)text;
	const size_t n = p[0] < 0x80 ? 1
	    : p[0] < 0xe0            ? 2
	    : p[0] < 0xf0            ? 3
	                             : 4;

	if (p[0] < 0x20 || p[0] == 0x7f || (p[0] >= 0x80 && p[0] < 0xc2) ||
	    p[0] > 0xf4)
		return 0;
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	}
	/* An overlong form, a surrogate, or a code point beyond the last. */
	if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) ||
	    (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
		return 0;
	/* Control characters beyond ASCII, and characters that XML forbids. */
	if ((p[0] == 0xc2 && p[1] < 0xa0) ||
	    (p[0] == 0xef && p[1] == 0xbf && p[2] > 0xbd))
		return 0;
	return n;
}

const char *
escape_markup(char character)
{
	switch (character) {
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '&':
		return "&amp;";
	default:
		return NULL;
	}
}

void
escape_put(FILE *out, const char *text, escape_rule *rule)
{
	while (*text != '\0') {
		const size_t n = character_len(text);
		const char *other = n == 1 && rule != NULL ? rule(*text) : NULL;

		if (n == 0)
			fputs(REPLACEMENT, out);
		else if (other != NULL)
			fputs(other, out);
		else
			fwrite(text, 1, n, out);
		text += n > 0 ? n : 1;
	}
}
