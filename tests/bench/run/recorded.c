/* SPDX-License-Identifier: BSD-2-Clause */
#include "recorded.h"

#include "sheet.h"

#include "tests/lib/scratch.h"

#include <stdlib.h>

#include "tests/lib/test.h"

static const struct case_kind contended = { .name = "contended" };
static const struct catalog_arm base = {
	.name = "mtx-none",
	.lock = "mtx",
	.check = "none",
	.role = ARM_ROLE_BASE,
};
static const struct catalog_arm count = {
	.name = "mtx-none-count",
	.lock = "mtx",
	.check = "none",
	.role = ARM_ROLE_COUNT,
};

struct plan_row recorded_row;
struct slice recorded_slices[RECORDED_SLICES];
static const uint32_t offsets[RECORDED_ARMS] = { 16, 48 };
static const struct record_unit unit = {
	.row = &recorded_row,
	.unit = 4,
	.pid = 1234,
	.offsets = offsets,
};

struct record *recorded;
struct reason recorded_why;

int
recorded_set_up(void **state)
{
	recorded_row = (struct plan_row){
		.name = "mtx/contended/2/spread",
		.lock = "mtx",
		.kind = &contended,
		.slow_path = ARM_SLOW_SOME,
		.placement = "spread",
		.n_threads = 2,
		.cpus = { 3, 5 },
		.crit_ns = 100,
		.par_ns = 200,
		.arms = { &base, &count },
		.n_arms = RECORDED_ARMS,
	};
	for (unsigned i = 0; i < RECORDED_SLICES; i++)
		recorded_slices[i] = (struct slice){
			.arm = i == 1 || i == 2,
			.ops = 1000 + i,
			.wall_ns = UINT64_MAX,
			.handoffs = 0,
			.hard_entries = 7,
		};
	recorded_why.text[0] = '\0';
	scratch_create(state);
	return record_open(*state, "run-1", false, &recorded, &recorded_why);
}

int
recorded_tear_down(void **state)
{
	record_close(recorded);
	recorded = NULL;
	return scratch_destroy(state);
}

char *
recorded_read(const char *folder)
{
	bool is_whole;
	char *text =
	    sheet_unpack(scratch_path(folder, "raw.csv.gz"), &is_whole);

	assert_true(is_whole);
	return text;
}

int
recorded_write(unsigned block)
{
	assert_int_equal(record_block(recorded, &unit, block, recorded_slices,
	                     &recorded_why),
	    0);
	return record_end_unit(recorded, &recorded_why);
}

char *
recorded_write_one(void **state)
{
	assert_int_equal(recorded_write(9), 0);
	return recorded_read(*state);
}
