/* SPDX-License-Identifier: BSD-2-Clause */
/* reports: see reports.h. */
#include "tests/analysis/reports.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/csv/reader.h"
#include "tests/analysis/program.h"
#include "tests/analysis/synth.h"
#include "tests/lib/scratch.h"

#define AUDIT_HEADER                                                         \
	"schema,arch,compiler,lock,op,check,place,state,fast_path,"          \
	"fast_bytes_base,fast_bytes,hard_bytes_base,hard_bytes,"             \
	"ending_base,ending,branch,new,gone,instructions_base,instructions," \
	"loads_base,loads,stores_base,stores,atomics_base,atomics,"          \
	"branches_base,branches,taken_base,taken,lines_read_base,"           \
	"lines_read,lines_written_base,lines_written,uncounted,left\n"
#define AUDIT_NAME "2,x86-64,gcc 12,mtx,lock,global,hard,"
#define AUDIT_CODE(fast_path, bytes, left)        \
	AUDIT_NAME "code," fast_path ",30," bytes \
	           ",190,209,,,,,,,,,,,,,,,,,,,,,,," left "\n"
#define AUDIT_MINE(branch, counts)                                       \
	AUDIT_NAME "mine,,,,,,returned,returned," branch ",cmp,," counts \
	           ",7,7,2,2,5,6,5,5,2,3,2,2,,0\n"

static const char OLD_AUDIT[] = AUDIT_HEADER AUDIT_CODE("same", "30", "1")
    AUDIT_MINE("falls", "23,25,9,11");
static const char NEW_AUDIT[] = AUDIT_HEADER AUDIT_CODE("differs", "30", "1")
    AUDIT_MINE("falls", "23,26,9,10");
static const char TURNED_AUDIT[] = AUDIT_HEADER AUDIT_CODE("same", "34", "1")
    AUDIT_MINE("jumps", "23,25,9,11");
static const char PART_AUDIT[] = AUDIT_HEADER AUDIT_CODE("same", "30", "0");

const char *const REPORTS_FORMATS[REPORTS_N_FORMATS] = {
	"text",
	"csv",
	"json",
	"markdown",
	"junit",
	"benchfmt",
};

static const char *
make(const char *folder, const char *name)
{
	const char *path = scratch_path(folder, name);

	assert_int_equal(mkdir(path, 0777), 0);
	return path;
}

static struct synth_row
synth_named(const char *row, double cand, double null, unsigned n_units)
{
	struct synth_row s = SYNTH_QUIET;

	s.row = row;
	s.cand_effect = cand;
	s.null_effect = null;
	s.n_units = n_units;
	return s;
}

static void
make_mixed(const char *folder)
{
	const struct synth_row all[] = {
		synth_named("mtx/pass/2/same-l3", 0, 0, 16),
		synth_named("mtx/short/2/same-l3", 0, 0, 4),
		synth_named("mtx/unfit/2/same-l3", 0, 0.04, 16),
		synth_named("mtx/slow/2/same-l3", 0.04, 0, 16),
		synth_named("sx/other/2/same-l3", 0, 0, 16),
	};

	synth_rows(folder, all, sizeof(all) / sizeof(all[0]));
}

static void
make_hostile(const char *folder)
{
	static const char RUN[] =
	    "{\"run_id\": \"" SYNTH_RUN_ID "\", \"host\": \"h\", \"machine\": "
	    "{\"cpu_model\": \"a\\nBenchmarkX 1 2 ns/op\"}, \"environment\": "
	    "[{\"name\": \"a|b <c> & \\\"d\\\"\", \"status\": \"unfit\", "
	    "\"advice\": \"' ] x\"}]}";
	struct synth_row s =
	    synth_named("m|x <&>'`%/contended/2/same-l3", 0, 0, 16);

	s.candidate = "\"q\"\"|,<&>@_*\\ x-8\"";
	synth_report(folder, &s);
	scratch_write(folder, "run.json", RUN, strlen(RUN));
}

/* A control character, a lone byte, half a character, a dash, a surrogate. */
static void
make_bytes(const char *folder)
{
	struct synth_row s = SYNTH_QUIET;

	s.candidate = "\x01\xff\xe2\x82-\xed\xa0\x80";
	synth_report(folder, &s);
}

static void
make_audited(const char *folder, const char *audit)
{
	synth_report(folder, &SYNTH_QUIET);
	scratch_write(folder, "audit.csv", audit, strlen(audit));
}

static void
make_gated(const char *folder)
{
	synth_report(make(folder, "gated"), &SYNTH_QUIET);
	make(folder, "gated/audit");
	scratch_write(make(folder, "gated/audit/base"), "audit.csv", OLD_AUDIT,
	    strlen(OLD_AUDIT));
	scratch_write(make(folder, "gated/audit/work"), "audit.csv", NEW_AUDIT,
	    strlen(NEW_AUDIT));
}

int
reports_create(void **state)
{
	static const char GATE[] =
	    "rows,candidates,margin,alpha,looks,least_units,"
	    "largest_drop_rate\nm*,*,0.01,0.05,40,8,0.5\n";
	struct synth_row s = SYNTH_QUIET;

	scratch_create(state);
	scratch_write(*state, "gate.csv", GATE, strlen(GATE));
	synth_report(make(*state, "pass"), &s);
	s.cand_effect = 0.04;
	synth_report(make(*state, "slow"), &s);
	s = synth_named(s.row, 0, 0, 4);
	synth_report(make(*state, "short"), &s);
	s = synth_named(s.row, 0, 0.04, 16);
	synth_report(make(*state, "unfit"), &s);
	make_mixed(make(*state, "mixed"));
	make_hostile(make(*state, "hostile"));
	make_bytes(make(*state, "bytes"));
	make_audited(make(*state, "old"), OLD_AUDIT);
	make_audited(make(*state, "new"), NEW_AUDIT);
	make_audited(make(*state, "turned"), TURNED_AUDIT);
	make_audited(make(*state, "part"), PART_AUDIT);
	make_gated(*state);
	return 0;
}

int
reports_run(const char *folder, const char *format, const char *arguments)
{
	char text[512];

	snprintf(text, sizeof(text), "--gate gate.csv --format %s %s", format,
	    arguments);
	return program_run(folder, text);
}

char *
reports_cell(
    const char *folder, const char *name, size_t line, const char *column)
{
	const struct csv_column wanted = { column, CSV_TEXT, CSV_MAY_BE_EMPTY };
	const struct csv_format format = {
		.columns = &wanted,
		.n_columns = 1,
		.end_rule = CSV_RECORDED,
	};
	const struct csv_field *field = NULL;
	struct csv_reader *reader;
	struct reason why;

	if (csv_reader_open(
	        scratch_path(folder, name), &format, &reader, &why) < 0)
		fail_msg("%s", why.text);
	for (size_t i = 0; i < line; i++)
		assert_int_equal(csv_reader_next(reader, &field, &why), 1);

	char *text = strdup(line == 0 ? column : field->text);
	csv_reader_close(reader);
	return text;
}
