/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of the lock code itself, compiled over the explorer's doors, that no
 * interleaving within the bounds breaks a case (cases/); and that these cases
 * would see it: of each broken lock, that the case which is named for it
 * catches it, and by the failure that is named.
 *
 * Takes four arguments for each module of one lock (struct subject); prints for
 * each what was explored.
 */
#include "module.h"
#include "tests/lib/test.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of all cases that ran so far. */
static struct {
	const char *lock;
	uint64_t n_interleavings;
	double seconds;
	unsigned n_cases;
	unsigned n_threads_most;
	unsigned bound_most; /* but for those without a bound */
	unsigned n_broken;
	unsigned n_caught;
} sum;

static void
print_failure(const struct explore_result *r)
{
	fprintf(stderr,
	    "# %s, after %llu interleavings, with %u preemptions:\n",
	    r->failure, (unsigned long long)r->n_interleavings,
	    r->n_preemptions);
	for (unsigned i = 0; i < r->n_steps; i++)
		fprintf(stderr, "#   %u: %s +%#zx %#zx\n", r->steps[i].thread,
		    r->steps[i].what, r->steps[i].offset,
		    (size_t)r->steps[i].value);
}

/* The case as it is for that lock. */
static struct explore_case
case_for(const struct explored *e, const struct explore_case *c)
{
	struct explore_case its = *c;

	if (its.bound == EXPLORED_MOST)
		its.bound = e->traits.most_preemptions;
	if (its.n_sights == EXPLORED_UPGRADE_SIGHTS)
		its.n_sights = e->traits.upgrade_can_miss ? 2 : 1;
	return its;
}

/* Explores a case and adds it to the sum. */
static struct explore_result
run_case(const struct explore_case *c)
{
	const struct explore_result r = explore(c);

	sum.n_interleavings += r.n_interleavings;
	sum.seconds += r.seconds;
	sum.n_cases++;
	if (sum.n_threads_most < c->n_threads)
		sum.n_threads_most = c->n_threads;
	if (c->bound != EXPLORE_UNBOUNDED && sum.bound_most < c->bound)
		sum.bound_most = c->bound;
	return r;
}

static void
print_figures(const char *lock, const struct explore_case *c,
    const struct explore_result *r)
{
	char bound[16] = "any";

	if (c->bound != EXPLORE_UNBOUNDED)
		snprintf(bound, sizeof(bound), "%u", c->bound);
	printf("# %-18s %-32s %u threads, %s preemptions: %8llu, deepest %3u, "
	       "%.0f/s\n",
	    lock, c->name, c->n_threads, bound,
	    (unsigned long long)r->n_interleavings, r->n_steps_deepest,
	    (double)r->n_interleavings / r->seconds);
}

/* What a module is put to: how arguments say it. */
struct subject {
	const char *path;
	const char *name;
	/* The cases: of which times, "calm,longer" or others. */
	const char *when;
	/* For a broken lock, what must find it: "case: failure"; else "". */
	const char *caught_by;
};

static const char *const whens[N_EXPLORED_WHENS] = {
	[EXPLORED_CALM] = "calm",
	[EXPLORED_LONGER] = "longer",
	[EXPLORED_PANIC] = "panic",
};

typedef bool visit_case(const struct explore_case *c, void *arg);

/* Visits the cases of *e that *s is put to, until a visit says true. */
static void
visit_cases(const struct subject *s, const struct explored *e,
    visit_case *visit, void *arg)
{
	for (unsigned i = 0; i < N_EXPLORED_WHENS; i++) {
		const struct explored_cases *const *group = e->groups[i];

		if (strstr(s->when, whens[i]) == NULL)
			continue;
		for (; *group != NULL; group++)
			for (unsigned j = 0; j < (*group)->n; j++) {
				const struct explore_case c =
				    case_for(e, &(*group)->cases[j]);

				if (visit(&c, arg))
					return;
			}
	}
}

struct passing {
	const char *name;
	unsigned n_cases;
	unsigned n_failed;
};

static bool
see_it_pass(const struct explore_case *c, void *arg)
{
	struct passing *p = arg;
	const struct explore_result r = run_case(c);

	print_figures(p->name, c, &r);
	p->n_cases++;
	if (r.failure != NULL) {
		print_failure(&r);
		p->n_failed++;
	}
	return false;
}

static void
test_a_lock_passes(const struct subject *s, const struct explored *e)
{
	struct passing p = { .name = s->name };

	visit_cases(s, e, see_it_pass, &p);
	assert_int_not_equal(p.n_cases, 0);
	assert_int_equal(p.n_failed, 0);
}

/* A search for what catches a broken lock. */
struct search {
	const char *named; /* the case that is to, or NULL: any */
	char caught_by[128];
	uint64_t n_interleavings; /* until then; 0: nothing has */
};

/* True if the failure of *c may be what is named. */
static bool
is_named(const char *named, const struct explore_case *c)
{
	const size_t length = strlen(c->name);

	return strncmp(named, c->name, length) == 0 && named[length] == ':';
}

static bool
see_it_caught(const struct explore_case *c, void *arg)
{
	struct search *search = arg;
	struct explore_result r;

	if (search->named != NULL && !is_named(search->named, c))
		return false;
	r = run_case(c);
	if (r.failure == NULL)
		return false;
	snprintf(search->caught_by, sizeof(search->caught_by), "%s: %s",
	    c->name, r.failure);
	search->n_interleavings = r.n_interleavings;
	return true;
}

/* Where the case that is named does not find it, says what does. */
static void
test_a_broken_lock_is_caught(const struct subject *s, const struct explored *e)
{
	struct search search = { .named = s->caught_by,
		.caught_by = "nothing" };

	visit_cases(s, e, see_it_caught, &search);
	if (search.n_interleavings == 0) {
		search.named = NULL;
		visit_cases(s, e, see_it_caught, &search);
	}
	printf("# %-38s - %s - after %llu interleavings\n", s->name,
	    search.caught_by, (unsigned long long)search.n_interleavings);
	sum.n_broken++;
	sum.n_caught += strcmp(search.caught_by, s->caught_by) == 0;
	assert_string_equal(search.caught_by, s->caught_by);
}

static void
test_module(void **state)
{
	const struct subject *s = *state;
	const struct explored *e = module_open(s->path);

	assert_non_null(e);
	sum.lock = e->lock;
	if (s->caught_by[0] == '\0')
		test_a_lock_passes(s, e);
	else
		test_a_broken_lock_is_caught(s, e);
}

static int
print_sum(void **state)
{
	(void)state;
	printf("# %s: %llu interleavings in %.1f s (%.0f thousand a second), ",
	    sum.lock, (unsigned long long)sum.n_interleavings, sum.seconds,
	    (double)sum.n_interleavings / sum.seconds / 1000);
	if (sum.n_broken != 0)
		printf("%u of %u broken locks caught\n", sum.n_caught,
		    sum.n_broken);
	else
		printf("%u cases of up to %u threads and %u preemptions, or "
		       "any number\n",
		    sum.n_cases, sum.n_threads_most, sum.bound_most);
	return 0;
}

#define WORDS_PER_MODULE 4

/* Adds a test for each four arguments. */
static int
add_tests(int argc, char *argv[])
{
	const int n_words = argc - 1;
	const int n = n_words / WORDS_PER_MODULE;
	struct subject *subjects = calloc((size_t)n, sizeof(*subjects));

	if (n == 0 || n_words % WORDS_PER_MODULE != 0 || subjects == NULL) {
		fprintf(stderr,
		    "%s: wants {MODULE NAME WHEN CAUGHT_BY}..., got %d words\n",
		    argv[0], n_words);
		return 2;
	}
	for (int i = 0; i < n; i++) {
		char **words = &argv[1 + i * WORDS_PER_MODULE];

		subjects[i] = (struct subject){ .path = words[0],
			.name = words[1],
			.when = words[2],
			.caught_by = words[3] };
		test_add(words[1], test_module, &subjects[i]);
	}
	return TEST_GO_ON;
}

TEST_PROLOGUE(add_tests);
TEST_GROUP(NULL, print_sum);
