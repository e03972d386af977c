/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads what the kernel tells of itself in /proc and /sys; nothing else here
 * does.  `root` is put before each path: "" for this machine; a test gives a
 * folder with files of its own.
 */
#ifndef BENCH_MACHINE_PROBE_H
#define BENCH_MACHINE_PROBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define PROBE_PATH_BYTES 4096
#define PROBE_LINE_BYTES 1024

/* Opens a file, or returns NULL. */
__attribute__((format(printf, 2, 3))) FILE *probe_open(
    const char *root, const char *path, ...);

/*
 * Reads the first line of a file, without its newline, cut to PROBE_LINE_BYTES.
 * Returns false, with nothing written, if the file is missing or empty.
 */
__attribute__((format(printf, 3, 4))) bool probe_line(
    const char *root, char ret_line[PROBE_LINE_BYTES], const char *path, ...);

/* Does the same for a whole number; returns false also for another text. */
__attribute__((format(printf, 3, 4))) bool probe_number(
    const char *root, int64_t *ret, const char *path, ...);

/*
 * Finds the number that follows a key in a file of lines such as "nr_throttled
 * 12".  Returns false, with nothing written, if there is none.
 */
__attribute__((format(printf, 4, 5))) bool probe_key(
    const char *root, const char *key, int64_t *ret, const char *path, ...);

#endif /* BENCH_MACHINE_PROBE_H */
