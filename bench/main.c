/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * slowpath-bench: the engine's program, which is a Google Benchmark program,
 * and its own unit (launch.h).  Prints, exits and catches signals; nothing else
 * in this folder does.
 */
#include "bench/clock.h"
#include "bench/engine.h"
#include "bench/environment.h"
#include "bench/gbench.h"
#include "bench/launch.h"
#include "bench/manifest.h"
#include "bench/notices.h"
#include "bench/pins.h"
#include "bench/revision.h"
#include "bench/topology.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define EXIT_USAGE       2
#define EXIT_INTERRUPTED 130

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
	/* A unit that died is told by the write's error. */
	signal(SIGPIPE, SIG_IGN);
}

static int
usage(const struct reason *why)
{
	fprintf(stderr, "slowpath: %s\n\n%s", why->text, options_help);
	return EXIT_USAGE;
}

static int
failed(int err, const struct reason *why)
{
	fprintf(stderr, "slowpath: %s\n",
	    why->text[0] == '\0' ? strerror(-err) : why->text);
	return EXIT_USAGE;
}

static void
warn_lost(const char *row, unsigned unit, const struct reason *why)
{
	fprintf(
	    stderr, "slowpath: lost unit %u of %s: %s\n", unit, row, why->text);
}

static void
note(const char *row, const struct reason *what)
{
	fprintf(stderr, "slowpath: %s: %s\n", row, what->text);
}

static bool
has_argument(int argc, char *const argv[], const char *start)
{
	for (int i = 1; i < argc; i++)
		if (strncmp(argv[i], start, strlen(start)) == 0)
			return true;
	return false;
}

static int
make_folder(const char *path, struct reason *why)
{
	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		return reason_set(
		    why, -errno, "cannot make %s: %s", path, strerror(errno));
	return 0;
}

/* Runs the plan with its files open.  Returns the exit status. */
static int
measure(struct engine *engine, struct manifest *manifest, struct reason *why)
{
	unsigned n_rows;
	int err = manifest_write(manifest, why);

	if (err == 0)
		err = engine_register(engine);
	if (err < 0)
		return failed(err, why);
	gbench_add_context("run_id", engine->options->run_id);
	n_rows = engine_run(engine);
	manifest->tally = &engine->tally;
	notices_miscounted(manifest);
	manifest->n_units_lost = engine->n_units_lost;
	manifest->is_complete =
	    !is_interrupted && engine->err == 0 && n_rows > 0;
	err = manifest_write(manifest, why);
	if (engine->err < 0)
		return failed(engine->err, &engine->why);
	if (err < 0)
		return failed(err, why);
	if (is_interrupted)
		return EXIT_INTERRUPTED;
	if (n_rows == 0) {
		fprintf(stderr,
		    "slowpath: --benchmark_filter matches no row; "
		    "./run.sh list shows all\n");
		return EXIT_USAGE;
	}
	return EXIT_SUCCESS;
}

/* Looks at the machine, then measures into the options' folder. */
static int
record_run(struct engine *engine, struct manifest *manifest, struct reason *why)
{
	struct counters_event events[COUNTERS_EVENTS_MAX];
	struct environment_finding findings[ENVIRONMENT_MAX];
	const struct options *options = engine->options;
	int err = counters_choose(options->events, events, why);
	int status;

	if (err >= 0)
		err = counters_choose_raw(options->raw_events,
		    options->n_raw_events, events, (unsigned)err, why);
	if (err < 0)
		return usage(why);
	engine->events = manifest->events = events;
	engine->n_events = manifest->n_events = (unsigned)err;
	manifest->quantum_ns = clock_quantum_ns();
	manifest->clock_cost_ns = clock_cost_ns();
	manifest->findings = findings;
	manifest->n_findings = environment_look(manifest->quantum_ns, findings);
	notices_skipped(manifest->plan);
	notices_unknown(engine->armory);
	notices_findings(manifest);
	notices_uncounted(manifest);
	if (plan_count_runnable(engine->plan) == 0) {
		fprintf(stderr, "slowpath: no row can run on this machine\n");
		return EXIT_USAGE;
	}
	err = make_folder(options->out, why);
	if (err == 0)
		err = record_open(options->out, options->run_id,
		    options->n_units_done > 0, &engine->record, why);
	if (err < 0)
		return failed(err, why);
	status = measure(engine, manifest, why);
	record_close(engine->record);
	return status;
}

/* Says what would be done; a filter of Google Benchmark's is not known here. */
static int
show_pins(const struct options *options, const struct manifest *manifest,
    struct reason *why)
{
	if (has_argument(
	        manifest->argc, manifest->argv, "--benchmark_filter")) {
		reason_set(why, -EINVAL,
		    "--dry-run knows no --benchmark_filter: choose with "
		    "--rows");
		return usage(why);
	}
	if (pins_print(options->topology == NULL ? "here" : options->topology,
	        manifest->machine, manifest->plan) < 0)
		return failed(-ENOMEM, why);
	return EXIT_SUCCESS;
}

/* Lists, or measures.  lists_tests: Google Benchmark does the listing. */
static int
run(struct options *options, struct manifest *manifest, bool lists_tests,
    const struct armory *armory, struct reason *why)
{
	struct plan plan;
	struct engine engine = {
		.options = options,
		.armory = armory,
		.plan = &plan,
		.is_interrupted = &is_interrupted,
		.warn = warn_lost,
		.note = note,
	};
	int status = EXIT_SUCCESS;

	if (plan_make(options, armory, manifest->machine, &plan, why) < 0)
		return usage(why);
	manifest->plan = &plan;
	if (options->wants_list) {
		notices_list_rows(&plan);
		notices_list_arms(armory);
	} else if (lists_tests) {
		if (engine_register(&engine) == 0)
			engine_run(&engine);
	} else if (options->is_dry_run) {
		status = show_pins(options, manifest, why);
	} else if (options->out == NULL) {
		reason_set(why, -EINVAL, "--out is needed");
		status = usage(why);
	} else {
		status = record_run(&engine, manifest, why);
	}
	engine_release(&engine);
	plan_free(&plan);
	return status;
}

static int
serve_as_unit(void)
{
	/* The engine decides when to stop; without it there is no work. */
	signal(SIGINT, SIG_IGN);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	return unit_serve(STDIN_FILENO, STDOUT_FILENO);
}

static int
run_engine(int argc, char *argv[], struct manifest *manifest)
{
	const bool lists_tests =
	    has_argument(argc, argv, "--benchmark_list_tests");
	struct options options;
	struct armory armory;
	struct placement_machine *machine;
	struct reason why = { 0 };
	int status;
	int err;

	/* Before Google Benchmark answers with its own. */
	if (has_argument(argc, argv, "--help")) {
		fputs(options_help, stdout);
		return EXIT_SUCCESS;
	}
	gbench_init(&argc, argv);
	if (options_parse(argc, argv, &options, &why) < 0)
		return usage(&why);
	if (!options.is_seeded &&
	    getrandom(&options.seed, sizeof(options.seed), 0) !=
	        sizeof(options.seed))
		return failed(-EIO, &why);
	options.seed &= INT64_MAX; /* what run.json can tell */
	err = revision_open_arms(&options, &armory, &why);
	if (err < 0)
		return failed(err, &why);
	err = topology_open(options.topology, &machine, &why);
	if (err < 0) {
		armory_close(&armory);
		return failed(err, &why);
	}
	manifest->options = &options;
	manifest->machine = machine;
	status = run(&options, manifest, lists_tests, &armory, &why);
	placement_close(machine);
	armory_close(&armory);
	return status;
}

int
main(int argc, char *argv[])
{
	/* Google Benchmark takes its options out: run.json tells them all. */
	struct manifest manifest = { .argc = argc };
	char **copy;
	int status;

	if (argc == 2 && strcmp(argv[1], LAUNCH_UNIT_ARGUMENT) == 0)
		return serve_as_unit();
	catch_signals();
	copy = calloc((size_t)argc, sizeof(*copy));
	if (copy == NULL)
		return EXIT_USAGE;
	memcpy(copy, argv, (size_t)argc * sizeof(*copy));
	manifest.argv = copy;
	status = run_engine(argc, argv, &manifest);
	free(copy);
	return status;
}
