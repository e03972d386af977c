/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/words.h"

#include <string.h>

bool
words_have(const char *words, char separator, const char *word)
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
