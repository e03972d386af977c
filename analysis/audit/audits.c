/* SPDX-License-Identifier: BSD-2-Clause */
#include "analysis/audit/audits.h"

#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analysis/report/report.h"

/* Makes the path of a file of the report at `path`, as report_read() does. */
static char *
path_of(const char *path, const char *name)
{
	struct stat about;
	const bool is_file = stat(path, &about) == 0 && !S_ISDIR(about.st_mode);
	char *copy = strdup(path);
	char *text;

	if (copy == NULL)
		return NULL;
	if (asprintf(&text, "%s/%s", is_file ? dirname(copy) : copy, name) < 0)
		text = NULL;
	free(copy);
	return text;
}

int
audits_read(const char *report, struct audit *ret_audit, struct reason *why)
{
	char *path = path_of(report, "audit.csv");
	const int rc = path != NULL ? audit_read(path, ret_audit, why)
	                            : reason_memory(why);

	free(path);
	return rc;
}

static bool
has_file(const char *report, const char *name)
{
	char *path = path_of(report, name);
	const bool is_there = path != NULL && access(path, F_OK) == 0;

	free(path);
	return is_there;
}

/*
 * Returns whether something kept the report at `path` from being counted, and
 * then what, in `ret_reason`.
 */
static bool
is_uncounted(const char *path, char ret_reason[AUDITS_REASON_BYTES])
{
	char *name = path_of(path, AUDITS_UNCOUNTED_NAME);
	FILE *file = name != NULL ? fopen(name, "re") : NULL;

	free(name);
	if (file == NULL)
		return false;
	if (fgets(ret_reason, AUDITS_REASON_BYTES, file) == NULL)
		snprintf(ret_reason, AUDITS_REASON_BYTES, "no reason is given");
	fclose(file);
	ret_reason[strcspn(ret_reason, "\n")] = '\0';
	return true;
}

static enum audits_state
find_state(const char *before, const char *after, FILE *warnings)
{
	const bool has_before = has_file(before, "audit.csv");
	const bool has_after = has_file(after, "audit.csv");

	if (has_before && has_after)
		return AUDITS_COMPARED;
	if (!has_before && !has_after)
		return AUDITS_NONE;
	fprintf(warnings,
	    "warning: the %s report has no audit: none is compared\n",
	    has_before ? "new" : "old");
	return AUDITS_ONE;
}

/* Returns whether something of `before` was not compared. */
static bool
is_partial(const struct audits *audits, const char *before, const char *after)
{
	if (has_file(before, "audit.csv") &&
	    (audits->state != AUDITS_COMPARED ||
	        audits->changes.n_lines < audits->before.n))
		return true;
	return audits_are_alone(before) != audits_are_alone(after);
}

/* Compares what was read. */
static int
compare(struct audits *audits, FILE *warnings, struct reason *why)
{
	const struct audit *before = &audits->before;
	const struct audit *after = &audits->after;

	if (changes_are_possible(before, after, warnings))
		return changes_find(
		    before, after, warnings, &audits->changes, why);
	audits->state = AUDITS_UNLIKE;
	return 0;
}

int
audits_compare(const char *before, const char *after, FILE *warnings,
    struct audits *ret_audits, struct reason *why)
{
	struct audits audits = {
		.state = find_state(before, after, warnings),
	};
	int rc = 0;

	if (is_uncounted(after, audits.uncounted) ||
	    is_uncounted(before, audits.uncounted))
		audits.state = AUDITS_UNCOUNTED;
	if (audits.state == AUDITS_COMPARED) {
		rc = audits_read(before, &audits.before, why);
		if (rc == 0)
			rc = audits_read(after, &audits.after, why);
		if (rc == 0)
			rc = compare(&audits, warnings, why);
	}
	if (rc < 0) {
		audits_fini(&audits);
		return rc;
	}
	if (audits_are_alone(before) != audits_are_alone(after))
		fputs("warning: only one report has times: they are not "
		      "compared\n",
		    warnings);
	audits.is_partial = is_partial(&audits, before, after);
	*ret_audits = audits;
	return 0;
}

int
audits_of_sides(const char *folder, FILE *warnings, struct audits *ret_audits,
    struct reason *why)
{
	char *base;
	char *work;
	int rc;

	if (asprintf(&base, "%s/audit/base", folder) < 0)
		return reason_memory(why);
	if (asprintf(&work, "%s/audit/work", folder) < 0) {
		free(base);
		return reason_memory(why);
	}
	rc = audits_compare(base, work, warnings, ret_audits, why);
	if (rc == 0 && ret_audits->state == AUDITS_NONE &&
	    is_uncounted(folder, ret_audits->uncounted))
		ret_audits->state = AUDITS_UNCOUNTED;
	free(work);
	free(base);
	return rc;
}

void
audits_fini(struct audits *audits)
{
	audit_fini(&audits->before);
	audit_fini(&audits->after);
	changes_fini(&audits->changes);
}

bool
audits_are_alone(const char *path)
{
	return has_file(path, "audit.csv") && !has_file(path, PATHS_RAW) &&
	    !has_file(path, PATHS_RAW_PACKED);
}
