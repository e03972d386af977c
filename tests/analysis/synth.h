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
#include <stdint.h>
#include <stdio.h>

struct synth {
	const char *row; /* lock/case/threads/placement */
	const char *candidate;
	const char *slow_path;
	uint64_t seed;
	unsigned n_units;
	unsigned n_blocks;
	unsigned n_dropped; /* of each unit's blocks */
	const char *drop_reason;
	double unit_sd;
	double slice_sd;
	double null_effect;
	double cand_effect;
	double planted_effect;
	double hard_per_op;
	bool lacks_null;
	bool lacks_planted;
	bool lacks_count;
};

/* A quiet machine, twelve units, no effect but the planted 2 %. */
extern const struct synth SYNTH_QUIET;

/* The header of raw.csv, and one that lacks no column. */
extern const char SYNTH_HEADER[];

/* Writes the lines of the row `s` of run `run_id`; the header goes before. */
void synth_lines(FILE *out, const struct synth *s, const char *run_id);

/* Writes a whole raw.csv with the one row `s`, and run.json, to `folder`. */
void synth_report(const char *folder, const struct synth *s);

/* A run.json on which nothing is wrong. */
extern const char SYNTH_RUN[];

#endif
