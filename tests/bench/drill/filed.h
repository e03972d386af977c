/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A dump as a file in memory, with something in every field that has a check.
 */
#ifndef TESTS_BENCH_DRILL_FILED_H
#define TESTS_BENCH_DRILL_FILED_H

#include "bench/drill/format/dump_read.h"

#include "synth.h"

#include <string.h>

#define FILED_CPUS 3

/* Offsets in the file of fields of the header and of things by number. */
#define IN_HEADER(field)  offsetof(struct dump_header, field)
#define IN_PART(part, of) (IN_HEADER(part) + offsetof(struct dump_part, of))
#define IN_CPU(i, field)                                              \
	(sizeof(struct dump_header) + (i) * sizeof(struct dump_cpu) + \
	    offsetof(struct dump_cpu, field))
#define IN_LOCK(i, field)                                            \
	(IN_CPU(FILED_CPUS, name) + (i) * sizeof(struct dump_lock) + \
	    offsetof(struct dump_lock, field))
#define WORLD_AT (IN_LOCK(WORLD_LOCKS, name) + strlen(SYNTH_CONSOLE))
#define IN_TRAILER(field)                       \
	(WORLD_AT + sizeof(struct world_data) + \
	    offsetof(struct dump_trailer, field))
#define FILE_BYTES (IN_TRAILER(magic) + sizeof(struct dump_trailer))

extern struct synth filed_synth;
extern struct synth_file filed;
extern struct reason filed_why;

/* Makes the file. */
void filed_make(void);

/*
 * Parses the first n_bytes of the file, in memory of exactly that size.
 * Returns what dump_parse() does, and leaves the reason in filed_why.
 */
int filed_parse(size_t n_bytes, struct dump *ret);

#endif /* TESTS_BENCH_DRILL_FILED_H */
