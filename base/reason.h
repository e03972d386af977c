/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Why something failed, in words for a user: what, where, and what to do.  The
 * function that fails first fills it; only main prints it.
 */
#ifndef BASE_REASON_H
#define BASE_REASON_H

#define REASON_BYTES 1024

#ifdef __cplusplus
extern "C" {
#endif

struct reason {
	char text[REASON_BYTES]; /* one line, no newline; empty if unset */
};

/*
 * Writes the formatted text into *why, cut off where it does not fit.  Writes a
 * question mark for each control character, which a user's words may have.
 * Returns err, so that failing is one statement:
 *
 *	return reason_set(why, -EINVAL, ...);
 */
__attribute__((format(printf, 3, 4))) int reason_set(
    struct reason *why, int err, const char *format, ...);

/* Says that memory ran out.  Returns -ENOMEM. */
int reason_memory(struct reason *why);

#ifdef __cplusplus
}
#endif

#endif /* BASE_REASON_H */
