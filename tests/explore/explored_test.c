/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of the lock code itself, compiled over the explorer's doors, that no
 * interleaving within the bounds breaks a case (called_away.c, exclusive.c,
 * panic.c, shared.c); and that these cases would see it: of each broken lock,
 * that the case which is named for it catches it, and by the failure that is
 * named.
 *
 * Takes the modules of one lock as arguments; prints for each what was
 * explored.
 */
#include "module.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

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

static void
test_a_lock_passes(const struct explored *e)
{
	unsigned n_failed = 0;

	for (unsigned i = 0; i < e->n_groups; i++)
		for (unsigned j = 0; j < e->groups[i]->n; j++) {
			const struct explore_case *c = &e->groups[i]->cases[j];
			const struct explore_result r = run_case(c);

			print_figures(e->name, c, &r);
			if (r.failure == NULL)
				continue;
			print_failure(&r);
			n_failed++;
		}
	assert_int_equal(n_failed, 0);
}

/* True if the failure of *c may be what must find *e. */
static bool
is_named(const struct explored *e, const struct explore_case *c)
{
	const size_t length = strlen(c->name);

	return strncmp(e->caught_by, c->name, length) == 0 &&
	    e->caught_by[length] == ':';
}

/*
 * Explores the cases of *e, or the named one alone, up to the first that finds
 * something.  Writes what it is and returns after how many interleavings.
 */
static uint64_t
find(const struct explored *e, bool all, char *ret_caught_by, size_t size)
{
	for (unsigned i = 0; i < e->n_groups; i++)
		for (unsigned j = 0; j < e->groups[i]->n; j++) {
			const struct explore_case *c = &e->groups[i]->cases[j];
			struct explore_result r;

			if (!all && !is_named(e, c))
				continue;
			r = run_case(c);
			if (r.failure == NULL)
				continue;
			snprintf(
			    ret_caught_by, size, "%s: %s", c->name, r.failure);
			return r.n_interleavings;
		}
	return 0;
}

/* Where the case that is named does not find it, says what does. */
static void
test_a_broken_lock_is_caught(const struct explored *e)
{
	char caught_by[128] = "nothing";
	uint64_t n = find(e, false, caught_by, sizeof(caught_by));

	if (n == 0)
		n = find(e, true, caught_by, sizeof(caught_by));
	printf("# %-38s - %s - after %llu interleavings\n", e->name, caught_by,
	    (unsigned long long)n);
	sum.n_broken++;
	sum.n_caught += strcmp(caught_by, e->caught_by) == 0;
	assert_string_equal(caught_by, e->caught_by);
}

static void
test_module(void **state)
{
	const struct explored *e = module_open(*state);

	assert_non_null(e);
	sum.lock = e->lock;
	if (e->caught_by[0] == '\0')
		test_a_lock_passes(e);
	else
		test_a_broken_lock_is_caught(e);
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

/* The file's name without its folder. */
static const char *
name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

int
main(int argc, char **argv)
{
	const unsigned n = (unsigned)argc - 1;
	struct CMUnitTest *tests = calloc(n, sizeof(*tests));

	if (n == 0 || tests == NULL) {
		fprintf(stderr, "usage: %s MODULE...\n", argv[0]);
		return 2;
	}
	for (unsigned i = 0; i < n; i++)
		tests[i] = (struct CMUnitTest){
			.name = name_of(argv[i + 1]),
			.test_func = test_module,
			.initial_state = argv[i + 1],
		};
	return _cmocka_run_group_tests(
	    "explored locks", tests, n, NULL, print_sum);
}
