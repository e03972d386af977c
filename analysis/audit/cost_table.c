/* SPDX-License-Identifier: BSD-2-Clause */
/* cost_table: see cost_table.h. */
#include "analysis/audit/cost_table.h"

#include <inttypes.h>
#include <string.h>

/* The least and the most difference of each count over `n` lines. */
struct cost_span {
	size_t n;
	int64_t least[N_AUDIT_COUNTS];
	int64_t most[N_AUDIT_COUNTS];
};

/* The differences of an arm, by what the lock does. */
struct cost_sum {
	struct cost_span fast; /* nobody else wants the lock */
	struct cost_span slow;
	struct cost_span tries; /* tries, upgrades and downgrades */
	bool has_same;  /* the fast path of some operation is the same */
	bool has_other; /* the fast path of some operation differs */
};

/* Returns whether the operation finds nothing in its way. */
static bool
is_calm(const struct audit_line *line)
{
	static const char *const CALM[][2] = {
		{ "lock", "free" },
		{ "unlock", "mine" },
		{ "rlock", "free" },
		{ "runlock", "read-1" },
	};

	for (size_t i = 0; i < sizeof(CALM) / sizeof(CALM[0]); i++) {
		if (strcmp(line->texts[AUDIT_OP], CALM[i][0]) == 0 &&
		    strcmp(line->texts[AUDIT_STATE], CALM[i][1]) == 0)
			return true;
	}
	return false;
}

static bool
is_try(const struct audit_line *line)
{
	return strncmp(line->texts[AUDIT_OP], "try", 3) == 0 ||
	    strcmp(line->texts[AUDIT_OP], "downgrade") == 0;
}

static void
widen_span(struct cost_span *span, const struct audit_line *line)
{
	for (size_t i = 0; i < N_AUDIT_COUNTS; i++) {
		const int64_t d = audit_difference(line, (enum audit_count)i);

		if (span->n == 0 || d < span->least[i])
			span->least[i] = d;
		if (span->n == 0 || d > span->most[i])
			span->most[i] = d;
	}
	span->n++;
}

static void
add_line(struct cost_sum *sum, const struct audit_line *line)
{
	const char *fast_path = line->texts[AUDIT_FAST_PATH];

	if (line->is_code) {
		if (!is_try(line)) {
			sum->has_same |= strcmp(fast_path, "same") == 0;
			sum->has_other |= strcmp(fast_path, "differs") == 0;
		}
		return;
	}
	if (strcmp(line->texts[AUDIT_STATE], "stopped") == 0)
		return;
	widen_span(is_try(line) ? &sum->tries
	        : is_calm(line) ? &sum->fast
	                        : &sum->slow,
	    line);
}

static void
print_span(
    FILE *out, const struct cost_span *span, enum audit_count count, int width)
{
	char text[32] = "-";

	if (span->n > 0 && span->least[count] == span->most[count])
		snprintf(text, sizeof(text), "%+" PRId64, span->least[count]);
	else if (span->n > 0)
		snprintf(text, sizeof(text), "%+" PRId64 "..%+" PRId64,
		    span->least[count], span->most[count]);
	fprintf(out, " %*s", width, text);
}

static void
print_sum(FILE *out, const struct audit_line *of, const struct cost_sum *sum)
{
	char name[64];

	snprintf(name, sizeof(name), "%s-%s-%s", of->texts[AUDIT_LOCK],
	    of->texts[AUDIT_CHECK], of->texts[AUDIT_PLACE]);
	fprintf(out, "%-26s %-8s", name,
	    sum->has_other      ? "differs"
	        : sum->has_same ? "same"
	                        : "outline");
	print_span(out, &sum->fast, AUDIT_INSTRUCTIONS, 7);
	print_span(out, &sum->fast, AUDIT_LOADS, 7);
	print_span(out, &sum->slow, AUDIT_INSTRUCTIONS, 9);
	print_span(out, &sum->slow, AUDIT_LOADS, 7);
	print_span(out, &sum->slow, AUDIT_STORES, 7);
	print_span(out, &sum->slow, AUDIT_ATOMICS, 7);
	print_span(out, &sum->slow, AUDIT_LINES_WRITTEN, 7);
	print_span(out, &sum->tries, AUDIT_INSTRUCTIONS, 9);
	print_span(out, &sum->tries, AUDIT_LOADS, 7);
	putc('\n', out);
}

void
cost_table_print(FILE *out, const struct audit *audit)
{
	fprintf(out,
	    "%s, %s: what a check adds to the lock without one\n"
	    "%-26s %-8s %15s %41s %17s\n"
	    "%-26s %-8s %7s %7s %9s %7s %7s %7s %7s %9s %7s\n",
	    audit->lines[0].texts[AUDIT_ARCH],
	    audit->lines[0].texts[AUDIT_COMPILER], "", "fast", "nothing waits",
	    "hard path or else", "tries, up, down", "arm", "path", "instr",
	    "loads", "instr", "loads", "stores", "atomics", "lines w", "instr",
	    "loads");
	for (size_t i = 0; i < audit->n;) {
		const struct audit_line *first = &audit->lines[i];
		struct cost_sum sum = { .has_same = false };

		for (;
		     i < audit->n && audit_is_same_arm(first, &audit->lines[i]);
		     i++)
			add_line(&sum, &audit->lines[i]);
		if (first->texts[AUDIT_PLACE][0] != '\0')
			print_sum(out, first, &sum);
	}
}
