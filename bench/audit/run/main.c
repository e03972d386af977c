/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * slowpath-audit: counts what each operation of each arm does, and compares it
 * with the lock without a check.  Only this file prints and exits.
 */
#include "base/atomic_file.h"
#include "base/option.h"
#include "base/process.h"
#include "base/text.h"
#include "bench/arm/provenance.h"
#include "bench/audit/run/audit.h"
#include "bench/audit/trace/tracee.h"

#include <errno.h>
#include <glob.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define EXIT_USAGE   2
#define EXIT_NOTHING 3 /* there is nothing to count */

/* No operation takes a thousandth of this on the slowest machine. */
#define TIMEOUT_SECONDS     20
#define TIMEOUT_MAX_SECONDS 86400

static const char usage[] =
    "Usage: slowpath-audit --arms DIR --out DIR [--checks LIST]\n"
    "           [--timeout SECONDS]\n"
    "       slowpath-audit --help\n"
    "\n"
    "Counts the arms in --arms, all or those with these checks (usual: those\n"
    "of " CATALOG_USUAL_CHECKS " that there are), and writes audit.csv and\n"
    "audit.txt to --out.  An operation that takes longer than\n"
    "--timeout (default: 20) is an error.  What could not be counted leaves\n"
    "uncounted.txt in --out, with the reason.\n"
    "\n"
    "Exit status: 0, 2 usage or error, 3 the arms have nothing to count.\n";

static int
fail(int err, const struct reason *why)
{
	fprintf(stderr, "slowpath: %s\n",
	    why->text[0] == '\0' ? strerror(-err) : why->text);
	return EXIT_USAGE;
}

/* The file that tells the analysis that something could not be counted. */
#define UNCOUNTED "uncounted.txt"

static void
forget_uncounted(const char *out)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/" UNCOUNTED, out);
	unlink(path);
}

/* Leaves the reason in the folder, and prints why if it cannot. */
static void
note_uncounted(const char *out, int err, const struct reason *why)
{
	struct reason why_not = { "" };
	struct atomic_file atomic = { 0 };
	const char *text = why->text[0] != '\0' ? why->text : strerror(-err);

	if (!atomic_file_open(&atomic))
		return;
	fprintf(atomic.file, "%s\n", text);
	if (atomic_file_write(&atomic, out, UNCOUNTED, &why_not) < 0)
		fail(-EIO, &why_not);
	atomic_file_close(&atomic);
}

/*
 * Checks that every arm in folder is a whole file: to load a broken one may end
 * the process.  Returns 0, or the error of the first that is broken.
 */
static int
check_files(const char *folder, struct reason *why)
{
	char pattern[4096];
	glob_t found;
	int err = 0;

	snprintf(pattern, sizeof(pattern), "%s/*" CATALOG_ENDING, folder);
	/* The loader tells that there are none. */
	if (glob(pattern, 0, NULL, &found) != 0)
		return 0;
	for (size_t i = 0; i < found.gl_pathc && err == 0; i++) {
		struct object object;

		err = object_open(found.gl_pathv[i], &object, why);
		if (err == 0)
			object_close(&object);
	}
	globfree(&found);
	return err;
}

static int
run_audit(const char *arms, const char *checks, const char *out)
{
	struct reason why = { "" };
	struct catalog catalog;
	struct audit_files *files = NULL;
	int err = check_files(arms, &why);

	if (err == 0)
		err = catalog_open(arms, &catalog, &why);
	if (err < 0)
		return fail(err, &why);
	err = provenance_check(&catalog, &why);
	if (err == 0)
		err = audit_files_open(out, &files, &why);
	if (err == 0)
		err = audit_run(&catalog, checks, files, &why);
	if (err == 0)
		err = audit_files_write(files, &why);
	if (err < 0 && err != -ENODATA && files != NULL)
		note_uncounted(out, err, &why);
	else if (err == 0)
		forget_uncounted(out);
	audit_files_close(files);
	catalog_close(&catalog);
	if (err < 0)
		fail(err, &why);
	return err == 0 ? 0 : err == -ENODATA ? EXIT_NOTHING : EXIT_USAGE;
}

struct audit_options {
	const char *arms;
	const char *checks;
	const char *out;
	unsigned timeout_s;
	bool wants_help;
};

static int
take_option(struct audit_options *o, int opt, struct reason *why)
{
	switch (opt) {
	case 'a':
		o->arms = optarg;
		return 0;
	case 'c':
		o->checks = optarg;
		return 0;
	case 'h':
		o->wants_help = true;
		return 0;
	case 't':
		return text_parse_count("timeout", optarg, 1,
		    TIMEOUT_MAX_SECONDS, &o->timeout_s, why);
	default:
		o->out = optarg;
		return 0;
	}
}

static int
parse_options(
    int argc, char *argv[], struct audit_options *o, struct reason *why)
{
	static const struct option options[] = {
#define OPTION(name, value, number) { name, value, NULL, number },
#include "bench/audit/run/options.def"
#undef OPTION
		{ NULL, 0, NULL, 0 },
	};
	int err = 0;
	int opt = -1;

	option_begin();
	while (err == 0 && (opt = option_next(argc, argv, options)) != -1)
		err = opt == '?' || opt == ':' ? option_refuse(argv, opt, why)
		                               : take_option(o, opt, why);
	if (err < 0 || o->wants_help)
		return err;
	if (optind < argc)
		return option_refuse(argv, opt, why);
	if (o->arms == NULL || o->out == NULL)
		return reason_set(why, -EINVAL,
		    "%s is needed; --help tells all",
		    o->arms == NULL ? "--arms" : "--out");
	return process_refuse_preload(why);
}

int
main(int argc, char *argv[])
{
	struct audit_options options = { .timeout_s = TIMEOUT_SECONDS };
	struct reason why = { "" };
	int err;

	process_open_streams();
	err = parse_options(argc, argv, &options, &why);
	if (err == 0 && options.wants_help) {
		fputs(usage, stdout);
		err = process_end_output(&why);
		return err < 0 ? fail(err, &why) : 0;
	}
	if (err < 0)
		return fail(err, &why);
	tracee_set_limit(options.timeout_s);
	return run_audit(options.arms, options.checks, options.out);
}
