/* SPDX-License-Identifier: BSD-2-Clause */
/* known: see known.h. */
#include "analysis/verdict/known.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/verdict/patterns.h"
#include "base/csv/input.h"

#define PART_BYTES 128

/* What the gate file calls another build of the same lock. */
#define REVISION "revision"

static int
add(char ***list, size_t *n, const char *text, size_t len)
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
known_add_row(struct known *known, const char *name)
{
	return add(&known->rows, &known->n_rows, name, strlen(name));
}

/* An arm's name is lock-check-place: each end of it may be a candidate's. */
static int
add_arm(struct known *known, const char *name, size_t len)
{
	int rc = 0;

	for (size_t i = 0; i < len && rc == 0; i++) {
		if (name[i] == '-')
			rc = add(&known->candidates, &known->n_candidates,
			    name + i + 1, len - i - 1);
	}
	return rc;
}

int
known_add_arm(struct known *known, const char *name)
{
	return add_arm(known, name, strlen(name));
}

/* Which list the lines belong to that follow. */
enum part {
	PART_NONE,
	PART_ROWS,
	PART_ARMS,
};

/* A name stands behind two signs: a mark and a blank, or two blanks. */
static int
take_line(struct known *known, const char *line, enum part *part)
{
	const size_t len = strcspn(line, "\n");

	if (strncmp(line, "rows (", 6) == 0)
		*part = PART_ROWS;
	else if (strncmp(line, "arms (", 6) == 0)
		*part = PART_ARMS;
	else if (len > 2 && *part == PART_ROWS)
		return add(&known->rows, &known->n_rows, line + 2,
		    strcspn(line + 2, " \n"));
	else if (len > 2 && *part == PART_ARMS)
		return add_arm(known, line + 2, strcspn(line + 2, " \n"));
	return 0;
}

int
known_read(const char *path, struct known *ret_known, struct reason *why)
{
	struct known known = { 0 };
	enum part part = PART_NONE;
	struct csv_input *input;
	const char *line;
	size_t len;
	int rc = csv_input_open(path, CSV_RECORDED, &input, why);

	if (rc < 0)
		return rc;
	while ((rc = csv_input_next(input, &line, &len, why)) > 0) {
		if (take_line(&known, line, &part) < 0) {
			rc = reason_memory(why);
			break;
		}
	}
	csv_input_close(input);
	if (rc == 0 && known.n_rows == 0)
		rc = reason_set(why, -EINVAL,
		    "%s names no rows: it must be what slowpath-bench --list "
		    "prints",
		    path);
	if (rc < 0) {
		known_fini(&known);
		return rc;
	}
	*ret_known = known;
	return 0;
}

/* Whether part `i` of a row's name is what that of the pattern is for. */
static bool
is_part(const char *pattern, const char *row, size_t i)
{
	char wanted[PART_BYTES];
	char own[PART_BYTES];

	return patterns_part(pattern, i, wanted, sizeof(wanted)) &&
	    patterns_part(row, i, own, sizeof(own)) &&
	    patterns_match(wanted, own);
}

/* As known_has_row() for a pattern of four parts. */
static bool
has_parts(const struct known *known, const char *pattern)
{
	bool has_case = false;
	bool has_placement = false;

	for (size_t i = 0; i < known->n_rows; i++) {
		const char *row = known->rows[i];

		has_case |=
		    is_part(pattern, row, 0) && is_part(pattern, row, 1);
		has_placement |= is_part(pattern, row, 3);
	}
	return has_case && has_placement;
}

bool
known_has_row(const struct known *known, const char *pattern)
{
	char part[PART_BYTES];

	for (size_t i = 0; i < known->n_rows; i++) {
		if (patterns_match(pattern, known->rows[i]))
			return true;
	}
	return patterns_part(pattern, 3, part, sizeof(part)) &&
	    has_parts(known, pattern);
}

bool
known_has_candidate(const struct known *known, const char *pattern)
{
	for (size_t i = 0; i < known->n_candidates; i++) {
		if (patterns_match(pattern, known->candidates[i]))
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
known_fini(struct known *known)
{
	free_all(known->rows, known->n_rows);
	free_all(known->candidates, known->n_candidates);
}
