/* SPDX-License-Identifier: BSD-2-Clause */
/* add: see add.h. */
#include "analysis/selftest/add.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/report/raw_csv.h"
#include "analysis/report/run.h"
#include "base/atomic_file.h"
#include "base/csv/reader.h"
#include "base/csv/writer.h"
#include "base/formats/formats.h"

#define NAME "selftest.csv"

/* A line of selftest.csv, by enum selftest_column. */
struct selftest_line {
	char *texts[N_SELFTEST_CSV];
	uint64_t repeat;
};

/* All lines, and the row that is added to them. */
struct selftest_lines {
	struct selftest_line *list;
	size_t n;
	char *truth; /* of the row that is added, as is the rest */
	const char *repeat;
	char true_pct[32];
	char look[24];
	char seconds[24];
	FILE *out;
};

/* What the two files have in common. */
static const struct {
	enum selftest_column to;
	enum summary_column from;
} COPIED[] = {
	{ SELFTEST_CSV_ROW, SUMMARY_CSV_ROW },
	{ SELFTEST_CSV_UNITS, SUMMARY_CSV_UNITS },
	{ SELFTEST_CSV_VERDICT, SUMMARY_CSV_VERDICT },
	{ SELFTEST_CSV_ESTIMATE_PCT, SUMMARY_CSV_ESTIMATE_PCT },
	{ SELFTEST_CSV_LOWER_PCT, SUMMARY_CSV_LOWER_PCT },
	{ SELFTEST_CSV_UPPER_PCT, SUMMARY_CSV_UPPER_PCT },
	{ SELFTEST_CSV_HALF_WIDTH_PCT, SUMMARY_CSV_HALF_WIDTH_PCT },
	{ SELFTEST_CSV_MARGIN_PCT, SUMMARY_CSV_MARGIN_PCT },
};

/* Adds a line of these texts, which are copied. */
static int
add_line(struct selftest_lines *lines, const char *const texts[N_SELFTEST_CSV])
{
	struct selftest_line *list =
	    reallocarray(lines->list, lines->n + 1, sizeof(*list));
	bool is_whole = true;

	if (list == NULL)
		return -ENOMEM;
	lines->list = list;

	struct selftest_line *line = &list[lines->n++];
	line->repeat = strtoull(texts[SELFTEST_CSV_REPEAT], NULL, 10);
	for (size_t i = 0; i < N_SELFTEST_CSV; i++) {
		line->texts[i] = strdup(texts[i]);
		is_whole &= line->texts[i] != NULL;
	}
	return is_whole ? 0 : -ENOMEM;
}

/* Keeps a line of selftest.csv, unless it is of the row that is added. */
static int
keep_line(void *data, const struct csv_reader *r,
    const struct csv_field *fields, struct reason *why)
{
	struct selftest_lines *lines = data;
	const char *texts[N_SELFTEST_CSV];

	(void)r;
	for (size_t i = 0; i < N_SELFTEST_CSV; i++)
		texts[i] = fields[i].text;
	if (strcmp(texts[SELFTEST_CSV_TRUTH], lines->truth) == 0 &&
	    strcmp(texts[SELFTEST_CSV_REPEAT], lines->repeat) == 0)
		return 0;
	return add_line(lines, texts) == 0 ? 0 : reason_memory(why);
}

static int
read_lines(struct selftest_lines *lines, const char *path, struct reason *why)
{
	const int rc =
	    csv_for_each(path, &format_selftest.csv, keep_line, lines, why);

	return rc == -ENOENT ? 0 : rc;
}

static void
print_candidate(
    const struct selftest_lines *lines, const struct csv_field *fields)
{
	const struct csv_field *estimate = &fields[SUMMARY_CSV_ESTIMATE_PCT];

	fprintf(lines->out, "%s %s: %s units, %s", lines->truth, lines->repeat,
	    fields[SUMMARY_CSV_UNITS].text, fields[SUMMARY_CSV_VERDICT].text);
	if (estimate->text[0] != '\0')
		fprintf(lines->out, ", %+.3f %% [%.7s, %.7s]",
		    estimate->decimal, fields[SUMMARY_CSV_LOWER_PCT].text,
		    fields[SUMMARY_CSV_UPPER_PCT].text);
	putc('\n', lines->out);
}

/* Adds a line of summary.csv, if it is of a candidate. */
static int
add_candidate(void *data, const struct csv_reader *r,
    const struct csv_field *fields, struct reason *why)
{
	struct selftest_lines *lines = data;
	const char *texts[N_SELFTEST_CSV] = {
		[SELFTEST_CSV_TRUTH] = lines->truth,
		[SELFTEST_CSV_TRUE_PCT] = lines->true_pct,
		[SELFTEST_CSV_REPEAT] = lines->repeat,
		[SELFTEST_CSV_LOOK] = lines->look,
		[SELFTEST_CSV_GB_P] = "",
		[SELFTEST_CSV_GB_ALARM] = "",
		[SELFTEST_CSV_SECONDS] = lines->seconds,
	};

	(void)r;
	if (strcmp(fields[SUMMARY_CSV_ROLE].text, role_name(ROLE_CAND)) != 0)
		return 0;
	for (size_t i = 0; i < sizeof(COPIED) / sizeof(COPIED[0]); i++)
		texts[COPIED[i].to] = fields[COPIED[i].from].text;
	print_candidate(lines, fields);
	return add_line(lines, texts) == 0 ? 0 : reason_memory(why);
}

/* Finds how many units the row was to come to, if run.json says so. */
static int
read_look(struct selftest_lines *lines, const char *path, struct reason *why)
{
	struct run run;
	const int rc = run_read(path, &run, why);

	if (rc < 0)
		return rc == -ENOENT ? 0 : rc;

	const uint64_t look = planned_last_look(&run.planned);
	if (look > 0)
		snprintf(lines->look, sizeof(lines->look), "%" PRIu64, look);
	run_fini(&run);
	return 0;
}

/* Adds what the row's report says. */
static int
read_row(struct selftest_lines *lines, const char *folder, const char *name,
    struct reason *why)
{
	const size_t n_before = lines->n;
	char *path;
	int rc;

	if (asprintf(&path, "%s/%s/run.json", folder, name) < 0)
		return reason_memory(why);
	rc = read_look(lines, path, why);
	free(path);
	if (rc < 0)
		return rc;
	if (asprintf(&path, "%s/%s/summary.csv", folder, name) < 0)
		return reason_memory(why);
	rc = csv_for_each(path, &format_summary.csv, add_candidate, lines, why);
	if (rc == 0 && lines->n == n_before)
		rc = reason_set(why, -EINVAL,
		    "%s has no line on a candidate: judge the row again", path);
	free(path);
	return rc;
}

static int
compare_lines(const void *left, const void *right)
{
	const struct selftest_line *a = left;
	const struct selftest_line *b = right;
	const int order =
	    strcmp(a->texts[SELFTEST_CSV_TRUTH], b->texts[SELFTEST_CSV_TRUTH]);

	if (order != 0)
		return order;
	if (a->repeat != b->repeat)
		return a->repeat < b->repeat ? -1 : 1;
	return strcmp(a->texts[SELFTEST_CSV_ROW], b->texts[SELFTEST_CSV_ROW]);
}

static int
write_lines(
    const struct selftest_lines *lines, const char *folder, struct reason *why)
{
	struct atomic_file atomic = { 0 };
	int rc;

	if (!atomic_file_open(&atomic)) {
		atomic_file_close(&atomic);
		return reason_memory(why);
	}

	struct csv_writer w = csv_writer_on(atomic.file);
	fputs(format_selftest.header, atomic.file);
	for (size_t i = 0; i < lines->n; i++) {
		for (size_t j = 0; j < N_SELFTEST_CSV; j++)
			csv_put_text(&w, lines->list[i].texts[j]);
		csv_end_line(&w);
	}
	rc = atomic_file_write(&atomic, folder, NAME, why);
	atomic_file_close(&atomic);
	return rc;
}

static void
free_lines(struct selftest_lines *lines)
{
	for (size_t i = 0; i < lines->n; i++) {
		for (size_t j = 0; j < N_SELFTEST_CSV; j++)
			free(lines->list[i].texts[j]);
	}
	free(lines->list);
	free(lines->truth);
}

/* Begins with what is known of the row beforehand. */
static int
begin_lines(struct selftest_lines *lines, const struct selftest_row *row,
    struct reason *why)
{
	const size_t n = strcspn(row->name, "/");
	const char *repeat = row->name + n + (row->name[n] == '/');

	if (n == 0 || repeat[0] == '\0' ||
	    repeat[strspn(repeat, "0123456789")] != '\0')
		return reason_set(why, -EINVAL,
		    "'%s' is no row: name its truth and its number, as in "
		    "aa/1",
		    row->name);
	lines->repeat = repeat;
	/* A fraction is typed: no more digits than these mean anything. */
	snprintf(lines->true_pct, sizeof(lines->true_pct), "%.10g",
	    100 * row->plant);
	snprintf(
	    lines->seconds, sizeof(lines->seconds), "%" PRIu64, row->seconds);
	lines->truth = strndup(row->name, n);
	return lines->truth != NULL ? 0 : reason_memory(why);
}

int
selftest_add(const char *folder, const struct selftest_row *row, FILE *out,
    struct reason *why)
{
	struct selftest_lines lines = { .out = out };
	char *path = NULL;
	int rc = begin_lines(&lines, row, why);

	if (rc == 0 && asprintf(&path, "%s/" NAME, folder) < 0) {
		path = NULL;
		rc = reason_memory(why);
	}
	if (rc == 0)
		rc = read_lines(&lines, path, why);
	if (rc == 0)
		rc = read_row(&lines, folder, row->name, why);
	if (rc == 0 && lines.n > 0) {
		qsort(lines.list, lines.n, sizeof(*lines.list), compare_lines);
		rc = write_lines(&lines, folder, why);
	}
	free(path);
	free_lines(&lines);
	return rc;
}
