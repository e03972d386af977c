/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * slowpath-audit: counts what each operation of each arm does, and compares it
 * with the lock without a check.  Prints and exits; nothing else here does.
 */
#include "bench/audit/audit.h"
#include "bench/audit/limit.h"
#include "bench/provenance.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXIT_USAGE 2

/* No operation needs a thousandth of it, on the slowest machine. */
#define LIMIT_SECONDS 20

static const char usage[] =
    "Usage: slowpath-audit --arms DIR --out DIR [--checks LIST]\n"
    "           [--limit SECONDS]\n"
    "\n"
    "Counts the arms in --arms, all or those with these checks, and writes\n"
    "audit.csv and audit.txt to --out.  An operation that takes longer than\n"
    "--limit (default: 20) is an error.\n";

static int
fail(int err, const struct reason *why)
{
	fprintf(stderr, "slowpath: %s\n",
	    why->text[0] == '\0' ? strerror(-err) : why->text);
	return EXIT_USAGE;
}

static int
fail_usage(void)
{
	fputs(usage, stderr);
	return EXIT_USAGE;
}

static int
run(const char *arms, const char *checks, const char *out)
{
	struct reason why = { "" };
	struct armory armory;
	struct sheet *sheet = NULL;
	int err = audit_check_files(arms, &why);

	if (err == 0)
		err = armory_open(arms, &armory, &why);
	if (err < 0)
		return fail(err, &why);
	err = provenance_check(&armory, &why);
	if (err == 0)
		err = sheet_open(out, &sheet, &why);
	if (err == 0)
		err = audit_run(&armory, checks, sheet, &why);
	if (err == 0)
		err = sheet_write(sheet, &why);
	sheet_close(sheet);
	armory_close(&armory);
	return err < 0 ? fail(err, &why) : 0;
}

int
main(int argc, char *argv[])
{
	static const struct option options[] = {
		{ "arms", required_argument, NULL, 'a' },
		{ "checks", required_argument, NULL, 'c' },
		{ "help", no_argument, NULL, 'h' },
		{ "limit", required_argument, NULL, 'l' },
		{ "out", required_argument, NULL, 'o' },
		{ NULL, 0, NULL, 0 },
	};
	const char *arms = NULL;
	const char *checks = NULL;
	const char *out = NULL;
	int limit = LIMIT_SECONDS;
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1)
		switch (option) {
		case 'a':
			arms = optarg;
			break;
		case 'c':
			checks = optarg;
			break;
		case 'o':
			out = optarg;
			break;
		case 'l':
			limit = atoi(optarg);
			break;
		case 'h':
			fputs(usage, stdout);
			return 0;
		default:
			return fail_usage();
		}
	if (arms == NULL || out == NULL || optind != argc || limit <= 0)
		return fail_usage();
	limit_set((unsigned)limit);
	return run(arms, checks, out);
}
