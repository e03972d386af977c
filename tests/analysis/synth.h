/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * synth: reports whose truth is known.
 *
 * A block is a mirrored sequence of one base, one null, one candidate, one
 * planted, one count and one ref arm.  The log of an arm's time is its effect
 * plus an error per unit and arm plus one per slice, all normal and seeded.
 */
#ifndef TESTS_ANALYSIS_SYNTH_H
#define TESTS_ANALYSIS_SYNTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The run_id of the reports, as long as a real one. */
#define SYNTH_RUN_ID "20111107T183000Z-vm-c0ffee1"

/* The lines of a block with all arms. */
#define SYNTH_BLOCK_LINES 12

struct synth_row {
	const char *row; /* lock/case/threads/placement */
	const char *candidate;
	const char *check; /* of the candidate */
	const char *place;
	const char *slow_path;
	uint64_t seed;
	unsigned n_units;
	unsigned n_lost;    /* of the units, the last */
	unsigned n_offsets; /* units take turns at that many offsets */
	unsigned n_blocks;
	unsigned n_dropped; /* of each unit's blocks */
	const char *drop_reason;
	double unit_sd;
	double slice_sd;
	double null_effect;
	double cand_effect;
	double worst_effect; /* of the candidate besides, at the last offset */
	double planted_effect;
	double hard_per_op;
	bool lacks_null;
	bool lacks_planted;
	bool lacks_count;
};

/* A quiet machine, 16 units at 16 offsets, no effect but the planted 2 %. */
extern const struct synth_row SYNTH_QUIET;

/*
 * Writes a whole raw.csv with the `n` rows `rows`, and run.json, to `folder`.
 */
void synth_rows(const char *folder, const struct synth_row *rows, size_t n);

/* The same with the one row `s`. */
void synth_report(const char *folder, const struct synth_row *s);

/* The same to the new folder `name` in `folder`. */
void synth_report_in(
    const char *folder, const char *name, const struct synth_row *s);

/* Returns the next normal variate of mean 0 and variance 1. */
double synth_normal(uint64_t *state);

/* A run.json on which nothing is wrong. */
extern const char SYNTH_RUN[];

#endif
