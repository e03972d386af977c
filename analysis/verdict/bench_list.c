/* SPDX-License-Identifier: BSD-2-Clause */
/* bench_list: see bench_list.h. */
#include "analysis/verdict/bench_list.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/verdict/patterns.h"
#include "base/csv/input.h"

#define PART_BYTES 128

/* The gate file's name for another build of the same lock. */
#define REVISION "revision"

static int
add_name(char ***list, size_t *n, const char *text, size_t len)
{
	char **longer = reallocarray(*list, *n + 1, sizeof(*longer));

	if (longer == NULL)
		return -ENOMEM;
	*list = longer;
	longer[*n] = strndup(text, len);
	if (longer[*n] == NULL)
		return -ENOMEM;
	++*n;
	return 0;
}

int
bench_list_add_row(struct bench_list *list, const char *name)
{
	return add_name(&list->rows, &list->n_rows, name, strlen(name));
}

/*
 * An arm is called lock-check-place, and each of these may have a dash: so what
 * follows any dash may be the candidate's name.
 */
static int
add_arm(struct bench_list *list, const char *name, size_t len)
{
	int rc = 0;

	for (size_t i = 0; i < len && rc == 0; i++) {
		if (name[i] == '-')
			rc = add_name(&list->candidates, &list->n_candidates,
			    name + i + 1, len - i - 1);
	}
	return rc;
}

int
bench_list_add_arm(struct bench_list *list, const char *name)
{
	return add_arm(list, name, strlen(name));
}

/* The list that the lines to follow belong to. */
enum part {
	PART_NONE,
	PART_ROWS,
	PART_ARMS,
};

/* A name follows two characters: a mark and a blank, or two blanks. */
static int
read_line(struct bench_list *list, const char *line, enum part *part)
{
	const size_t len = strcspn(line, "\n");

	if (strncmp(line, "rows (", 6) == 0)
		*part = PART_ROWS;
	else if (strncmp(line, "arms (", 6) == 0)
		*part = PART_ARMS;
	else if (len > 2 && *part == PART_ROWS)
		return add_name(&list->rows, &list->n_rows, line + 2,
		    strcspn(line + 2, " \n"));
	else if (len > 2 && *part == PART_ARMS)
		return add_arm(list, line + 2, strcspn(line + 2, " \n"));
	return 0;
}

int
bench_list_read(
    const char *path, struct bench_list *ret_list, struct reason *why)
{
	struct bench_list list = { 0 };
	enum part part = PART_NONE;
	struct csv_input *input;
	const char *line;
	size_t len;
	int rc = csv_input_open(path, CSV_RECORDED, &input, why);

	if (rc < 0)
		return rc;
	while ((rc = csv_input_next(input, &line, &len, why)) > 0) {
		if (read_line(&list, line, &part) < 0) {
			rc = reason_memory(why);
			break;
		}
	}
	csv_input_close(input);
	if (rc == 0 && list.n_rows == 0)
		rc = reason_set(why, -EINVAL,
		    "%s names no rows: it must be what slowpath-bench --list "
		    "prints",
		    path);
	if (rc < 0) {
		bench_list_fini(&list);
		return rc;
	}
	*ret_list = list;
	return 0;
}

/* Returns whether part `i` of the pattern matches that of a row's name. */
static bool
matches_part(const char *pattern, const char *row, size_t i)
{
	char wanted[PART_BYTES];
	char own[PART_BYTES];

	return patterns_part(pattern, i, wanted, sizeof(wanted)) &&
	    patterns_part(row, i, own, sizeof(own)) &&
	    patterns_match(wanted, own);
}

/* Like bench_list_has_row(), for a pattern of four parts. */
static bool
has_parts(const struct bench_list *list, const char *pattern)
{
	bool has_case = false;
	bool has_placement = false;

	for (size_t i = 0; i < list->n_rows; i++) {
		const char *row = list->rows[i];

		has_case |= matches_part(pattern, row, 0) &&
		    matches_part(pattern, row, 1);
		has_placement |= matches_part(pattern, row, 3);
	}
	return has_case && has_placement;
}

bool
bench_list_has_row(const struct bench_list *list, const char *pattern)
{
	char part[PART_BYTES];

	for (size_t i = 0; i < list->n_rows; i++) {
		if (patterns_match(pattern, list->rows[i]))
			return true;
	}
	return patterns_part(pattern, 3, part, sizeof(part)) &&
	    has_parts(list, pattern);
}

bool
bench_list_has_candidate(const struct bench_list *list, const char *pattern)
{
	for (size_t i = 0; i < list->n_candidates; i++) {
		if (patterns_match(pattern, list->candidates[i]))
			return true;
	}
	return patterns_match(pattern, REVISION);
}

static void
free_all(char **list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(list[i]);
	free(list);
}

void
bench_list_fini(struct bench_list *list)
{
	free_all(list->rows, list->n_rows);
	free_all(list->candidates, list->n_candidates);
}
