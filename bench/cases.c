/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Slices are short: whole blocks are dropped when one is disturbed, so what a
 * noisy machine leaves alone is what counts (measuring.md 2.4).  Windows are a
 * little longer, so that the threads' ends, which lie some acquisitions apart,
 * are a per cent or two of them.
 */
#include "bench/cases.h"

#include <stddef.h>

const struct case_kind cases[] = {
	{
	    .name = "empty",
	    .what = "the loop alone, which all others contain",
	    .n_threads = 1,
	    .slice_ns = 50000,
	    .planted = 0.02,
	},
	{
	    .name = "uncontended",
	    .what = "lock and unlock; nobody else wants it",
	    .n_threads = 1,
	    .slice_ns = 50000,
	    .planted = 0.02,
	},
	{
	    .name = "recurse",
	    .what = "the owner locks again: mostly the hard path on every pass",
	    .n_threads = 1,
	    .slice_ns = 50000,
	    .planted = 0.10,
	},
	{
	    .name = "trylock-busy",
	    .what = "a try that fails: another thread owns the lock",
	    .n_threads = 1,
	    .slice_ns = 50000,
	    .planted = 0.30,
	},
	{
	    .name = "contended",
	    .what = "threads that work under the lock and outside of it",
	    .is_window = true,
	    .slice_ns = 100000,
	    .crit_ns = 100,
	    .par_ns = 100,
	    .planted = 0.10,
	},
	{
	    .name = "handoff",
	    .what = "two threads in turn: every acquisition waits",
	    .n_threads = 2,
	    .slice_ns = 250000,
	    .crit_ns = 100,
	    .planted = 0.10,
	},
	{
	    .name = "read",
	    .what = "threads that all read under the lock",
	    .is_window = true,
	    .slice_ns = 100000,
	    .crit_ns = 100,
	    .par_ns = 100,
	    .planted = 0.10,
	},
	{
	    .name = "read-uncontended",
	    .what = "lock and unlock for reading; nobody else wants it",
	    .n_threads = 1,
	    .slice_ns = 50000,
	    .planted = 0.02,
	},
	{
	    .name = "mix-99",
	    .what = "threads that read in 99 passes of 100, else write",
	    .is_window = true,
	    .slice_ns = 100000,
	    .crit_ns = 100,
	    .par_ns = 100,
	    .planted = 0.10,
	},
	{
	    .name = "mix-90",
	    .what = "threads that read in 90 passes of 100, else write",
	    .is_window = true,
	    .slice_ns = 100000,
	    .crit_ns = 100,
	    .par_ns = 100,
	    .planted = 0.10,
	},
	{
	    .name = "mix-50",
	    .what = "threads that read in every other pass, else write",
	    .is_window = true,
	    .slice_ns = 100000,
	    .crit_ns = 100,
	    .par_ns = 100,
	    .planted = 0.10,
	},
	{
	    .name = "upgrade",
	    .what = "read lock, upgrade, downgrade, unlock on one thread",
	    .n_threads = 1,
	    .slice_ns = 50000,
	    .planted = 0.10,
	},
	{
	    .name = "reader-waits",
	    .what = "a reader tries a lock for which a writer waits",
	    .n_threads = 2,
	    .slice_ns = 250000,
	    .crit_ns = 100,
	    .planted = 0.10,
	},
	{
	    .name = "cold",
	    .what = "recurse, with the flag's line flushed before each lock",
	    .n_threads = 1,
	    .slice_ns = 100000,
	    .par_ns = 300,
	    .planted = 0.10,
	},
	{
	    .name = "stopped",
	    .what = "after a panic: faked lock and unlock, against real ones",
	    .n_threads = 1,
	    .slice_ns = 50000,
	    .planted = 0.10,
	},
};

const unsigned cases_count = sizeof(cases) / sizeof(cases[0]);

/* Each list takes its own of all rows, and leaves the others. */
#define ROW_DEFAULT(glob)
#define ROW_GATED(glob)
#define ROW_QUICK(glob)

#undef ROW_DEFAULT
#define ROW_DEFAULT(glob) glob,
const char *const cases_default_rows[] = {
#include "bench/rows.def"
	NULL,
};
#undef ROW_DEFAULT
#define ROW_DEFAULT(glob)

#undef ROW_QUICK
#define ROW_QUICK(glob) glob,
const char *const cases_quick_rows[] = {
#include "bench/rows.def"
	NULL,
};
#undef ROW_QUICK
#define ROW_QUICK(glob)

#undef ROW_GATED
#define ROW_GATED(glob) glob,
const char *const cases_gated_rows[] = {
#include "bench/rows.def"
	NULL,
};
