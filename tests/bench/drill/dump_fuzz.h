/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One input of the fuzzer.  Its first byte says what the rest is, so that few
 * changes are lost on sums and on the world, which is nine tenths of a dump and
 * is read by world_check() alone.
 */
#ifndef TESTS_BENCH_DRILL_DUMP_FUZZ_H
#define TESTS_BENCH_DRILL_DUMP_FUZZ_H

#include "tests/lib/fuzz.h"

/* What the rest of an input is: by its first byte, modulo FUZZ_FORMS. */
enum fuzz_form {
	FUZZ_AS_IT_IS,   /* a file */
	FUZZ_SUMMED,     /* a file; its sums are made right */
	FUZZ_WORLDLESS,  /* the same, but a sound world is put in as well */
	FUZZ_WORLD_ONLY, /* changes to the world of a sound dump: see there */
	FUZZ_FORMS
};

#endif /* TESTS_BENCH_DRILL_DUMP_FUZZ_H */
