/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Attributes with a meaning for what is measured.  Everything here is a name
 * for the compiler; nothing here is code.
 */
#ifndef LOCKS_ATTR_H
#define LOCKS_ATTR_H

/* A fast path: it belongs into its caller, as in the kernel's production build.
 */
#define ALWAYS_INLINE inline __attribute__((always_inline))

/*
 * The out-of-line rest of a fast path.  Its own section lets the arm's link put
 * every hard path at the same offset modulo 64, whatever code precedes it.
 */
#define HARD_PATH __attribute__((noinline, section(".text.hard")))

/* Seen inside one arm only: reached relative to the program counter. */
#ifndef HIDDEN
#define HIDDEN __attribute__((visibility("hidden")))
#endif

#define likely(x)   __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)

/* A cache line, and the pair of lines that adjacent-line prefetch may fetch. */
#define LINE_BYTES      64
#define LINE_PAIR_BYTES 128

#endif /* LOCKS_ATTR_H */
