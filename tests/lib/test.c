/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/lib/test.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static struct test *tests;
static size_t n_tests;
static const char *argument;

static unsigned n_groups;
static CMFixtureFunction group_set_up, group_tear_down;

static unsigned n_prologues;
static int (*first)(int argc, char *argv[]);

static _Noreturn void
bail_out(const char *why)
{
	printf("Bail out! %s\n", why);
	exit(EXIT_FAILURE);
}

/*
 * Behind all that come before it: those of files that were linked earlier, and
 * those of lower places in its own.  A compiler may call the constructors of
 * one file in whatever order.
 */
void
test_register(struct test *test)
{
	struct test **link = &tests;

	while (*link != NULL &&
	    ((*link)->file != test->file || (*link)->place <= test->place))
		link = &(*link)->next;
	test->next = *link;
	*link = test;
	n_tests++;
}

void
test_register_group(CMFixtureFunction set_up, CMFixtureFunction tear_down)
{
	group_set_up = set_up;
	group_tear_down = tear_down;
	n_groups++;
}

void
test_register_prologue(int (*prologue)(int argc, char *argv[]))
{
	first = prologue;
	n_prologues++;
}

void
test_add(const char *name, CMUnitTestFunction function, void *its_state)
{
	static char added;
	struct test *test = calloc(1, sizeof(*test));

	if (test == NULL)
		bail_out("there is no memory for another test");
	test->test = (struct CMUnitTest){
		.name = name,
		.test_func = function,
		.initial_state = its_state,
	};
	test->file = &added;
	test_register(test);
}

const char *
test_argument(void)
{
	return argument;
}

/* Takes off the list what this run does not want. */
static void
drop_unwanted(void)
{
	struct test **link = &tests;

	while (*link != NULL) {
		if ((*link)->is_wanted == NULL || (*link)->is_wanted()) {
			link = &(*link)->next;
		} else {
			*link = (*link)->next;
			n_tests--;
		}
	}
}

static bool
write_all(const char *bytes, size_t n)
{
	while (n > 0) {
		const ssize_t written = write(STDOUT_FILENO, bytes, n);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return false;
		bytes += written;
		n -= (size_t)written;
	}
	return true;
}

/* cmocka 1.1.5 says "not ok 1 # SKIP name", which by TAP has failed. */
static bool
is_skipped(const char *line, size_t n)
{
	const size_t n_words = strlen("not ok "), n_skip = strlen(" # SKIP ");
	size_t at = n_words;

	if (n < n_words || memcmp(line, "not ok ", n_words) != 0)
		return false;
	while (at < n && isdigit((unsigned char)line[at]))
		at++;
	return n - at >= n_skip && memcmp(line + at, " # SKIP ", n_skip) == 0;
}

/* A stream's writer (fopencookie): each line goes out as TAP has it. */
static ssize_t
write_tap(void *in_line, const char *bytes, size_t n)
{
	bool *is_in_line = in_line;
	size_t at = 0;

	while (at < n) {
		const char *line = bytes + at;
		const char *end = memchr(line, '\n', n - at);
		const size_t size = end ? (size_t)(end - line) + 1 : n - at;
		const size_t not = strlen("not ");
		const size_t left_out =
		    !*is_in_line && is_skipped(line, size) ? not : 0;

		if (!write_all(line + left_out, size - left_out))
			return 0;
		*is_in_line = end == NULL;
		at += size;
	}
	return (ssize_t)n;
}

/* Whether what is printed from now on goes through write_tap, by lines. */
static bool
open_tap(void)
{
	static bool is_in_line;
	FILE *tap = fopencookie(
	    &is_in_line, "w", (cookie_io_functions_t){ .write = write_tap });

	if (tap == NULL || setvbuf(tap, NULL, _IOLBF, BUFSIZ) != 0)
		return false;
	fflush(stdout);
	stdout = tap;
	return setenv("CMOCKA_MESSAGE_OUTPUT", "TAP", 1) == 0;
}

static int
run_all(void)
{
	struct CMUnitTest *all = calloc(n_tests, sizeof(*all));
	size_t i = 0;
	int n_failed;

	if (all == NULL)
		return -1;
	for (struct test *test = tests; test != NULL; test = test->next)
		all[i++] = test->test;
	n_failed = _cmocka_run_group_tests(
	    "tests", all, n_tests, group_set_up, group_tear_down);
	free(all);
	return n_failed;
}

int
main(int argc, char *argv[])
{
	int status = TEST_GO_ON;

	if (n_groups > 1 || n_prologues > 1)
		bail_out("more than one TEST_GROUP or TEST_PROLOGUE");
	if (first != NULL)
		status = first(argc, argv);
	if (status != TEST_GO_ON)
		return status;
	if (n_tests == 0)
		bail_out("no test is registered: TEST() registers one");
	argument = argc > 1 ? argv[1] : NULL;
	drop_unwanted();
	if (n_tests == 0)
		bail_out("this run wants no test: see its argument");
	if (!open_tap())
		bail_out("standard output cannot be prepared");
	/* Not the number itself: 77 would mean that all was skipped. */
	return run_all() != 0 || fflush(stdout) != 0;
}
