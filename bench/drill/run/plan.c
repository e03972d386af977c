/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/run/plan.h"

#include "base/formats/words.h"
#include "bench/drill/format/world_data.h"

#include <errno.h>
#include <string.h>

const char *
plan_moment_name(enum plan_moment moment)
{
	return words_moment.words[moment].text;
}

const char *
plan_sync_name(enum plan_sync sync)
{
	return words_sync.words[sync].text;
}

/*
 * Returns the next number of a sequence: splitmix64 of Steele, Lea and Flood.
 */
static uint64_t
draw_number(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

/* Draws one of the allowed choices, of which there is at least one. */
static unsigned
draw_allowed(uint64_t *state, const bool *allowed, unsigned n)
{
	unsigned i;

	do
		i = (unsigned)(draw_number(state) % n);
	while (!allowed[i]);
	return i;
}

/*
 * One panic in so many has its floor measured.  With many threads that costs
 * more than the panic, since each has to come back to a processor.  With two
 * threads that panic, or one that refuses, it would not be the floor of this
 * stop.
 */
#define FLOOR_EVERY 4

static bool
can_have_floor(const struct plan_panic *panic)
{
	return panic->is_on && panic->moment != PLAN_TWO &&
	    panic->moment != PLAN_REFUSING;
}

struct plan_panic
plan_panic(const struct drill_plan *plan, unsigned number)
{
	static const unsigned threads[] = { 2, 3, 4, 8, 16, 32, 64 };
	const unsigned n = sizeof(threads) / sizeof(threads[0]);
	uint64_t state = plan->seed + number * 0xd1342543de82ef95u;
	const bool both = plan->modes[false] && plan->modes[true];
	struct plan_panic panic = {
		.number = number,
		.plan_seed = plan->seed,
		.seed = draw_number(&state),
		.is_on = both ? number % 2 == 0 : plan->modes[true],
	};

	panic.sync = draw_allowed(&state, plan->syncs, PLAN_SYNCS);
	panic.moment = draw_allowed(&state, plan->moments, PLAN_MOMENTS);
	panic.n_threads = threads[draw_number(&state) % n];
	if (plan->n_threads != 0)
		panic.n_threads = plan->n_threads;
	panic.lock = (unsigned)(draw_number(&state) % WORLD_LOCKS);
	panic.has_floor =
	    draw_number(&state) % FLOOR_EVERY == 0 && can_have_floor(&panic);
	return panic;
}

/* Allows the choices that a word names.  Returns false if it names none. */
static bool
allow_word(const char *word, size_t n, const struct word_list *list,
    unsigned n_words, bool *ret)
{
	const bool is_all = n == 3 && strncmp(word, "all", n) == 0;
	bool is_known = is_all;

	for (unsigned i = 0; i < n_words; i++) {
		const char *name = list->words[i].text;

		if (is_all ||
		    (strlen(name) == n && strncmp(word, name, n) == 0))
			ret[i] = is_known = true;
	}
	return is_known;
}

static int
parse_words(const char *text, const struct word_list *list, unsigned n_words,
    bool *ret, struct reason *why)
{
	memset(ret, 0, n_words * sizeof(*ret));
	for (;;) {
		const size_t n = strcspn(text, ",");

		if (!allow_word(text, n, list, n_words, ret))
			return reason_set(why, -EINVAL,
			    "there is no %s '%.*s'; --help tells all",
			    list->column, (int)n, text);
		if (text[n] == '\0')
			return 0;
		text += n + 1;
	}
}

int
plan_parse_moments(const char *list, bool ret[PLAN_MOMENTS], struct reason *why)
{
	return parse_words(list, &words_moment, PLAN_MOMENTS, ret, why);
}

int
plan_parse_syncs(const char *list, bool ret[PLAN_SYNCS], struct reason *why)
{
	return parse_words(list, &words_sync, PLAN_SYNCS, ret, why);
}
