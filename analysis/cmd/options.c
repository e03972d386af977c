/* SPDX-License-Identifier: BSD-2-Clause */
/* options: see options.h. */
#include "analysis/cmd/options.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#include "base/option.h"
#include "base/text.h"

/* A hundred years; counting units up to that does not overflow. */
#define SECONDS_MAX UINT32_MAX

#define ALL_BYTES 128

static const struct option OPTIONS[] = {
#define OPTION(name, kind, letter, value, help) { name, kind, NULL, letter },
#include "analysis/cmd/options.def"
#undef OPTION
	{ 0 },
};

/* Which options are given, by letter. */
struct given {
	bool options[UCHAR_MAX + 1];
};

static int
parse_format(const char *name, struct arguments *args, struct reason *why)
{
	char names[ALL_BYTES];

	args->format = format_find(name);
	if (args->format != NULL)
		return 0;
	format_list_names(names, sizeof(names));
	return reason_set(
	    why, -EINVAL, "--format '%s' is none of %s", name, names);
}

static int
parse_max_units(size_t *ret_units, const char *name, struct reason *why)
{
	uint64_t units;

	if (text_parse_number(name, optarg, 1, SIZE_MAX, &units, why) < 0)
		return reason_set(
		    why, -EINVAL, "--%s takes a number above 0", name);
	*ret_units = units;
	return 0;
}

/* Parses a slowdown, 0 or more. */
static int
parse_plant(double *ret_plant, struct reason *why)
{
	if (strcmp(optarg, "0") == 0)
		return 0;
	return text_parse_fraction("plant", optarg, 1, ret_plant, why);
}

/* Returns the member for an option that is a text; NULL for other options. */
static const char **
find_text(struct arguments *args, int letter)
{
	switch (letter) {
	case 'a':
		return &args->add;
	case 'c':
		return &args->claims;
	case 'g':
		return &args->gate;
	case 'k':
		return &args->known;
	case 'o':
		return &args->out;
	case 'u':
		return &args->undecided;
	case 'w':
		return &args->rewrite;
	default:
		return NULL;
	}
}

static const struct option *
find_option(int letter)
{
	const struct option *option = OPTIONS;

	while (option->val != letter)
		option++;
	return option;
}

/* Parses the value of the option that was just read. */
static int
parse_value(int letter, struct arguments *args, struct reason *why)
{
	const char *name = find_option(letter)->name;
	const char **text = find_text(args, letter);

	/* An empty value comes from an unset variable: it is no default. */
	if (optarg != NULL && optarg[0] == '\0')
		return reason_set(why, -EINVAL, "--%s needs a value", name);
	if (text != NULL) {
		*text = optarg;
		return 0;
	}
	switch (letter) {
	case 'f':
		return parse_format(optarg, args, why);
	case 'l':
		return text_parse_number(
		    name, optarg, 0, SECONDS_MAX, &args->seconds_left, why);
	case 'm':
		return parse_max_units(&args->max_units, name, why);
	case 'p':
		return parse_plant(&args->plant, why);
	case 's':
		return text_parse_number(
		    name, optarg, 0, SECONDS_MAX, &args->seconds_spent, why);
	default:
		args->wants_help = true;
		return 0;
	}
}

/* Says why option_next() stopped at this word. */
static int
refuse_word(char **argv, int letter, struct reason *why)
{
	const char *word = argv[optind - 1];

	if (letter == ':')
		return reason_set(why, -EINVAL, "%s needs a value", word);
	/*
	 * optind may not be behind the word of a letter; a long word may have a
	 * value.
	 */
	if (optopt > 0 && optopt <= UCHAR_MAX)
		return reason_set(why, -EINVAL, "-%c is no option", optopt);
	if (optarg != NULL && optarg == word)
		word = argv[optind - 2];
	return reason_set(
	    why, -EINVAL, "%s is no option, or one that is cut short", word);
}

static int
parse_options(int argc, char **argv, struct arguments *args,
    struct given *given, struct reason *why)
{
	int letter;

	option_begin();
	while ((letter = option_next(argc, argv, OPTIONS)) != -1) {
		if (letter == ':' || letter == '?')
			return refuse_word(argv, letter, why);
		if (parse_value(letter, args, why) < 0)
			return -EINVAL;
		given->options[letter] = true;
	}
	return 0;
}

static int
check_reports(const struct command *command, const struct arguments *args,
    struct reason *why)
{
	if (command->n_reports == COMMAND_MANY
	        ? args->n_reports == 0
	        : args->n_reports != command->n_reports)
		return reason_set(why, -EINVAL, "%s",
		    command->n_reports == 2       ? "two reports are needed"
		        : command->n_reports == 0 ? "no report is taken"
		                                  : "one report is needed");
	for (int i = 0; i < args->n_reports; i++) {
		if (args->reports[i][0] == '\0')
			return reason_set(
			    why, -EINVAL, "the path of a report is empty");
	}
	return 0;
}

/* Says which commands take this option. */
static int
refuse_option(const struct option *option, struct reason *why)
{
	char names[ALL_BYTES] = "";
	size_t n_left = 0;

	for (const struct command *c = commands_all; c->name != NULL; c++)
		n_left += strchr(c->options, option->val) != NULL;
	for (const struct command *c = commands_all; c->name != NULL; c++) {
		if (strchr(c->options, option->val) == NULL)
			continue;
		n_left--;
		strcat(names, c->name);
		strcat(names, n_left == 0 ? "" : n_left == 1 ? " and " : ", ");
	}
	return reason_set(why, -EINVAL, "--%s is for %s", option->name, names);
}

static int
check_options(const struct command *command, const struct given *given,
    struct reason *why)
{
	for (const struct option *o = OPTIONS; o->name != NULL; o++) {
		if (given->options[o->val] &&
		    strchr(command->options, o->val) == NULL)
			return refuse_option(o, why);
	}
	if (command->needed != '\0' && !given->options[(int)command->needed])
		return reason_set(why, -EINVAL, "--%s FILE is needed",
		    find_option(command->needed)->name);
	if (!given->options['a'] && given->options['p'])
		return reason_set(why, -EINVAL, "--plant goes with --add");
	if (given->options['a'] && !given->options['s'])
		return reason_set(why, -EINVAL, "--add needs --seconds-spent");
	if (!given->options['a'] && given->options['s'] != given->options['l'])
		return reason_set(why, -EINVAL,
		    "--seconds-spent and --seconds-left go together");
	return 0;
}

int
options_parse(int argc, char **argv, struct arguments *ret_args,
    const struct command **ret_command, struct reason *why)
{
	struct given given = { 0 };
	struct arguments args = {
		.max_units = SIZE_MAX,
		.seconds_spent = ARGUMENT_MISSING,
		.seconds_left = ARGUMENT_MISSING,
		.format = format_find(FORMAT_DEFAULT),
	};
	const struct command *command = NULL;

	if (parse_options(argc, argv, &args, &given, why) < 0)
		return -EINVAL;
	if (optind < argc) {
		command = command_find(argv[optind]);
		if (command == NULL)
			return reason_set(why, -EINVAL,
			    "there is no command '%s'", argv[optind]);
		args.reports = argv + optind + 1;
		args.n_reports = argc - optind - 1;
	} else if (!args.wants_help) {
		return reason_set(why, -EINVAL, "a command is needed");
	}
	if (!args.wants_help &&
	    (check_reports(command, &args, why) < 0 ||
	        check_options(command, &given, why) < 0))
		return -EINVAL;
	*ret_args = args;
	*ret_command = command;
	return 0;
}
