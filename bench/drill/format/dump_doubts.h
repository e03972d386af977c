/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where the word of a lock and what CPUs noted of it do not say the same: one
 * of the two was written by nobody who should, or somebody was on the way.
 */
#ifndef BENCH_DRILL_FORMAT_DUMP_DOUBTS_H
#define BENCH_DRILL_FORMAT_DUMP_DOUBTS_H

#include "bench/drill/format/dump_graph.h"

/* Fills in the doubts of *graph, the locks and wishes of which are read. */
void dump_doubts_find(struct dump_graph *graph);

#endif /* BENCH_DRILL_FORMAT_DUMP_DOUBTS_H */
