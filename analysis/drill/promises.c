/* SPDX-License-Identifier: BSD-2-Clause */
/* promises: see promises.h. */
#include "analysis/drill/promises.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/csv/field.h"

/* What a panic says about one promise. */
enum answer {
	ANSWER_NONE, /* the promise is not about such a panic */
	ANSWER_KEPT,
	ANSWER_BROKEN,
};

static enum answer
answer_dump(const struct panic *panic)
{
	return panic_is_dumped(panic) ? ANSWER_KEPT : ANSWER_BROKEN;
}

/* The world may move only if the dump names a CPU that went on. */
static enum answer
answer_world(const struct panic *panic)
{
	if (!panic_is_dumped(panic) || panic_has(panic, PANIC_UNANSWERED))
		return ANSWER_NONE;
	return panic->outcome == OUTCOME_MOVED ? ANSWER_BROKEN : ANSWER_KEPT;
}

static enum answer
answer_refusing(const struct panic *panic)
{
	const struct csv_field *fields = panic->fields;

	if (panic->moment != MOMENT_REFUSING)
		return ANSWER_NONE;
	return panic_is_dumped(panic) &&
	        csv_list_has(
	            fields[PANIC_UNANSWERED].text, fields[PANIC_REFUSED].text)
	    ? ANSWER_KEPT
	    : ANSWER_BROKEN;
}

static enum answer
answer_again(const struct panic *panic, enum moment moment)
{
	if (panic->moment != moment)
		return ANSWER_NONE;
	return panic_is_dumped(panic) && panic->fields[PANIC_PANICS].count > 0
	    ? ANSWER_KEPT
	    : ANSWER_BROKEN;
}

static enum answer
answer_nested(const struct panic *panic)
{
	return answer_again(panic, MOMENT_NESTED);
}

static enum answer
answer_two(const struct panic *panic)
{
	return answer_again(panic, MOMENT_TWO);
}

static enum answer
answer_stop(const struct panic *panic)
{
	const double ratio = stops_ratio(panic);

	if (isnan(ratio))
		return ANSWER_NONE;
	return ratio > DRILL_PROMISE_MOST_ROUND_TRIPS ? ANSWER_BROKEN
	                                              : ANSWER_KEPT;
}

static const struct {
	const char *text;
	enum answer (*answer)(const struct panic *panic);
} PROMISES[N_DRILL_PROMISES] = {
	[DRILL_PROMISE_DUMP] = { "every panic leaves a whole dump",
	    answer_dump },
	[DRILL_PROMISE_WORLD] = { "the world does not move where all CPUs "
	                          "answered",
	    answer_world },
	[DRILL_PROMISE_REFUSING] = { "a whole dump says which CPU refused to "
	                             "stop",
	    answer_refusing },
	[DRILL_PROMISE_NESTED] = { "a panic inside a panic leaves a whole dump",
	    answer_nested },
	[DRILL_PROMISE_TWO] = { "of two panics at once one leaves a whole dump",
	    answer_two },
	[DRILL_PROMISE_STOP] = { "all stop within 1.5 bare signal round trips",
	    answer_stop },
};

const char *
promises_text(enum drill_promise_kind kind)
{
	return PROMISES[kind].text;
}

const char *
promises_state_name(enum drill_promise_state state)
{
	static const char *const NAMES[N_DRILL_PROMISE_STATES] = {
		[DRILL_PROMISE_HOLDS] = "holds",
		[DRILL_PROMISE_BROKEN] = "BROKEN",
		[DRILL_PROMISE_NOT_SHOWN] = "not shown",
		[DRILL_PROMISE_CANNOT_TELL] = "cannot tell",
	};

	return NAMES[state];
}

/*
 * Returns what `panic` did instead of keeping the promise, to be freed; NULL
 * without memory.
 */
static char *
describe(enum drill_promise_kind kind, const struct panic *panic)
{
	const struct csv_field *fields = panic->fields;
	const char *reason = fields[PANIC_REASON].text;
	char *detail = NULL;
	int len;

	if (kind == DRILL_PROMISE_STOP)
		len = asprintf(&detail, "%.2f round trips", stops_ratio(panic));
	else if (reason[0] != '\0')
		len = asprintf(&detail, "%s", reason);
	else if (kind == DRILL_PROMISE_REFUSING)
		len = asprintf(&detail, "%s refused, unanswered: %s",
		    fields[PANIC_REFUSED].text, fields[PANIC_UNANSWERED].text);
	else if (kind == DRILL_PROMISE_NESTED || kind == DRILL_PROMISE_TWO)
		len = asprintf(
		    &detail, "further panics: %s", fields[PANIC_PANICS].text);
	else
		len = asprintf(&detail, "%s", "");
	return len < 0 ? NULL : detail;
}

static int
add_offender(struct drill_promises *p, enum drill_promise_kind kind,
    const struct panic *panic)
{
	struct drill_promise *promise = &p->list[kind];

	if (promise->n_offenders < DRILL_PROMISE_OFFENDERS) {
		char *detail = describe(kind, panic);

		if (detail == NULL)
			return -ENOMEM;
		promise->offenders[promise->n_offenders] = (struct offender){
			.panic = panic->fields[PANIC_PANIC].count,
			.seed = panic->fields[PANIC_SEED].count,
			.moment = panic->moment,
			.outcome = panic->outcome,
			.detail = detail,
		};
	}
	promise->n_offenders++;
	return 0;
}

static bool
is_promised(const struct panic *panic)
{
	return panic->mode == MODE_ON && panic->sync != SYNC_BEFORE;
}

int
promises_add(struct drill_promises *p, const struct panic *panic)
{
	int rc = 0;

	if (!is_promised(panic))
		return 0;
	for (size_t i = 0; i < N_DRILL_PROMISES && rc == 0; i++) {
		const enum answer answer = PROMISES[i].answer(panic);

		p->list[i].n += answer != ANSWER_NONE;
		if (answer == ANSWER_BROKEN)
			rc = add_offender(p, (enum drill_promise_kind)i, panic);
		if (i == DRILL_PROMISE_REFUSING && answer == ANSWER_KEPT &&
		    csv_list_count(panic->fields[PANIC_UNANSWERED].text) > 1)
			p->n_others++;
	}
	return rc;
}

static enum drill_promise_state
stop_state(const struct stops *stops)
{
	const double most = DRILL_PROMISE_MOST_ROUND_TRIPS;
	const struct stop *together = &stops->bands[STOPS_TOGETHER];
	bool is_each_below = true;
	bool is_one_above = false;

	if (together->ratio_lower > most)
		return DRILL_PROMISE_BROKEN;
	for (size_t i = 0; i < STOPS_TOGETHER; i++) {
		const struct stop *stop = &stops->bands[i];

		if (stop->ratio_lower > most)
			return DRILL_PROMISE_BROKEN;
		if (stop->ratio.n == 0)
			continue;
		is_each_below &= stop->ratio_upper <= most;
		is_one_above |= stop->ratio.median > most;
	}
	if (is_one_above)
		return DRILL_PROMISE_CANNOT_TELL;
	return is_each_below || together->ratio_upper <= most
	    ? DRILL_PROMISE_HOLDS
	    : DRILL_PROMISE_CANNOT_TELL;
}

void
promises_end(struct drill_promises *p, const struct stops *stops)
{
	for (size_t i = 0; i < N_DRILL_PROMISES; i++) {
		struct drill_promise *promise = &p->list[i];

		if (promise->n == 0)
			promise->state = DRILL_PROMISE_NOT_SHOWN;
		else if (i == DRILL_PROMISE_STOP)
			promise->state = stop_state(stops);
		else
			promise->state = promise->n_offenders > 0
			    ? DRILL_PROMISE_BROKEN
			    : DRILL_PROMISE_HOLDS;
	}
}

bool
promises_are_broken(const struct drill_promises *p)
{
	for (size_t i = 0; i < N_DRILL_PROMISES; i++) {
		if (p->list[i].state == DRILL_PROMISE_BROKEN)
			return true;
	}
	return false;
}

void
promises_fini(struct drill_promises *p)
{
	for (size_t i = 0; i < N_DRILL_PROMISES; i++) {
		for (size_t j = 0; j < DRILL_PROMISE_OFFENDERS; j++)
			free(p->list[i].offenders[j].detail);
	}
}
