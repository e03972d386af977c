/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/audit/decode/diff.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Lines shown before and after what differs. */
#define CONTEXT 4

/* The rest of two listings that neither begin nor end alike. */
struct listing_rest {
	const struct listing_line *a;
	const struct listing_line *b;
	size_t n;
	size_t m;
};

/* A taken branch does not match one that was not taken. */
static bool
is_match(const struct listing_line *a, const struct listing_line *b)
{
	return a->is_taken == b->is_taken && strcmp(a->text, b->text) == 0;
}

/* The lengths of the longest common subsequences of all tails of both. */
static uint32_t *
find_lengths(const struct listing_rest *p)
{
	const size_t width = p->m + 1;
	uint32_t *length = calloc((p->n + 1) * width, sizeof(*length));

	if (length == NULL)
		return NULL;
	for (size_t i = p->n; i-- > 0;)
		for (size_t j = p->m; j-- > 0;) {
			const uint32_t down = length[(i + 1) * width + j];
			const uint32_t right = length[i * width + j + 1];

			if (is_match(&p->a[i], &p->b[j]))
				length[i * width + j] =
				    length[(i + 1) * width + j + 1] + 1;
			else
				length[i * width + j] =
				    down > right ? down : right;
		}
	return length;
}

static void
add_step(struct diff *diff, const struct listing_line *without,
    const struct listing_line *with)
{
	diff->steps[diff->n++] = (struct diff_step){ without, with };
}

static int
align_rest(const struct listing_rest *p, struct diff *diff)
{
	const size_t width = p->m + 1;
	uint32_t *length = find_lengths(p);
	size_t i = 0;
	size_t j = 0;

	if (length == NULL)
		return -ENOMEM;
	while (i < p->n || j < p->m) {
		if (i < p->n && j < p->m && is_match(&p->a[i], &p->b[j]))
			add_step(diff, &p->a[i++], &p->b[j++]);
		else if (j < p->m &&
		    (i == p->n ||
		        length[i * width + j + 1] >=
		            length[(i + 1) * width + j]))
			add_step(diff, NULL, &p->b[j++]);
		else
			add_step(diff, &p->a[i++], NULL);
	}
	free(length);
	return 0;
}

int
diff_make(
    const struct listing *without, const struct listing *with, struct diff *ret)
{
	const struct listing_line *a = without->lines;
	const struct listing_line *b = with->lines;
	size_t n = without->n;
	size_t m = with->n;
	size_t n_tail = 0;
	struct diff diff = { calloc(n + m + 1, sizeof(*diff.steps)), 0 };
	struct listing_rest part;
	int err;

	if (diff.steps == NULL)
		return -ENOMEM;
	for (; n > 0 && m > 0 && is_match(a, b); n--, m--)
		add_step(&diff, a++, b++);
	for (; n > 0 && m > 0 && is_match(&a[n - 1], &b[m - 1]); n--, m--)
		n_tail++;
	part = (struct listing_rest){ a, b, n, m };
	err = align_rest(&part, &diff);
	if (err < 0) {
		diff_fini(&diff);
		return err;
	}
	for (size_t i = 0; i < n_tail; i++)
		add_step(&diff, &a[n + i], &b[m + i]);
	*ret = diff;
	return 0;
}

void
diff_fini(struct diff *diff)
{
	free(diff->steps);
	*diff = (struct diff){ 0 };
}

static bool
is_difference(const struct diff_step *step)
{
	return step->without == NULL || step->with == NULL;
}

/* True if a difference is near step i. */
static bool
is_shown(const struct diff *diff, size_t i)
{
	const size_t from = i < CONTEXT ? 0 : i - CONTEXT;

	for (size_t j = from; j < diff->n && j <= i + CONTEXT; j++)
		if (is_difference(&diff->steps[j]))
			return true;
	return false;
}

static void
print_step(FILE *out, const struct diff_step *step)
{
	const struct listing_line *line =
	    step->with != NULL ? step->with : step->without;

	fprintf(out, "  %c %s%s%s\n",
	    step->without == NULL    ? '+'
	        : step->with == NULL ? '-'
	                             : ' ',
	    line->text, line->tail, line->is_taken ? "  taken" : "");
}

void
diff_print(FILE *out, const struct diff *diff)
{
	size_t n_hidden = 0;

	for (size_t i = 0; i <= diff->n; i++) {
		const bool is_end = i == diff->n;

		if (!is_end && !is_shown(diff, i)) {
			n_hidden++;
			continue;
		}
		if (n_hidden > 0)
			fprintf(out, "    ... %zu the same\n", n_hidden);
		n_hidden = 0;
		if (!is_end)
			print_step(out, &diff->steps[i]);
	}
}
