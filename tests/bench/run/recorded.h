/* SPDX-License-Identifier: BSD-2-Clause */
/* recorded: a record in a folder of its own, and units of one block for it. */
#ifndef TESTS_BENCH_RUN_RECORDED_H
#define TESTS_BENCH_RUN_RECORDED_H

#include "bench/run/record.h"

#define RECORDED_ARMS   2
#define RECORDED_SLICES (2 * RECORDED_ARMS)

/* What is written, which a test may change before. */
extern struct plan_row recorded_row;
extern struct slice recorded_slices[RECORDED_SLICES];

/* What it is written to: NULL after it was closed. */
extern struct record *recorded;
extern struct reason recorded_why;

/* cmocka's: *state is the folder. */
int recorded_set_up(void **state);
int recorded_tear_down(void **state);

/* Writes a unit of one block.  Returns as record_end_unit(). */
int recorded_write(unsigned block);

/* Reads raw.csv.gz, which must be whole; the text is to be freed. */
char *recorded_read(const char *folder);

/* Writes block 9 as a unit, and reads all. */
char *recorded_write_one(void **state);

#endif /* TESTS_BENCH_RUN_RECORDED_H */
