/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Makes sound dumps, with some CPUs at free locks over a sound world.  A test
 * changes them before they are laid out as a file.
 */
#ifndef TESTS_BENCH_DRILL_SYNTH_H
#define TESTS_BENCH_DRILL_SYNTH_H

#include "bench/drill/format/dump.h"
#include "bench/drill/format/world_data.h"

#include <stddef.h>
#include <stdint.h>

#define SYNTH_CPUS    8
#define SYNTH_CONSOLE "panic: the drill\nstopping CPUs\n"

/* Room for any file that is laid out here. */
#define SYNTH_BYTES                                          \
	(sizeof(struct dump_header) + sizeof(struct synth) + \
	    sizeof(SYNTH_CONSOLE))

/*
 * The content of a dump, without the parts of its header and its sums, which
 * synth_write() adds.
 */
struct synth {
	struct dump_header header;
	struct dump_cpu cpus[SYNTH_CPUS];
	struct dump_lock locks[WORLD_LOCKS];
	struct world_data world;
	struct dump_trailer trailer;
};

/* A file. */
struct synth_file {
	size_t n_bytes;
	_Alignas(8) unsigned char bytes[SYNTH_BYTES];
};

/* Makes a sound world, of which half of the nodes are in the table. */
void synth_world(struct world_data *ret);

/*
 * Makes *ret a dump of n_cpus, the first of which panicked; the others stopped.
 */
void synth_init(struct synth *ret, uint32_t n_cpus);

/* The thread of a CPU, as the words of locks name it. */
uint64_t synth_thread(uint32_t cpu);

/*
 * Notes that cpu has lock, and says so in the word.  A lock is shared if its
 * kind can be and mode says so.
 */
void synth_hold(
    struct synth *synth, uint32_t cpu, uint32_t lock, enum dump_mode mode);

/* Notes that cpu asks for lock. */
void synth_want(
    struct synth *synth, uint32_t cpu, uint32_t lock, enum dump_mode mode);

/* The same, and that it sleeps in the lock's queue. */
void synth_queue(
    struct synth *synth, uint32_t cpu, uint32_t lock, enum dump_mode mode);

/* Lays *synth out as a file, with parts and sums as they must be. */
void synth_write(const struct synth *synth, struct synth_file *ret);

/*
 * Makes the sums of a file right, as far as there are places for them: any
 * bytes will do.
 */
void synth_sum(unsigned char *bytes, size_t n_bytes);

#endif /* TESTS_BENCH_DRILL_SYNTH_H */
