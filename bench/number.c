/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/number.h"

#include <errno.h>
#include <stdlib.h>

int
number_parse(const char *name, const char *text, uint64_t least, uint64_t most,
    uint64_t *ret, struct reason *why)
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
number_parse_count(const char *name, const char *text, unsigned least,
    unsigned most, unsigned *ret, struct reason *why)
{
	uint64_t value;
	const int err = number_parse(name, text, least, most, &value, why);

	if (err == 0)
		*ret = (unsigned)value;
	return err;
}
