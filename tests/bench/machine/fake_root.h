/* SPDX-License-Identifier: BSD-2-Clause */
/* fake_root: a /proc and a /sys of a test's own, for bench/machine/probe.h. */
#ifndef TESTS_BENCH_MACHINE_FAKE_ROOT_H
#define TESTS_BENCH_MACHINE_FAKE_ROOT_H

/* Writes a file at a path such as "/proc/self/stat", under root. */
__attribute__((format(printf, 3, 4))) void fake_root_put(
    const char *root, const char *text, const char *path, ...);

#endif
