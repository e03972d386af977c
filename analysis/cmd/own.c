/* SPDX-License-Identifier: BSD-2-Clause */
/* own: the commands that need no file to judge by: drill and selftest. */
#include "analysis/cmd/commands.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "analysis/drill/drill.h"
#include "analysis/format/terminal.h"
#include "analysis/selftest/add.h"
#include "analysis/selftest/selftest.h"
#include "base/formats/describe.h"

int
commands_drill(const struct arguments *args, struct reason *why)
{
	struct drill *drill;
	int rc = drill_read(args->reports[0], &drill, why);

	if (rc < 0)
		return rc;
	if (drill->promises.list[DRILL_PROMISE_DUMP].n == 0)
		fputs("warning: nothing was promised: no panic had the mode "
		      "on\n",
		    stderr);
	drill_print(stdout, drill, terminal_has_colour(stdout));
	rc = terminal_end(stdout, promises_are_broken(&drill->promises), why);
	drill_destroy(drill);
	return rc;
}

/* Adds a row to a self-test. */
static int
add_selftest(const struct arguments *args, struct reason *why)
{
	const struct selftest_row row = {
		.name = args->add,
		.plant = args->plant,
		.seconds = args->seconds_spent,
	};
	const int rc = selftest_add(args->reports[0], &row, stdout, why);

	return rc < 0 ? rc : terminal_end(stdout, 0, why);
}

int
commands_selftest(const struct arguments *args, struct reason *why)
{
	if (args->add != NULL)
		return add_selftest(args, why);

	struct selftest selftest;
	struct selftest_target targets[SELFTEST_TARGETS];
	int rc = selftest_read(args->reports[0], &selftest, why);

	if (rc < 0)
		return rc;
	selftest_judge(&selftest, targets);
	selftest_print(stdout, &selftest);
	rc =
	    terminal_end(stdout, !selftest_print_targets(stdout, targets), why);
	selftest_fini(&selftest);
	return rc;
}

int
commands_columns(const struct arguments *args, struct reason *why)
{
	const char *slash = strrchr(args->reports[0], '/');
	const char *file = slash != NULL ? slash + 1 : args->reports[0];

	for (size_t i = 0; formats_all[i] != NULL; i++) {
		const char *name = formats_all[i]->file;
		const size_t n = strlen(name);

		/* Compressed or not, it has the same columns. */
		if (strncmp(file, name, n) != 0 ||
		    (file[n] != '\0' && strcmp(file + n, ".gz") != 0))
			continue;
		format_describe(stdout, formats_all[i]);
		return terminal_end(stdout, 0, why);
	}
	return reason_set(why, -EINVAL,
	    "no list of columns is called '%s': see slowpath-analysis columns "
	    "--help",
	    file);
}
