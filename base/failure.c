/* SPDX-License-Identifier: BSD-2-Clause */
/* failure: see failure.h. */
#include "base/failure.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

int
failure_set(struct failure *why, int error, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(why->text, sizeof(why->text), format, args);
	va_end(args);
	return -error;
}

int
failure_memory(struct failure *why)
{
	return failure_set(why, ENOMEM, "out of memory");
}
