/* SPDX-License-Identifier: BSD-2-Clause */
/* gate_rules: see gate_rules.h. */
#include "analysis/verdict/gate_rules.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

#include "analysis/verdict/patterns.h"

/* Reads a number and moves `text` behind it.  Returns 0 if it is none. */
static size_t
parse_count(const char **text)
{
	size_t count = 0;

	for (; **text >= '0' && **text <= '9'; (*text)++) {
		const size_t digit = (size_t)(**text - '0');

		if (count > (SIZE_MAX - digit) / 10)
			return 0;
		count = 10 * count + digit;
	}
	return count;
}

bool
looks_parse(const char *text, struct looks *ret_looks)
{
	struct looks looks = { 0 };

	for (;;) {
		const size_t count = parse_count(&text);

		if (looks.n == LOOKS_MOST || count <= looks_last(&looks))
			return false;
		looks.at[looks.n++] = count;
		if (*text != ';')
			break;
		text++;
	}
	if (*text != '\0')
		return false;
	*ret_looks = looks;
	return true;
}

size_t
looks_reached(const struct looks *looks, size_t n_units)
{
	size_t n = 0;

	while (n < looks->n && looks->at[n] <= n_units)
		n++;
	return n;
}

size_t
looks_last(const struct looks *looks)
{
	return looks->n > 0 ? looks->at[looks->n - 1] : 0;
}

/* The alternatives of both patterns of a rule. */
struct sides {
	struct alternatives rows;
	struct alternatives candidates;
};

static void
sides_fini(struct sides *sides)
{
	patterns_fini(&sides->rows);
	patterns_fini(&sides->candidates);
}

static int
split_patterns(const struct gate_rule *rule, struct sides *ret_sides)
{
	int rc;

	*ret_sides = (struct sides){ 0 };
	rc = patterns_split(rule->rows, &ret_sides->rows);
	if (rc == 0)
		rc = patterns_split(rule->candidates, &ret_sides->candidates);
	return rc;
}

static bool
has_cover(const struct alternatives *wide, const char *narrow)
{
	for (size_t i = 0; i < wide->n; i++) {
		if (patterns_cover(wide->list[i], narrow))
			return true;
	}
	return false;
}

/* Returns the first rule before `own` that decides what these match; or `own`.
 */
static size_t
find_first(
    const struct sides *all, size_t own, const char *row, const char *candidate)
{
	size_t i = 0;

	while (i < own &&
	    !(has_cover(&all[i].rows, row) &&
	        has_cover(&all[i].candidates, candidate)))
		i++;
	return i;
}

/*
 * Returns a rule before `own`, if that rule and others before it match all that
 * `own` matches; else `own`.
 */
static size_t
find_cover(const struct sides *all, size_t own)
{
	const struct sides *sides = &all[own];
	size_t last = own;

	for (size_t r = 0; r < sides->rows.n; r++) {
		for (size_t c = 0; c < sides->candidates.n; c++) {
			last = find_first(all, own, sides->rows.list[r],
			    sides->candidates.list[c]);
			if (last == own)
				return own;
		}
	}
	return last;
}

static int
check_order(const char *path, const struct gate_rule *rules, size_t n,
    const struct sides *all, struct reason *why)
{
	for (size_t i = 1; i < n; i++) {
		const size_t cover = find_cover(all, i);

		if (cover < i)
			return reason_set(why, -EINVAL,
			    "%s:%lu:1: the line decides nothing: all that "
			    "'%.60s' and '%.60s' are for is decided by line "
			    "%lu before it; put the narrower line first",
			    path, rules[i].number, rules[i].rows,
			    rules[i].candidates, rules[cover].number);
	}
	return 0;
}

int
gate_rules_check_order(const char *path, const struct gate_rule *rules,
    size_t n, struct reason *why)
{
	struct sides *all = calloc(n + 1, sizeof(*all));
	int rc = all != NULL ? 0 : -ENOMEM;

	for (size_t i = 0; i < n && rc == 0; i++)
		rc = split_patterns(&rules[i], &all[i]);
	if (rc < 0)
		reason_memory(why);
	else
		rc = check_order(path, rules, n, all, why);
	for (size_t i = 0; all != NULL && i < n; i++)
		sides_fini(&all[i]);
	free(all);
	return rc;
}

int
gate_rules_check_names(const char *path, const struct gate_rule *rules,
    size_t n, const struct bench_list *list, struct reason *why)
{
	for (size_t i = 0; i < n; i++) {
		const bool has_row = bench_list_has_row(list, rules[i].rows);
		const char *text =
		    has_row ? rules[i].candidates : rules[i].rows;

		if (has_row && bench_list_has_candidate(list, text))
			continue;
		return reason_set(why, -EINVAL,
		    "%s:%lu: column '%s' is '%.80s': no %s is called so; "
		    "./run.sh list and ./run.sh gate --list show all",
		    path, rules[i].number, has_row ? "candidates" : "rows",
		    text, has_row ? "candidate" : "row");
	}
	return 0;
}
