/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int
text_parse_number(const char *name, const char *text, uint64_t least,
    uint64_t most, uint64_t *ret, struct reason *why)
{
	char *end;
	unsigned long long value;

	errno = 0;
	value = strtoull(text, &end, 10);
	if (errno != 0 || end == text || *end != '\0' || *text == '-' ||
	    value < least || value > most)
		return reason_set(why, -EINVAL,
		    "--%s '%s': not a whole number from %llu to %llu", name,
		    text, (unsigned long long)least, (unsigned long long)most);
	*ret = value;
	return 0;
}

int
text_parse_count(const char *name, const char *text, unsigned least,
    unsigned most, unsigned *ret, struct reason *why)
{
	uint64_t value;
	const int err = text_parse_number(name, text, least, most, &value, why);

	if (err == 0)
		*ret = (unsigned)value;
	return err;
}

int
text_parse_fraction(const char *name, const char *text, double most,
    double *ret, struct reason *why)
{
	char *end;
	double value;

	errno = 0;
	value = strtod(text, &end);
	/* strtod() also takes hexadecimal numbers and words such as "inf". */
	if (errno != 0 || end == text ||
	    text[strspn(text, "0123456789.")] != '\0' || !(value > 0) ||
	    value > most)
		return reason_set(why, -EINVAL,
		    "--%s '%s': not a fraction above 0 and up to %g", name,
		    text, most);
	*ret = value;
	return 0;
}

bool
text_has_word(const char *words, char separator, const char *word)
{
	const size_t length = strlen(word);

	for (;;) {
		const char *end = strchrnul(words, separator);

		if ((size_t)(end - words) == length &&
		    strncmp(words, word, length) == 0)
			return true;
		if (*end == '\0')
			return false;
		words = end + 1;
	}
}
