/* SPDX-License-Identifier: BSD-2-Clause */
/* options: see options.h; the help on them. */
#include "analysis/cmd/options.h"

#include <string.h>

#define NAME_WIDTH 22

static const struct {
	const char *name;
	char letter;
	const char *value;
	const char *help;
} HELPS[] = {
#define OPTION(name, kind, letter, value, help) { name, letter, value, help },
#include "analysis/cmd/options.def"
#undef OPTION
};

/* Prints an option and its help; further lines stand below the first. */
static void
print_option(FILE *out, size_t i)
{
	const char *help = HELPS[i].help;
	const int used = fprintf(out, "  --%s%s%s", HELPS[i].name,
	    HELPS[i].value[0] != '\0' ? " " : "", HELPS[i].value);
	int width = used < NAME_WIDTH ? NAME_WIDTH - used : 0;

	for (;;) {
		const int len = (int)strcspn(help, "\n");

		fprintf(out, "%*s  %.*s\n", width, "", len, help);
		if (help[len] == '\0')
			return;
		help += len + 1;
		width = NAME_WIDTH;
	}
}

static void
print_options(FILE *out, const char *letters)
{
	fputs("\nOptions:\n", out);
	for (size_t i = 0; i < sizeof(HELPS) / sizeof(HELPS[0]); i++) {
		if (letters == NULL || strchr(letters, HELPS[i].letter) != NULL)
			print_option(out, i);
	}
}

void
options_print_help(FILE *out, const struct command *command)
{
	if (command != NULL) {
		fprintf(out, "Usage: %s\n\n%s", command->call, command->about);
		print_options(out, command->options);
		fprintf(out, "\nExit status: %s\n", command->exits);
		return;
	}
	for (const struct command *c = commands_all; c->name != NULL; c++)
		fprintf(out, "%s %s\n", c == commands_all ? "Usage:" : "      ",
		    c->call);
	fputc('\n', out);
	for (const struct command *c = commands_all; c->name != NULL; c++)
		fprintf(out, "%-9s %s\n", c->name, c->does);
	print_options(out, NULL);
	fputs("\nslowpath-analysis COMMAND --help tells all of a command: its "
	      "options, what it\nreads, and its exit status.\n",
	    out);
}
