/* SPDX-License-Identifier: BSD-2-Clause */
/* What is read out of short texts: numbers of options, words of lists. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/reason.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Reads text, the value of the option --name, as a whole number from least to
 * most.  Returns 0, or -EINVAL with the reason.
 */
int text_parse_number(const char *name, const char *text, uint64_t least,
    uint64_t most, uint64_t *ret, struct reason *why);

/* Does the same for an unsigned. */
int text_parse_count(const char *name, const char *text, unsigned least,
    unsigned most, unsigned *ret, struct reason *why);

/* Does the same for a decimal fraction above 0 and at most most. */
int text_parse_fraction(const char *name, const char *text, double most,
    double *ret, struct reason *why);

/* Whether word is one of the words, which are separated by separator. */
bool text_has_word(const char *words, char separator, const char *word);

/* What ends the name of n things in a message: "s", or nothing for one. */
static inline const char *
text_plural(unsigned n)
{
	return n == 1 ? "" : "s";
}

#endif /* BASE_TEXT_H */
