/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test: tests by cmocka that register themselves, so that none is forgotten.
 *
 *	TEST(a_name_that_says_what_holds)
 *	{
 *		assert_int_equal(1 + 1, 2);
 *	}
 *
 * A test's body may use `state`, a void ** that set_up functions fill.  Meson's
 * test_dep has the main function: it runs all tests of the program in the order
 * of the files on the command line of the linker, and of the lines in each
 * file; it prints TAP.  The exit status is 0 if every test passed or was
 * skipped, and 1 otherwise: also if there is no test, or if a set_up or
 * tear_down failed.
 *
 * A program may have tests that only some of its runs want: TEST_WHERE.
 */
#ifndef LIB_TEST_H
#define LIB_TEST_H

/* What cmocka.h needs before itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Private: what a macro below registers. */
struct test {
	struct CMUnitTest test;
	struct test *next;
	bool (*is_wanted)(void); /* NULL: always */
	/* Which file of the program it is in, and where in it. */
	const char *file;
	int place;
};

/* Private: called by constructors, thus before main, by one thread. */
void test_register(struct test *test);
void test_register_group(CMFixtureFunction set_up, CMFixtureFunction tear_down);
void test_register_prologue(int (*prologue)(int argc, char *argv[]));

/* Its address tells the files of a program apart. */
static char test_file __attribute__((unused));

/* The program's first argument, or NULL. */
const char *test_argument(void);

/* A test of its own. */
#define TEST(name) TEST_WITH(name, NULL, NULL)

/* A test after set_up and before tear_down; either may be NULL. */
#define TEST_WITH(name, set_up, tear_down) \
	TEST_AT(NULL, name, set_up, tear_down, __COUNTER__)

/*
 * The same, but it is listed and run only if is_wanted() says so, which is
 * asked once, when main has begun.
 */
#define TEST_WHERE(is_wanted, name, set_up, tear_down) \
	TEST_AT(is_wanted, name, set_up, tear_down, __COUNTER__)

/* Once for a program: what comes before the first and after the last test. */
#define TEST_GROUP(set_up, tear_down)                                        \
	__attribute__((constructor)) static void test_group_of_this_program( \
	    void)                                                            \
	{                                                                    \
		test_register_group(set_up, tear_down);                      \
	}                                                                    \
	_Static_assert(1, "so that a semicolon may follow")

/*
 * Once for a program: is called first, with main's arguments.  It returns
 * TEST_GO_ON, and the tests run, or the exit status to end with at once: a
 * program that starts itself for another purpose does so.
 */
#define TEST_PROLOGUE(prologue)                   \
	__attribute__((constructor)) static void  \
	test_prologue_of_this_program(void)       \
	{                                         \
		test_register_prologue(prologue); \
	}                                         \
	_Static_assert(1, "so that a semicolon may follow")

#define TEST_GO_ON (-1)

/*
 * For a prologue: adds a test behind those of the files, that gets *state ==
 * its_state.  Name and state must stay.  Without memory the program ends.
 */
void test_add(const char *name, CMUnitTestFunction function, void *its_state);

#define TEST_AT(wanted, name, set_up, tear_down, counter)              \
	static void name(void **state);                                \
	__attribute__((constructor)) static void register_##name(void) \
	{                                                              \
		static struct test test = {                            \
			.test = cmocka_unit_test_setup_teardown(       \
			    name, set_up, tear_down),                  \
			.is_wanted = wanted,                           \
			.file = &test_file,                            \
			.place = counter,                              \
		};                                                     \
		test_register(&test);                                  \
	}                                                              \
	static void name(void **state __attribute__((unused)))

#endif
