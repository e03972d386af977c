/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/arm/cases.h"

#include <stddef.h>

const struct case_kind cases[] = {
#define CASE(called, ...) { .name = called, __VA_ARGS__ },
#include "bench/arm/cases.def"
#undef CASE
};

const unsigned cases_count = sizeof(cases) / sizeof(cases[0]);

/* Each list takes its own of all rows, and leaves the others. */
#define ROW_DEFAULT(glob)
#define ROW_GATED(glob)
#define ROW_QUICK(glob)

#undef ROW_DEFAULT
#define ROW_DEFAULT(glob) glob,
const char *const cases_default_rows[] = {
#include "bench/arm/rows.def"
	NULL,
};
#undef ROW_DEFAULT
#define ROW_DEFAULT(glob)

#undef ROW_QUICK
#define ROW_QUICK(glob) glob,
const char *const cases_quick_rows[] = {
#include "bench/arm/rows.def"
	NULL,
};
#undef ROW_QUICK
#define ROW_QUICK(glob)

#undef ROW_GATED
#define ROW_GATED(glob) glob,
const char *const cases_gated_rows[] = {
#include "bench/arm/rows.def"
	NULL,
};
