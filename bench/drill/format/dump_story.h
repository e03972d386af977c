/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Tells a dump's graph in sentences: which CPUs wait for which, which deadlocks
 * there are and would have been, and where words and notes differ.
 */
#ifndef BENCH_DRILL_FORMAT_DUMP_STORY_H
#define BENCH_DRILL_FORMAT_DUMP_STORY_H

#include "bench/drill/format/dump_graph.h"

#include <stdio.h>

/* Prints all of it. */
void dump_story_tell(const struct dump_graph *graph, FILE *out);

#endif /* BENCH_DRILL_FORMAT_DUMP_STORY_H */
