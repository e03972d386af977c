/* SPDX-License-Identifier: BSD-2-Clause */
/* What the engine knows of each case; the arm defines what the case does. */
#ifndef BENCH_ARM_CASES_H
#define BENCH_ARM_CASES_H

#include <stdbool.h>
#include <stdint.h>

struct case_kind {
	const char *name;
	const char *what;   /* one line for people */
	unsigned n_threads; /* 0: as many as --threads says */
	bool is_window;     /* a slice is a window of time, not n passes */
	uint64_t slice_ns;
	uint64_t gate_slice_ns; /* of a gate's rows; 0: the same */
	unsigned crit_ns;
	unsigned par_ns;
	double planted; /* known slowdown: about twice the gate's margin */
};

extern const struct case_kind cases[];
extern const unsigned cases_count;

/* Globs of the rows that run by default; NULL ends the list. */
extern const char *const cases_default_rows[];

/* The same for --quick. */
extern const char *const cases_quick_rows[];

/* The same for locks against their former selves. */
extern const char *const cases_gated_rows[];

#endif /* BENCH_ARM_CASES_H */
