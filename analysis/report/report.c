/* SPDX-License-Identifier: BSD-2-Clause */
/* report: see report.h. */
#include "analysis/report/report.h"

#include <errno.h>
#include <libgen.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analysis/report/unit.h"

/* What a file of a name in no folder of ours is, such as /dev/stdin. */
static bool
is_stream(const char *path, const struct stat *about)
{
	return strncmp(path, "/dev/", 5) == 0 ||
	    strncmp(path, "/proc/", 6) == 0 || !S_ISREG(about->st_mode);
}

static bool
is_there(const char *path)
{
	return path != NULL && access(path, F_OK) == 0;
}

/* Finds the raw.csv in a folder, which may be compressed. */
static char *
find_raw(const char *folder, FILE *warnings)
{
	char *plain;
	char *packed;

	if (asprintf(&plain, "%s/" PATHS_RAW, folder) < 0)
		return NULL;
	if (asprintf(&packed, "%s/" PATHS_RAW_PACKED, folder) < 0) {
		free(plain);
		return NULL;
	}
	if (is_there(packed) && !is_there(plain)) {
		free(plain);
		return packed;
	}
	if (is_there(packed))
		fprintf(warnings, "warning: %s is read, and not %s\n", plain,
		    packed);
	free(packed);
	return plain;
}

int
paths_find(const char *path, FILE *warnings, struct paths *ret_paths)
{
	struct stat about;
	const bool is_here = stat(path, &about) == 0;
	const bool is_folder = is_here && S_ISDIR(about.st_mode);
	char *copy = strdup(path);

	*ret_paths = (struct paths){ 0 };
	if (copy == NULL)
		return -ENOMEM;
	ret_paths->raw = is_folder ? find_raw(path, warnings) : strdup(path);
	if (is_folder || !is_here || !is_stream(path, &about)) {
		ret_paths->folder = strdup(is_folder ? path : dirname(copy));
		if (ret_paths->folder == NULL ||
		    asprintf(
		        &ret_paths->run, "%s/run.json", ret_paths->folder) < 0)
			ret_paths->run = NULL;
	}
	free(copy);
	return ret_paths->raw == NULL || (is_folder && ret_paths->run == NULL)
	    ? -ENOMEM
	    : 0;
}

void
paths_fini(struct paths *paths)
{
	free(paths->raw);
	free(paths->run);
	free(paths->folder);
}

#define NO_ROW SIZE_MAX

/* A raw.csv on its way into a report. */
struct reader {
	struct report *report;
	struct raw_csv *in;
	size_t row; /* of the unit being read, or NO_ROW */
	uint64_t unit;
};

static bool
is_known_unit(const struct row_result *row, uint64_t unit)
{
	for (size_t i = 0; i < row->unit_numbers.n; i++) {
		if (row->unit_numbers.values[i] == (double)unit)
			return true;
	}
	return false;
}

/* Finds the row of `slice`, or adds it. */
static int
find_row(struct report *report, const struct raw_slice *slice, size_t *ret_row,
    struct reason *why)
{
	size_t i = 0;

	while (i < report->n_rows &&
	    strcmp(report->rows[i].name, slice->fields[SLICE_ROW].text) != 0)
		i++;
	if (i == report->n_rows) {
		struct row_result *rows =
		    reallocarray(report->rows, i + 1, sizeof(*rows));

		if (rows == NULL)
			return reason_memory(why);
		report->rows = rows;
		report->n_rows++;
		if (row_init(&rows[i], slice) < 0)
			return reason_memory(why);
	}
	*ret_row = i;
	return 0;
}

/* Begins the unit of `slice`, ending the one before it. */
static int
begin_unit(
    struct reader *reader, const struct raw_slice *slice, struct reason *why)
{
	struct report *report = reader->report;
	int rc = 0;

	if (reader->row != NO_ROW)
		rc = unit_end(
		    &report->rows[reader->row], UNIT_GOES_ON, reader->in, why);
	if (rc == 0)
		rc = find_row(report, slice, &reader->row, why);
	if (rc < 0)
		return rc;

	struct row_result *row = &report->rows[reader->row];
	reader->unit = slice->fields[SLICE_UNIT].count;
	row->offset = slice->fields[SLICE_PAD].count;
	if (is_known_unit(row, reader->unit))
		return raw_csv_fail(reader->in, SLICE_UNIT, why,
		    "a new unit: this one of row '%s' has ended before; the "
		    "lines are " RAW_CSV_OUT_OF_ORDER,
		    row->name);
	rc = series_add(&row->unit_numbers, (double)reader->unit);
	return rc == 0 ? 0 : reason_memory(why);
}

static int
check_run_id(
    struct reader *reader, const struct raw_slice *slice, struct reason *why)
{
	struct report *report = reader->report;
	const char *run_id = slice->fields[SLICE_RUN_ID].text;

	if (report->run_id == NULL) {
		report->run_id = strdup(run_id);
		return report->run_id != NULL ? 0 : reason_memory(why);
	}
	if (strcmp(run_id, report->run_id) != 0)
		return raw_csv_fail(reader->in, SLICE_RUN_ID, why,
		    "'%s', as in the lines before: one file, one run",
		    report->run_id);
	return 0;
}

static int
take_slice(
    struct reader *reader, const struct raw_slice *slice, struct reason *why)
{
	struct report *report = reader->report;
	const struct csv_field *fields = slice->fields;
	int rc = check_run_id(reader, slice, why);

	if (rc == 0 &&
	    (reader->row == NO_ROW ||
	        fields[SLICE_UNIT].count != reader->unit ||
	        strcmp(fields[SLICE_ROW].text,
	            report->rows[reader->row].name) != 0))
		rc = begin_unit(reader, slice, why);
	if (rc == 0)
		rc = unit_add(
		    &report->rows[reader->row], slice, reader->in, why);
	return rc;
}

/* Ends the last unit; warns of what the file lacks. */
static int
end_file(const struct reader *reader, FILE *warnings, struct reason *why)
{
	if (reader->row == NO_ROW)
		return reason_set(why, -EINVAL,
		    "%s:%lu:1: no slices: the file has nothing but a header",
		    raw_csv_path(reader->in), raw_csv_line(reader->in));

	struct row_result *row = &reader->report->rows[reader->row];
	const int rc = unit_end(row, UNIT_FILE_ENDS, reader->in, why);

	reader->report->is_cut = raw_csv_is_cut(reader->in) || rc > 0;
	if (raw_csv_is_cut(reader->in))
		fprintf(warnings,
		    "warning: %s:%lu: the compressed file is cut off: it is "
		    "read up to here\n",
		    raw_csv_path(reader->in), raw_csv_line(reader->in));
	if (rc > 0)
		fprintf(warnings,
		    "warning: %s:%lu: the last block is incomplete and left "
		    "out: the run was cut short\n",
		    raw_csv_path(reader->in), raw_csv_line(reader->in));
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < reader->report->n_rows; i++) {
		if (row_end(&reader->report->rows[i]) < 0)
			return reason_memory(why);
	}
	return 0;
}

static int
read_raw(
    const char *path, FILE *warnings, struct report *report, struct reason *why)
{
	struct reader reader = { .report = report, .row = NO_ROW };
	struct raw_slice slice;
	int rc = raw_csv_open(path, &reader.in, why);

	if (rc < 0)
		return rc;
	for (;;) {
		rc = raw_csv_next(reader.in, &slice, why);
		if (rc <= 0)
			break;
		rc = take_slice(&reader, &slice, why);
		if (rc < 0)
			break;
	}
	if (rc == 0)
		rc = end_file(&reader, warnings, why);
	raw_csv_close(reader.in);
	return rc;
}

static void
warn_of_run(const char *path, const struct report *report, FILE *warnings)
{
	const struct run *run = &report->run;

	if (isnan(run->quantum_ns))
		fprintf(warnings,
		    "warning: %s does not say clock.quantum_ns: intervals "
		    "may be narrower than the clock can tell\n",
		    path);
	if (run->is_cut_short)
		fprintf(warnings, "warning: %s: the run was cut short\n", path);
	if (run->run_id != NULL && strcmp(run->run_id, report->run_id) != 0)
		fprintf(warnings,
		    "warning: %s is of run %s, but raw.csv of run %s\n", path,
		    run->run_id, report->run_id);
}

static int
read_run(
    const char *path, FILE *warnings, struct report *report, struct reason *why)
{
	const int rc =
	    path != NULL ? run_read(path, &report->run, why) : -ENOENT;

	if (rc == -ENOENT) {
		report->run.quantum_ns = NAN;
		fprintf(warnings,
		    "warning: no %s: machine and environment are unknown, and "
		    "intervals may be narrower than the clock can tell\n",
		    path != NULL ? path : "run.json");
		return 0;
	}
	if (rc < 0)
		return rc;
	report->has_run = true;
	warn_of_run(path, report, warnings);
	return 0;
}

int
report_read(const char *path, FILE *warnings, struct report **ret_report,
    struct reason *why)
{
	struct report *report = calloc(1, sizeof(*report));
	struct paths paths;

	if (report == NULL)
		return reason_memory(why);

	int rc = paths_find(path, warnings, &paths);
	if (rc < 0)
		rc = reason_memory(why);
	if (rc == 0)
		rc = read_raw(paths.raw, warnings, report, why);
	if (rc == 0)
		rc = read_run(paths.run, warnings, report, why);
	report->folder = paths.folder;
	paths.folder = NULL;
	paths_fini(&paths);
	if (rc < 0) {
		report_destroy(report);
		return rc;
	}
	*ret_report = report;
	return 0;
}

void
report_destroy(struct report *report)
{
	if (report == NULL)
		return;
	for (size_t i = 0; i < report->n_rows; i++)
		row_fini(&report->rows[i]);
	free(report->rows);
	free(report->run_id);
	free(report->folder);
	run_fini(&report->run);
	free(report);
}
