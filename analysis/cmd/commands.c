/* SPDX-License-Identifier: BSD-2-Clause */
/* commands: see commands.h. */
#include "analysis/cmd/commands.h"

#include <string.h>

#define REPORT                                                             \
	"\nA report is a folder with raw.csv or raw.csv.gz, and run.json," \
	" or the path of\neither raw file.\n"

#define EXITS_VERDICT                                                         \
	"0 all PASS, 1 a REGRESSION, 2 usage, bad input or internal error,\n" \
	"3 INCONCLUSIVE or nothing judged, 4 UNFIT"

#define EXITS_FILE "0 the file is sound, 2 it is not, or an error"

const struct command commands_all[] = {
	{
	    .name = "judge",
	    .call = "./run.sh judge [OPTIONS] REPORT",
	    .n_reports = 1,
	    .needed = 'g',
	    .options = "gofumkh",
	    .run = commands_judge,
	    .does = "judges each candidate of a report against its baseline",
	    .about = "Judges each candidate of a report against its baseline, "
	             "and writes\nsummary.csv (default: to the report's "
	             "folder).\n" REPORT,
	    .exits = EXITS_VERDICT,
	},
	{
	    .name = "compare",
	    .call = "./run.sh compare [OPTIONS] OLD NEW",
	    .n_reports = 2,
	    .needed = 'g',
	    .options = "gofkh",
	    .run = commands_compare,
	    .does = "judges each candidate of NEW against the same one of OLD",
	    .about =
	        "Judges each candidate of the report NEW against the same "
	        "one of OLD, and\nwrites compare.csv if --out is given.  "
	        "Audits are compared exactly.  What\nonly OLD has makes it "
	        "INCONCLUSIVE.\n" REPORT,
	    .exits = EXITS_VERDICT,
	},
	{
	    .name = "gate",
	    .call = "slowpath-analysis gate [OPTIONS]",
	    .needed = 'g',
	    .options = "gkh",
	    .run = commands_gate,
	    .does = "checks a gate file, and prints at how many units it looks",
	    .about = "Checks a gate file, and prints each number of units at "
	             "which it looks, one a\nline.\n",
	    .exits = EXITS_FILE,
	},
	{
	    .name = "next",
	    .call = "slowpath-analysis next [OPTIONS] REPORT",
	    .n_reports = 1,
	    .needed = 'g',
	    .options = "glskh",
	    .run = commands_next,
	    .does = "says with how many units, and which rows, a run goes on",
	    .about = "Says how a run goes on after a look.  The first line "
	             "is the number of units to\ncome to, 0 if no row goes "
	             "on.  With --seconds-spent and --seconds-left, it\nalso "
	             "has the most units of a row that there is time for, as "
	             "--max-units\ntakes it.  The name of each row that goes "
	             "on follows, one a line.\n" REPORT,
	    .exits = "0 it is said, 2 an error",
	},
	{
	    .name = "audit",
	    .call = "slowpath-analysis audit [OPTIONS] REPORT",
	    .n_reports = 1,
	    .needed = 'c',
	    .options = "ch",
	    .run = commands_audit,
	    .does = "judges what each operation executes by a claims file",
	    .about = "Judges audit.csv, the counts of what each operation "
	             "executes, by a claims\nfile.  REPORT is the folder of "
	             "audit.csv, or a file in it.\n",
	    .exits = "0 the claims hold, 1 one does not, 2 an error",
	},
	{
	    .name = "matrix",
	    .call = "slowpath-analysis matrix [OPTIONS] REPORT...",
	    .n_reports = COMMAND_MANY,
	    .needed = 'c',
	    .options = "ch",
	    .run = commands_matrix,
	    .does = "checks the claims with the audits of several compilers",
	    .about = "Shows what the claims file claims to be free: a line for "
	             "each lock and check,\na column for the audit of each "
	             "REPORT.\n",
	    .exits = "0 the claims hold, 1 one does not, 2 an error",
	},
	{
	    .name = "claims",
	    .call = "slowpath-analysis claims [OPTIONS]",
	    .needed = 'c',
	    .options = "cwh",
	    .run = commands_claims,
	    .does = "checks a claims file, or rewrites its costs",
	    .about = "Checks a claims file.  With --rewrite, prints it with "
	             "its costs taken from an\naudit: each line of the audit "
	             "that nothing else in the file is for becomes a\ncost "
	             "with its true figures.\n",
	    .exits = EXITS_FILE,
	},
	{
	    .name = "drill",
	    .call = "slowpath-analysis drill REPORT",
	    .n_reports = 1,
	    .options = "h",
	    .run = commands_drill,
	    .does = "says what became of panics, and which promises they kept",
	    .about = "Says what became of the panics of a drill, and whether "
	             "they kept what is\npromised.  REPORT is a folder with "
	             "drill.csv, or the path of a drill.csv.\n",
	    .exits = "0 the promises hold, 1 one is BROKEN, 2 an error",
	},
	{
	    .name = "selftest",
	    .call = "slowpath-analysis selftest [OPTIONS] DIR",
	    .n_reports = 1,
	    .options = "apsh",
	    .run = commands_selftest,
	    .does =
	        "counts how often rows of a known truth were judged wrongly",
	    .about = "Counts by truth how often the rows of DIR/selftest.csv "
	             "were judged wrongly,\nand whether that is as often as "
	             "promised.  With --add, adds a row to the\nfile and "
	             "judges nothing.\n",
	    .exits = "0 no target is missed, 1 one is, 2 an error",
	},
	{
	    .name = "columns",
	    .call = "slowpath-analysis columns FILE",
	    .n_reports = 1,
	    .options = "h",
	    .run = commands_columns,
	    .does = "says what each column of a file means",
	    .about = "Says what each column of a file means, and each word "
	             "that it may hold.  FILE\nis raw.csv, counters.csv, "
	             "audit.csv, drill.csv, summary.csv, compare.csv or\n"
	             "selftest.csv.\n",
	    .exits = "0 it is said, 2 there is no such file",
	},
	{ 0 },
};

const struct command *
command_find(const char *name)
{
	for (const struct command *c = commands_all; c->name != NULL; c++) {
		if (strcmp(c->name, name) == 0)
			return c;
	}
	return NULL;
}
