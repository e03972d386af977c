/* SPDX-License-Identifier: BSD-2-Clause */
#include "analysis/audit/audit_pair.h"

#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analysis/report/report.h"

/*
 * Returns the path of the file `name` in the report at `path`, which is a
 * folder or a file in it.  Returns NULL without memory; the caller frees the
 * path.
 */
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
audit_read_report(
    const char *report, struct audit *ret_audit, struct reason *why)
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
 * Returns whether the audit of the report at `path` could not be made; the
 * reason is then in `ret_reason`.
 */
static bool
is_uncounted(const char *path, char ret_reason[AUDIT_PAIR_REASON_BYTES])
{
	char *name = path_of(path, AUDIT_UNCOUNTED_FILE);
	FILE *file = name != NULL ? fopen(name, "re") : NULL;

	free(name);
	if (file == NULL)
		return false;
	if (fgets(ret_reason, AUDIT_PAIR_REASON_BYTES, file) == NULL)
		snprintf(
		    ret_reason, AUDIT_PAIR_REASON_BYTES, "no reason is given");
	fclose(file);
	ret_reason[strcspn(ret_reason, "\n")] = '\0';
	return true;
}

static enum audit_pair_state
find_state(const char *before, const char *after, FILE *warnings)
{
	const bool has_before = has_file(before, "audit.csv");
	const bool has_after = has_file(after, "audit.csv");

	if (has_before && has_after)
		return AUDIT_PAIR_COMPARED;
	if (!has_before && !has_after)
		return AUDIT_PAIR_NONE;
	fprintf(warnings,
	    "warning: the %s report has no audit: none is compared\n",
	    has_before ? "new" : "old");
	return AUDIT_PAIR_ONE;
}

/* Returns whether a part of `before` was not compared. */
static bool
is_partial(const struct audit_pair *pair, const char *before, const char *after)
{
	if (has_file(before, "audit.csv") &&
	    (pair->state != AUDIT_PAIR_COMPARED ||
	        pair->diff.n_lines < pair->before.n))
		return true;
	return audit_is_alone(before) != audit_is_alone(after);
}

/* Compares the two audits, which are read. */
static int
compare_lines(struct audit_pair *pair, FILE *warnings, struct reason *why)
{
	const struct audit *before = &pair->before;
	const struct audit *after = &pair->after;

	if (audit_diff_is_possible(before, after, warnings))
		return audit_diff_make(
		    before, after, warnings, &pair->diff, why);
	pair->state = AUDIT_PAIR_UNLIKE;
	return 0;
}

int
audit_pair_compare(const char *before, const char *after, FILE *warnings,
    struct audit_pair *ret_pair, struct reason *why)
{
	struct audit_pair pair = {
		.state = find_state(before, after, warnings),
	};
	int rc = 0;

	if (is_uncounted(after, pair.uncounted) ||
	    is_uncounted(before, pair.uncounted))
		pair.state = AUDIT_PAIR_UNCOUNTED;
	if (pair.state == AUDIT_PAIR_COMPARED) {
		rc = audit_read_report(before, &pair.before, why);
		if (rc == 0)
			rc = audit_read_report(after, &pair.after, why);
		if (rc == 0)
			rc = compare_lines(&pair, warnings, why);
	}
	if (rc < 0) {
		audit_pair_fini(&pair);
		return rc;
	}
	if (audit_is_alone(before) != audit_is_alone(after))
		fputs("warning: only one report has times: they are not "
		      "compared\n",
		    warnings);
	pair.is_partial = is_partial(&pair, before, after);
	*ret_pair = pair;
	return 0;
}

int
audit_pair_compare_sides(const char *folder, FILE *warnings,
    struct audit_pair *ret_pair, struct reason *why)
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
	rc = audit_pair_compare(base, work, warnings, ret_pair, why);
	if (rc == 0 && ret_pair->state == AUDIT_PAIR_NONE &&
	    is_uncounted(folder, ret_pair->uncounted))
		ret_pair->state = AUDIT_PAIR_UNCOUNTED;
	free(work);
	free(base);
	return rc;
}

void
audit_pair_fini(struct audit_pair *pair)
{
	audit_fini(&pair->before);
	audit_fini(&pair->after);
	audit_diff_fini(&pair->diff);
}

bool
audit_is_alone(const char *path)
{
	return has_file(path, "audit.csv") && !has_file(path, REPORT_RAW) &&
	    !has_file(path, REPORT_RAW_PACKED);
}
