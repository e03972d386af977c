/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that this project's claims file claims what the project is about, for
 * every lock, operation and state, with six exceptions; and that its costs are
 * exact: one more instruction breaks a claim.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

#include "analysis/audit/claims.h"

#define ALL_MTX "mtx", "mtx-delay12", "mtx-delay24"

/* One load and one branch, in the hard path alone. */
static const struct promise {
	const char *locks[7];
	const char *op;
	const char *states[5];
} PROMISES[] = {
	{ { ALL_MTX, "rw", "sx" }, "lock",
	    { "mine", "held", "asleep", "contested" } },
	{ { "rw", "sx" }, "lock", { "read-1", "read-3" } },
	{ { "spin", "spin-delay12", "spin-delay24" }, "lock", { "held" } },
	{ { ALL_MTX, "rw", "sx" }, "unlock", { "contested" } },
	{ { ALL_MTX, "sx" }, "unlock", { "recursed" } },
	{ { "sx" }, "rlock", { "held", "asleep" } },
	{ { "sx" }, "runlock", { "contested" } },
};

/* What gcc 12 makes otherwise; to the last number. */
static const struct exception {
	const char *lock;
	const char *op;
	const char *check;
	const char *state;
	int64_t least[N_AUDIT_COUNTS]; /* and most, but for lines_read */
} EXCEPTIONS[] = {
	{ "spin-delay24", "lock", "global", "held", { 5, 1, 0, 0, 1, 1, 0 } },
	{ "spin-delay24", "lock", "td", "held", { 5, 1, 0, 0, 1, 1, 0 } },
	{ "sx", "rlock", "global", "held", { -3, 0, -1, 0, 1, 0, 1 } },
	{ "sx", "rlock", "td", "held", { -2, 0, -1, 0, 1, 0, 1 } },
	{ "sx", "rlock", "global", "asleep", { -1, 1, -1, 0, 1, 0, 2, -1 } },
	{ "sx", "rlock", "td", "asleep", { 0, 1, -1, 0, 1, 0, 2, -1 } },
};

#define N_EXCEPTIONS (sizeof(EXCEPTIONS) / sizeof(EXCEPTIONS[0]))

static int
set_up(void **state)
{
	static struct claims claims;
	struct reason why;

	*state = &claims;
	return claims_read(getenv("CLAIMS"), &claims, &why);
}

static int
tear_down(void **state)
{
	claims_fini(*state);
	return 0;
}

TEST_GROUP(set_up, tear_down);

static const struct claim *
find(
    const struct claims *claims, const char *compiler, const char *const *names)
{
	struct audit_line line = { .is_counted = true };
	const char *texts[] = { "x86-64", compiler, names[0], names[1],
		names[2], "hard", names[3] };

	for (size_t i = 0; i <= AUDIT_STATE; i++)
		line.texts[i] = (char *)(uintptr_t)texts[i];

	const struct claim *claim = claims_find(claims, &line);
	if (claim == NULL)
		fail_msg("nothing is for %s/%s/%s/hard/%s", names[0], names[1],
		    names[2], names[3]);
	return claim;
}

static void
assert_promised(const struct claim *claim, const char *const *names)
{
	const struct claim_range *r = claim->ranges;

	if (claim->kind != CLAIM_CLAIM || !claim->must_fall ||
	    r[AUDIT_INSTRUCTIONS].least < 0 || r[AUDIT_INSTRUCTIONS].most > 2 ||
	    r[AUDIT_LOADS].least != 1 || r[AUDIT_LOADS].most != 1 ||
	    r[AUDIT_STORES].least != 0 || r[AUDIT_STORES].most != 0 ||
	    r[AUDIT_ATOMICS].least != 0 || r[AUDIT_ATOMICS].most != 0 ||
	    r[AUDIT_LINES_READ].least < 0 || r[AUDIT_LINES_READ].most != 1 ||
	    r[AUDIT_LINES_WRITTEN].least != 0 ||
	    r[AUDIT_LINES_WRITTEN].most != 0)
		fail_msg("line %lu of the claims weakens %s/%s/%s/hard/%s",
		    claim->number, names[0], names[1], names[2], names[3]);
}

static const struct exception *
find_exception(const char *const *names)
{
	for (size_t i = 0; i < N_EXCEPTIONS; i++) {
		const struct exception *e = &EXCEPTIONS[i];

		if (strcmp(e->lock, names[0]) == 0 &&
		    strcmp(e->op, names[1]) == 0 &&
		    strcmp(e->check, names[2]) == 0 &&
		    strcmp(e->state, names[3]) == 0)
			return e;
	}
	return NULL;
}

static void
assert_excepted(const struct claim *claim, const struct exception *e)
{
	assert_int_equal(claim->kind, CLAIM_EXCEPTION);
	for (size_t i = 0; i < N_AUDIT_COUNTS; i++) {
		const int64_t room = i == AUDIT_LINES_READ ? 1 : 0;

		assert_true(claim->ranges[i].least == e->least[i]);
		assert_true(claim->ranges[i].most <= e->least[i] + room);
	}
}

/* Returns whether it is an exception. */
static bool
look(
    const struct claims *claims, const char *compiler, const char *const *names)
{
	const struct claim *claim = find(claims, compiler, names);
	const struct exception *e = find_exception(names);

	if (e == NULL || strncmp(compiler, "gcc 12", 6) != 0) {
		assert_promised(claim, names);
		return false;
	}
	assert_excepted(claim, e);
	return true;
}

/* Looks at both checks; returns how many exceptions there are. */
static size_t
look_at(
    const struct claims *claims, const char *compiler, const struct promise *p)
{
	size_t n = 0;

	for (size_t i = 0; p->locks[i] != NULL; i++)
		for (size_t j = 0; p->states[j] != NULL; j++) {
			n += look(claims, compiler,
			    (const char *[]){
			        p->locks[i], p->op, "global", p->states[j] });
			n += look(claims, compiler,
			    (const char *[]){
			        p->locks[i], p->op, "td", p->states[j] });
		}
	return n;
}

TEST(what_the_project_is_about_is_promised)
{
	static const struct {
		const char *compiler;
		size_t n_exceptions;
	} CASES[] = {
		{ "gcc 12.2.0 -O2", N_EXCEPTIONS },
		{ "gcc 12.2.0 -O3", N_EXCEPTIONS },
		{ "gcc 13.2.0 -O2", 0 },
		{ "clang 14.0.6 -O2", 0 },
	};

	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		size_t n = 0;

		for (size_t j = 0; j < sizeof(PROMISES) / sizeof(PROMISES[0]);
		     j++)
			n += look_at(*state, CASES[i].compiler, &PROMISES[j]);
		assert_int_equal(n, CASES[i].n_exceptions);
	}
}

TEST(what_it_costs_is_written_to_the_last_instruction)
{
	const struct claims *claims = *state;
	size_t n_costs = 0;

	for (size_t i = 0; i < claims->n; i++) {
		const struct claim *claim = &claims->list[i];
		const bool is_code =
		    strcmp(claim->patterns[AUDIT_STATE], "code") == 0;

		if (claim->kind != CLAIM_COST)
			continue;
		n_costs++;
		if (is_code != (claim->fast_path[0] != '\0') ||
		    strpbrk(claim->fast_path, "*?(") != NULL)
			fail_msg("line %lu: any fast path", claim->number);
		for (size_t j = 0; j < N_AUDIT_COUNTS && !is_code; j++)
			if (claim->ranges[j].least != claim->ranges[j].most)
				fail_msg("line %lu: any %s", claim->number,
				    audit_count_name((enum audit_count)j));
	}
	assert_true(n_costs > 400);
}
