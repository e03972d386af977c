/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/option.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>

void
option_begin(void)
{
	/* 0, not 1, makes glibc forget where in a word it was. */
	optind = 0;
	opterr = 0;
}

/* Whether the word just read spells the option out in full. */
static bool
is_spelt_out(char *argv[], const struct option *option)
{
	const size_t n = strlen(option->name);
	const char *word = argv[optind - 1];

	if (optarg != NULL && optarg == word)
		word = argv[optind - 2];
	return strncmp(word, "--", 2) == 0 &&
	    strncmp(word + 2, option->name, n) == 0 &&
	    (word[n + 2] == '\0' || word[n + 2] == '=');
}

int
option_next(int argc, char *argv[], const struct option options[])
{
	int index = -1;
	const int opt = getopt_long(argc, argv, ":", options, &index);

	if (opt == -1 || opt == '?' || opt == ':')
		return opt;
	optopt = 0;
	return is_spelt_out(argv, &options[index]) ? opt : '?';
}

int
option_refuse(char *argv[], int opt, struct reason *why)
{
	const char *word = argv[opt == -1 ? optind : optind - 1];

	if (opt == ':')
		return reason_set(why, -EINVAL, "%s needs a value", word);
	if (opt == -1)
		return reason_set(why, -EINVAL,
		    "'%s' is not an option; --help tells all", word);
	/* optopt has the letter; optind may still be at its word. */
	if (optopt > 0 && optopt <= UCHAR_MAX)
		return reason_set(why, -EINVAL,
		    "there is no option '-%c'; --help tells all", optopt);
	if (optarg != NULL && optarg == word)
		word = argv[optind - 2];
	return reason_set(
	    why, -EINVAL, "there is no option '%s'; --help tells all", word);
}
