/* SPDX-License-Identifier: BSD-2-Clause */
/* claims: see claims.h. */
#include "analysis/audit/claims.h"

#include <errno.h>
#include <fnmatch.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv/reader.h"

#define N_PATTERNS (AUDIT_STATE + 1)

enum {
	COLUMN_KIND = N_PATTERNS,
	COLUMN_FAST_PATH,
	COLUMN_BRANCH,
	COLUMN_RANGES,
	COLUMN_REASON = COLUMN_RANGES + N_AUDIT_COUNTS,
	N_COLUMNS
};

static const struct csv_column COLUMNS[N_COLUMNS] = {
	{ "arch", CSV_TEXT, CSV_NEEDED },
	{ "compiler", CSV_TEXT, CSV_NEEDED },
	{ "lock", CSV_TEXT, CSV_NEEDED },
	{ "op", CSV_TEXT, CSV_NEEDED },
	{ "check", CSV_TEXT, CSV_NEEDED },
	{ "place", CSV_TEXT, CSV_MAY_BE_EMPTY },
	{ "state", CSV_TEXT, CSV_NEEDED },
	{ "kind", CSV_TEXT, CSV_NEEDED },
	{ "fast_path", CSV_TEXT, CSV_MAY_BE_EMPTY },
	{ "branch", CSV_TEXT, CSV_MAY_BE_EMPTY },
	{ "instructions", CSV_TEXT, CSV_MAY_BE_EMPTY },
	{ "loads", CSV_TEXT, CSV_MAY_BE_EMPTY },
	{ "stores", CSV_TEXT, CSV_MAY_BE_EMPTY },
	{ "atomics", CSV_TEXT, CSV_MAY_BE_EMPTY },
	{ "branches", CSV_TEXT, CSV_MAY_BE_EMPTY },
	{ "taken", CSV_TEXT, CSV_MAY_BE_EMPTY },
	{ "lines_read", CSV_TEXT, CSV_MAY_BE_EMPTY },
	{ "lines_written", CSV_TEXT, CSV_MAY_BE_EMPTY },
	{ "reason", CSV_TEXT, CSV_NEEDED },
};

static const struct csv_format FORMAT = {
	.columns = COLUMNS,
	.n_columns = N_COLUMNS,
	.end_rule = CSV_EDITED,
};

static const char *const KINDS[N_CLAIM_KINDS] = {
	[CLAIM_CLAIM] = "claim",
	[CLAIM_EXCEPTION] = "exception",
	[CLAIM_COST] = "cost",
	[CLAIM_BASE] = "base",
	[CLAIM_OPEN] = "open",
};

/* Parses a number, which may have a sign.  Returns its end, or NULL. */
static const char *
parse_number(const char *text, int64_t *ret_number)
{
	char *end;

	errno = 0;
	*ret_number = strtoll(text, &end, 10);
	return end == text || errno != 0 || strchr(" \t", text[0]) != NULL
	    ? NULL
	    : end;
}

/* Parses "", "1", "..2" or "-1..2". */
static bool
parse_range(const char *text, struct claim_range *ret_range)
{
	*ret_range = (struct claim_range){ INT64_MIN, INT64_MAX };
	if (text[0] == '\0')
		return true;
	if (strncmp(text, "..", 2) != 0) {
		text = parse_number(text, &ret_range->least);
		if (text == NULL)
			return false;
		if (*text == '\0') {
			ret_range->most = ret_range->least;
			return true;
		}
	}
	if (strncmp(text, "..", 2) != 0)
		return false;
	text = parse_number(text + 2, &ret_range->most);
	return text != NULL && *text == '\0' &&
	    ret_range->least <= ret_range->most;
}

static int
parse_claim(const struct csv_reader *t, const struct csv_field *fields,
    struct claim *claim, struct reason *why)
{
	size_t kind = 0;

	while (kind < N_CLAIM_KINDS &&
	    strcmp(fields[COLUMN_KIND].text, KINDS[kind]) != 0)
		kind++;
	if (kind == N_CLAIM_KINDS)
		return csv_reader_fail(t, COLUMN_KIND, why,
		    "claim, exception, cost, base or open");
	claim->kind = (enum claim_kind)kind;
	claim->must_fall = strcmp(fields[COLUMN_BRANCH].text, "falls") == 0;
	if (!claim->must_fall && fields[COLUMN_BRANCH].text[0] != '\0')
		return csv_reader_fail(
		    t, COLUMN_BRANCH, why, "falls, or nothing");
	for (size_t i = 0; i < N_AUDIT_COUNTS; i++) {
		if (!parse_range(
		        fields[COLUMN_RANGES + i].text, &claim->ranges[i]))
			return csv_reader_fail(t, COLUMN_RANGES + i, why,
			    "a number, a range as 0..2 or ..2, or nothing");
	}
	return 0;
}

static int
copy_texts(struct claim *claim, const struct csv_field *fields)
{
	bool is_complete = true;

	for (size_t i = 0; i < N_PATTERNS; i++) {
		claim->patterns[i] = strdup(fields[i].text);
		is_complete &= claim->patterns[i] != NULL;
	}
	claim->fast_path = strdup(fields[COLUMN_FAST_PATH].text);
	claim->reason = strdup(fields[COLUMN_REASON].text);
	is_complete &= claim->fast_path != NULL && claim->reason != NULL;
	return is_complete ? 0 : -ENOMEM;
}

/* Adds a claim; a csv_take_row() of `data`, a struct claims. */
static int
add_claim(void *data, const struct csv_reader *t,
    const struct csv_field *fields, struct reason *why)
{
	struct claims *claims = data;
	struct claim claim = { .number = csv_reader_line(t) };
	const int rc = parse_claim(t, fields, &claim, why);

	if (rc < 0)
		return rc;

	struct claim *list =
	    reallocarray(claims->list, claims->n + 1, sizeof(*list));
	if (list == NULL)
		return reason_memory(why);
	claims->list = list;
	list[claims->n] = claim;
	return copy_texts(&list[claims->n++], fields) == 0 ? 0
	                                                   : reason_memory(why);
}

int
claims_read(const char *path, struct claims *ret_claims, struct reason *why)
{
	struct claims claims = { .path = strdup(path) };
	const int rc = claims.path != NULL
	    ? csv_for_each(path, &FORMAT, add_claim, &claims, why)
	    : reason_memory(why);

	if (rc < 0) {
		claims_fini(&claims);
		return rc;
	}
	*ret_claims = claims;
	return 0;
}

/* Most patterns are plain words, and fnmatch() is slow. */
bool
claims_match(const char *pattern, const char *text)
{
	return strpbrk(pattern, "*?[(\\") == NULL
	    ? strcmp(pattern, text) == 0
	    : fnmatch(pattern, text, FNM_EXTMATCH) == 0;
}

bool
claims_is_for(const struct claim *claim, const struct audit_line *line)
{
	size_t i = 0;

	while (
	    i < N_PATTERNS && claims_match(claim->patterns[i], line->texts[i]))
		i++;
	return i == N_PATTERNS;
}

const struct claim *
claims_find(const struct claims *claims, const struct audit_line *line)
{
	for (size_t i = 0; i < claims->n; i++) {
		if (claims_is_for(&claims->list[i], line))
			return &claims->list[i];
	}
	return NULL;
}

/* Appends a cause to `cause`, with "; " before it unless it is the first. */
static void __attribute__((format(printf, 3, 4)))
add_cause(char *cause, size_t size, const char *format, ...)
{
	const size_t used = strlen(cause);
	va_list args;

	if (used > 0)
		snprintf(cause + used, size - used, "; ");
	va_start(args, format);
	vsnprintf(cause + strlen(cause), size - strlen(cause), format, args);
	va_end(args);
}

static void
check_count(const struct claim *claim, const struct audit_line *line,
    enum audit_count count, char *cause, size_t size)
{
	const struct claim_range *range = &claim->ranges[count];
	const int64_t difference = audit_difference(line, count);

	if (difference < range->least)
		add_cause(cause, size,
		    "%s %+" PRId64 ", %+" PRId64 " is the least",
		    audit_count_name(count), difference, range->least);
	else if (difference > range->most)
		add_cause(cause, size,
		    "%s %+" PRId64 ", %+" PRId64 " is the most",
		    audit_count_name(count), difference, range->most);
}

bool
claims_hold(const struct claim *claim, const struct audit_line *line,
    char *ret_cause, size_t size)
{
	ret_cause[0] = '\0';
	if (line->is_code) {
		if (claim->fast_path[0] != '\0' &&
		    !claims_match(
		        claim->fast_path, line->texts[AUDIT_FAST_PATH]))
			add_cause(ret_cause, size,
			    "the inlined fast path is not the same code");
		return ret_cause[0] == '\0';
	}
	if (!line->is_counted) {
		add_cause(ret_cause, size, "it could not be counted: %s",
		    line->texts[AUDIT_UNCOUNTED]);
		return false;
	}
	if (claim->must_fall && strcmp(line->texts[AUDIT_BRANCH], "jumps") == 0)
		add_cause(ret_cause, size,
		    "the check's branch jumps on the likely way: its hint is "
		    "turned round, or the compiler does not follow it");
	for (size_t i = 0; i < N_AUDIT_COUNTS; i++)
		check_count(claim, line, (enum audit_count)i, ret_cause, size);
	if (ret_cause[0] != '\0' && strstr(line->texts[AUDIT_NEW], "push "))
		add_cause(ret_cause, size, "a register is saved");
	if (ret_cause[0] != '\0')
		add_cause(ret_cause, size, "new: %s; gone: %s",
		    line->texts[AUDIT_NEW][0] == '\0' ? "nothing"
		                                      : line->texts[AUDIT_NEW],
		    line->texts[AUDIT_GONE][0] == '\0'
		        ? "nothing"
		        : line->texts[AUDIT_GONE]);
	return ret_cause[0] == '\0';
}

void
claims_fini(struct claims *claims)
{
	for (size_t i = 0; i < claims->n; i++) {
		struct claim *claim = &claims->list[i];

		for (size_t j = 0; j < N_PATTERNS; j++)
			free(claim->patterns[j]);
		free(claim->fast_path);
		free(claim->reason);
	}
	free(claims->list);
	free(claims->path);
}
