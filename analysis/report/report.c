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

#include "analysis/report/raw_rows.h"

/* Where the files are; `folder` and `run` are NULL if raw.csv is a pipe. */
struct paths {
	char *raw;
	char *run;
	char *folder;
};

/* Returns whether the path, such as /dev/stdin, has no folder of a report. */
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

	if (asprintf(&plain, "%s/" REPORT_RAW, folder) < 0)
		return NULL;
	if (asprintf(&packed, "%s/" REPORT_RAW_PACKED, folder) < 0) {
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

/*
 * Finds the files of the report at `path`: a folder, or the file of its slices.
 * Prints to `warnings` which of two is read.  Returns 0, or -ENOMEM;
 * `ret_paths` is to be given to paths_fini() in both cases.
 */
static int
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

static void
paths_fini(struct paths *paths)
{
	free(paths->raw);
	free(paths->run);
	free(paths->folder);
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
	struct raw_rows raw = { 0 };
	struct paths paths;

	if (report == NULL)
		return reason_memory(why);

	int rc = paths_find(path, warnings, &paths);
	if (rc < 0)
		rc = reason_memory(why);
	if (rc == 0)
		rc = raw_rows_read(paths.raw, warnings, &raw, why);
	report->run_id = raw.run_id;
	report->rows = raw.rows;
	report->n_rows = raw.n_rows;
	report->is_cut = raw.is_cut;
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
	row_destroy_all(report->rows, report->n_rows);
	free(report->run_id);
	free(report->folder);
	run_fini(&report->run);
	free(report);
}
