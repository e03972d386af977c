/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/reason.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

int
reason_set(struct reason *why, int err, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(why->text, sizeof(why->text), format, args);
	va_end(args);
	for (char *c = why->text; *c != '\0'; c++)
		if (iscntrl((unsigned char)*c))
			*c = '?';
	return err;
}

int
reason_memory(struct reason *why)
{
	return reason_set(why, -ENOMEM, "out of memory");
}
