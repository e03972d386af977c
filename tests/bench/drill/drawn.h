/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A dump that is set up in a test, and its graph.
 */
#ifndef TESTS_BENCH_DRILL_DRAWN_H
#define TESTS_BENCH_DRILL_DRAWN_H

#include "bench/drill/format/dump_graph.h"

#include "synth.h"

extern struct synth drawn_synth;
extern struct dump drawn_dump;
extern struct dump_graph drawn_graph;

/*
 * Makes the dump and the graph of what was set up; fails the test if it cannot.
 */
void drawn_draw(void);

/* For cmocka: five CPUs to begin with, and an end. */
int drawn_begin(void **state);
int drawn_end(void **state);

#endif /* TESTS_BENCH_DRILL_DRAWN_H */
