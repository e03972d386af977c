/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * slowpath-drill: panics worlds and records what became of them; shows dumps.
 * Only this file, and the children that panic, print, exit and catch signals.
 */
#include "base/process.h"
#include "bench/drill/format/dump_read.h"
#include "bench/drill/format/dump_show.h"
#include "bench/drill/run/options.h"
#include "bench/drill/run/record.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define EXIT_USAGE       2
#define EXIT_INTERRUPTED 130

/*
 * How long a panic waits for processors to stop.  FreeBSD waits a second; here
 * one panic in seven is made to wait in vain.
 */
#define STOP_TIMEOUT_NS 100000000u

/* Panics between two lines of progress. */
#define PANICS_PER_SIGN 100

static volatile sig_atomic_t is_interrupted;

static void
interrupt(int signal)
{
	(void)signal;
	is_interrupted = 1;
}

static void
catch_signals(void)
{
	struct sigaction catch = { .sa_handler = interrupt };

	sigaction(SIGINT, &catch, NULL);
	sigaction(SIGTERM, &catch, NULL);
	/* Where a file may not grow, writing fails, as on a full disk. */
	signal(SIGXFSZ, SIG_IGN);
}

static int
fail(int err, const struct reason *why)
{
	fprintf(stderr, "slowpath: %s\n",
	    why->text[0] == '\0' ? strerror(-err) : why->text);
	return EXIT_USAGE;
}

static int
end_output(void)
{
	struct reason why = { 0 };
	const int err = process_end_output(&why);

	return err < 0 ? fail(err, &why) : EXIT_SUCCESS;
}

static int
show_dump(const char *path)
{
	struct reason why = { 0 };
	struct dump dump;
	const int err = dump_open(path, &dump, &why);

	if (err < 0)
		return fail(err, &why);
	dump_show(&dump, stdout);
	dump_close(&dump);
	return end_output();
}

static void
show_progress(unsigned done, unsigned of)
{
	if (done % PANICS_PER_SIGN == 0 || done == of)
		fprintf(stderr, "%u of %u panics\n", done, of);
}

/* Runs the plan, or one panic of it. */
static int
run_plan(const struct drill_options *options, struct watchdog *watchdog,
    struct drill_record *record, struct reason *why)
{
	const struct drill_plan *plan = &options->plan;
	const unsigned from = options->has_only ? options->only : 0;
	const unsigned to = options->has_only ? from + 1 : plan->n_panics;
	int err = 0;

	for (unsigned i = from; err == 0 && i < to; i++) {
		const struct plan_panic panic = plan_panic(plan, i);
		struct panic_result result;

		err = watchdog_run(watchdog, &panic, &result, why);
		if (err == 0)
			err = drill_record_panic(
			    record, &panic, &result, watchdog->report, why);
		if (err == 0)
			show_progress(i + 1 - from, to - from);
	}
	return err;
}

static int
drill(const struct drill_options *options, struct reason *why)
{
	struct drill_record *record;
	struct watchdog watchdog;
	int err = 0;

	if (mkdir(options->out, 0777) != 0 && errno != EEXIST)
		return reason_set(why, -errno, "cannot make %s: %s",
		    options->out, strerror(errno));
	err = drill_record_open(options->out, options->run_id, &record, why);
	if (err < 0)
		return err;
	err = watchdog_open(options->out, &watchdog, why);
	if (err == 0) {
		watchdog.timeout_ns = options->timeout_s * 1000000000ull;
		watchdog.stop_timeout_ns = STOP_TIMEOUT_NS;
		watchdog.is_interrupted = &is_interrupted;
		err = run_plan(options, &watchdog, record, why);
		watchdog_close(&watchdog);
	}
	drill_record_close(record);
	return err;
}

int
main(int argc, char *argv[])
{
	struct drill_options options;
	struct reason why = { 0 };
	int err;

	process_open_streams();
	err = drill_options_parse(argc, argv, &options, &why);
	if (err == 0 && options.wants_help) {
		fputs(drill_help, stdout);
		return end_output();
	}
	if (err == 0 && options.show != NULL)
		return show_dump(options.show);
	if (err == 0 && options.out == NULL)
		err = reason_set(&why, -EINVAL, "--out is needed");
	if (err == 0)
		err = process_refuse_preload(&why);
	if (err < 0)
		return fail(err, &why);
	for (unsigned i = 0; i < options.n_warnings; i++)
		fprintf(stderr, "slowpath: %s\n", options.warnings[i].text);
	if (!options.is_seeded &&
	    getrandom(&options.plan.seed, sizeof(options.plan.seed), 0) !=
	        sizeof(options.plan.seed))
		return fail(-EIO, &why);
	catch_signals();
	err = drill(&options, &why);
	if (err == -EINTR)
		return EXIT_INTERRUPTED;
	return err < 0 ? fail(err, &why) : EXIT_SUCCESS;
}
