/* SPDX-License-Identifier: BSD-2-Clause */
/* looks: see looks.h. */
#include "analysis/verdict/looks.h"

#include <stdint.h>

/* Reads digits; `text` is left at what follows.  Returns 0 if it is none. */
static size_t
parse_count(const char **text)
{
	size_t count = 0;

	for (; **text >= '0' && **text <= '9'; (*text)++) {
		const size_t digit = (size_t)(**text - '0');

		if (count > (SIZE_MAX - digit) / 10)
			return 0;
		count = 10 * count + digit;
	}
	return count;
}

bool
looks_parse(const char *text, struct looks *ret_looks)
{
	struct looks looks = { 0 };

	for (;;) {
		const size_t count = parse_count(&text);

		if (looks.n == LOOKS_MOST || count <= looks_last(&looks))
			return false;
		looks.at[looks.n++] = count;
		if (*text != ';')
			break;
		text++;
	}
	if (*text != '\0')
		return false;
	*ret_looks = looks;
	return true;
}

size_t
looks_reached(const struct looks *looks, size_t n_units)
{
	size_t n = 0;

	while (n < looks->n && looks->at[n] <= n_units)
		n++;
	return n;
}

size_t
looks_last(const struct looks *looks)
{
	return looks->n > 0 ? looks->at[looks->n - 1] : 0;
}
