/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Prints a dump for people: which CPU panicked, what each CPU did, what the
 * locks say, which CPUs waited for which, the deadlock that there would have
 * been without faking, and whether the world is sound.
 */
#ifndef BENCH_DRILL_FORMAT_DUMP_SHOW_H
#define BENCH_DRILL_FORMAT_DUMP_SHOW_H

#include "bench/drill/format/dump_read.h"

#include <stdio.h>

/* Prints all of *dump to out, in printable ASCII and lines of 100 columns. */
void dump_show(const struct dump *dump, FILE *out);

#endif /* BENCH_DRILL_FORMAT_DUMP_SHOW_H */
