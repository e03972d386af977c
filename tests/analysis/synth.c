/* SPDX-License-Identifier: BSD-2-Clause */
/* synth: see synth.h. */
#include "tests/analysis/synth.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "tests/analysis/row_text.h"
#include "tests/lib/scratch.h"

#define OPS     10000
#define BASE_NS 20.0

const struct synth_row SYNTH_QUIET = {
	.row = "mtx/contended/2/same-l3",
	.candidate = "mtx-global-hard",
	.check = "global",
	.place = "hard",
	.slow_path = "every",
	.seed = 1,
	.n_units = 16,
	.n_offsets = 16,
	.n_blocks = 9,
	.drop_reason = "preempted",
	.unit_sd = 0.001,
	.slice_sd = 0.001,
	.planted_effect = 0.02,
	.hard_per_op = 1,
};

const char SYNTH_RUN[] =
    "{\"run_id\": \"" SYNTH_RUN_ID "\", \"host\": \"h\", \"kernel\": \"6.1\", "
    "\"commit\": \"c\", \"machine\": {\"cpu_model\": \"Model A\"}, "
    "\"toolchain\": {\"compiler\": \"gcc 12\", \"flags\": \"-O2\"}, "
    "\"clock\": {\"quantum_ns\": 20}, \"environment\": [{\"name\": "
    "\"governor\", \"value\": \"x\", \"status\": \"warn\", \"advice\": "
    "\"y\"}], "
    "\"complete\": true}\n";

struct synth_arm {
	const char *name;
	const char *check;
	const char *place;
	const char *role;
	double effect;
	bool is_left_out;
};

#define N_ARMS (SYNTH_BLOCK_LINES / 2)

/* splitmix64, by Sebastiano Vigna: any seed will do. */
static uint64_t
next_random(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

/* By Box and Muller. */
double
synth_normal(uint64_t *state)
{
	const double u = ((double)(next_random(state) >> 11) + 0.5) * 0x1p-53;
	const double v = (double)(next_random(state) >> 11) * 0x1p-53;

	return sqrt(-2 * log(u)) * cos(2 * 3.14159265358979323846 * v);
}

/* Where a slice stands. */
struct synth_place {
	unsigned unit;
	unsigned offset;
	unsigned block;
	unsigned slot;
};

/* A number as text, which holds until sixteen more are made. */
static const char *
number_text(double number)
{
	static char texts[16][32];
	static unsigned next;
	char *text = texts[next++ % 16];

	snprintf(text, sizeof(texts[0]), "%.0f", number);
	return text;
}

static void
put_slice(FILE *out, const struct synth_row *s, const struct synth_place *place,
    const struct synth_arm *arm, double error, bool is_valid)
{
	const double ns = BASE_NS * OPS * exp(arm->effect + error);
	const bool is_count = strcmp(arm->role, "count") == 0;
	char lock[32];
	char op_case[32];
	char threads[32];
	char placement[32];

	assert_int_equal(sscanf(s->row, "%31[^/]/%31[^/]/%31[^/]/%31s", lock,
	                     op_case, threads, placement),
	    4);

	const char *const fields[N_RAW_CSV] = {
		[RAW_CSV_SCHEMA] = number_text(format_raw.schema),
		[RAW_CSV_RUN_ID] = SYNTH_RUN_ID,
		[RAW_CSV_ROW] = s->row,
		[RAW_CSV_UNIT] = number_text(place->unit),
		[RAW_CSV_PID] = number_text(1000 + place->unit),
		[RAW_CSV_OFFSET] = number_text(place->offset),
		[RAW_CSV_BLOCK] = number_text(place->block),
		[RAW_CSV_SLOT] = number_text(place->slot),
		[RAW_CSV_ARM] = arm->name,
		[RAW_CSV_LOCK] =
		    strcmp(arm->role, "ref") == 0 ? arm->name : lock,
		[RAW_CSV_CHECK] = arm->check,
		[RAW_CSV_PLACE] = arm->place,
		[RAW_CSV_CASE] = op_case,
		[RAW_CSV_ROLE] = arm->role,
		[RAW_CSV_THREADS] = threads,
		[RAW_CSV_PLACEMENT] = placement,
		[RAW_CSV_CPUS] = "0;1",
		[RAW_CSV_CRIT_NS] = "0",
		[RAW_CSV_PAR_NS] = "0",
		[RAW_CSV_OPS] = number_text(OPS),
		[RAW_CSV_WALL_NS] = number_text(ns),
		[RAW_CSV_CPU_NS] = number_text(2 * ns),
		[RAW_CSV_OPS_MIN_THREAD] = number_text(OPS / 4),
		[RAW_CSV_OPS_MAX_THREAD] = number_text(OPS / 2),
		[RAW_CSV_HANDOFFS] = number_text(OPS / 10),
		[RAW_CSV_NVCSW] = "0",
		[RAW_CSV_NIVCSW] = "0",
		[RAW_CSV_MINFLT] = "0",
		[RAW_CSV_MAJFLT] = "0",
		[RAW_CSV_MIGRATIONS] = "0",
		[RAW_CSV_VALID] = is_valid ? "1" : "0",
		[RAW_CSV_DROP_REASON] = is_valid ? "" : s->drop_reason,
		[RAW_CSV_SLOW_PATH] = s->slow_path,
		[RAW_CSV_HARD_ENTRIES] =
		    is_count ? number_text(OPS * s->hard_per_op) : "",
	};
	row_text_put(out, &format_raw, fields);
}

static void
put_unit(FILE *out, const struct synth_row *s, unsigned unit, uint64_t *random)
{
	const struct synth_arm arms[N_ARMS] = {
		{ "mtx-none", "none", "", "base", 0, false },
		{ "mtx-none-null", "none", "", "null", s->null_effect,
		    s->lacks_null },
		{ s->candidate, s->check, s->place, "cand", s->cand_effect,
		    false },
		{ "mtx-planted", "none", "", "planted", s->planted_effect,
		    s->lacks_planted },
		{ "mtx-count", "none", "", "count", 0, s->lacks_count },
		{ "floor", "", "", "ref", -1, false },
	};
	double errors[N_ARMS];
	const unsigned turn = unit % s->n_offsets;

	for (size_t a = 0; a < N_ARMS; a++)
		errors[a] = a == 0 ? 0 : s->unit_sd * synth_normal(random);
	if (turn == s->n_offsets - 1)
		errors[2] += s->worst_effect;
	for (unsigned b = 0; b < s->n_blocks; b++) {
		for (unsigned slot = 0; slot < 2 * N_ARMS; slot++) {
			const unsigned a =
			    slot < N_ARMS ? slot : 2 * N_ARMS - 1 - slot;
			const struct synth_place place = {
				.unit = unit,
				.offset = turn * (64 / s->n_offsets),
				.block = b,
				.slot = slot,
			};

			if (arms[a].is_left_out)
				continue;
			put_slice(out, s, &place, &arms[a],
			    errors[a] + s->slice_sd * synth_normal(random),
			    b >= s->n_dropped && unit < s->n_units - s->n_lost);
		}
	}
}

static void
put_row(FILE *out, const struct synth_row *s)
{
	uint64_t random = s->seed;

	for (unsigned unit = 0; unit < s->n_units; unit++)
		put_unit(out, s, unit, &random);
}

void
synth_rows(const char *folder, const struct synth_row *rows, size_t n)
{
	FILE *out = fopen(scratch_path(folder, "raw.csv"), "we");

	assert_non_null(out);
	fputs(format_raw.header, out);
	for (size_t i = 0; i < n; i++)
		put_row(out, &rows[i]);
	assert_false(ferror(out));
	assert_int_equal(fclose(out), 0);
	scratch_write(folder, "run.json", SYNTH_RUN, strlen(SYNTH_RUN));
}

void
synth_report(const char *folder, const struct synth_row *s)
{
	synth_rows(folder, s, 1);
}

void
synth_report_in(const char *folder, const char *name, const struct synth_row *s)
{
	const char *path = scratch_path(folder, name);

	assert_int_equal(mkdir(path, 0777), 0);
	synth_report(path, s);
}
