/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * failure: why something did not work, in words for the person who ran it.
 *
 * A function that fails returns a negative errno and leaves here one line that
 * names what failed, where, and what to do.  Only main.c prints it.
 */
#ifndef BASE_FAILURE_H
#define BASE_FAILURE_H

struct failure {
	char text[1024];
};

/*
 * Writes the line made from `format` to `why`, cut to its size.  Returns
 * -`error`, so that a function can fail in one statement.
 */
int failure_set(struct failure *why, int error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Says that memory ran out.  Returns -ENOMEM. */
int failure_memory(struct failure *why);

#endif
