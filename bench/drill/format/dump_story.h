/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A dump's graph in sentences: who waits for whom, which deadlocks there are
 * and which would have been, and what does not fit together.
 */
#ifndef BENCH_DRILL_FORMAT_DUMP_STORY_H
#define BENCH_DRILL_FORMAT_DUMP_STORY_H

#include "bench/drill/format/dump_graph.h"

#include <stdio.h>

/* Prints all of it. */
void dump_story_tell(const struct dump_graph *graph, FILE *out);

#endif /* BENCH_DRILL_FORMAT_DUMP_STORY_H */
