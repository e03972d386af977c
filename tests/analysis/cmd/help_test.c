/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that the help on a command has each option that the command takes and
 * no other, that the help on all has each option and command, and that help
 * fits a terminal.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

#include "analysis/cmd/options.h"

static const struct {
	const char *name;
	char letter;
} OPTIONS[] = {
#define OPTION(name, kind, letter, value, help) { name, letter },
#include "analysis/cmd/options.def"
#undef OPTION
};

#define N_OPTIONS (sizeof(OPTIONS) / sizeof(OPTIONS[0]))

TEST_GROUP(NULL, NULL);

/* Returns the help on `command`, to be freed. */
static char *
read_help(const struct command *command)
{
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	assert_non_null(out);
	options_print_help(out, command);
	assert_int_equal(fclose(out), 0);
	return text;
}

/* Returns whether a line of `help` is on the option `name`. */
static bool
has_option(const char *help, const char *name)
{
	char line[64];

	snprintf(line, sizeof(line), "\n  --%s ", name);
	return strstr(help, line) != NULL;
}

TEST(the_help_on_a_command_has_its_options_and_no_other)
{
	for (const struct command *c = commands_all; c->name != NULL; c++) {
		char *help = read_help(c);
		size_t n = 0;

		for (size_t i = 0; i < N_OPTIONS; i++) {
			const bool is_taken =
			    strchr(c->options, OPTIONS[i].letter) != NULL;

			if (has_option(help, OPTIONS[i].name) != is_taken)
				fail_msg("%s: --%s", c->name, OPTIONS[i].name);
			n += is_taken;
		}
		assert_int_equal(n, strlen(c->options));
		assert_non_null(strstr(help, "\nExit status: 0 "));
		free(help);
	}
}

TEST(the_help_on_all_has_each_option_and_command)
{
	char *help = read_help(NULL);

	for (size_t i = 0; i < N_OPTIONS; i++)
		assert_true(has_option(help, OPTIONS[i].name));
	for (const struct command *c = commands_all; c->name != NULL; c++) {
		assert_non_null(strstr(help, c->call));
		assert_non_null(strstr(help, c->does));
	}
	free(help);
}

/* Checks that no line of `help` is wider than 80 columns. */
static void
assert_narrow(char *help)
{
	for (const char *line = help; *line != '\0';) {
		const size_t len = strcspn(line, "\n");

		if (len > 80)
			fail_msg("%.*s", (int)len, line);
		line += len + (line[len] == '\n');
	}
	free(help);
}

TEST(help_fits_a_terminal)
{
	assert_narrow(read_help(NULL));
	for (const struct command *c = commands_all; c->name != NULL; c++)
		assert_narrow(read_help(c));
}

/* What a command needs it also takes; two options never share a letter. */
TEST(the_letters_of_options_are_sound)
{
	for (const struct command *c = commands_all; c->name != NULL; c++) {
		assert_ptr_equal(command_find(c->name), c);
		if (c->needed != '\0')
			assert_non_null(strchr(c->options, c->needed));
	}
	for (size_t i = 0; i < N_OPTIONS; i++) {
		for (size_t j = 0; j < i; j++)
			assert_int_not_equal(
			    OPTIONS[i].letter, OPTIONS[j].letter);
	}
	assert_null(command_find("guess"));
}
