/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * slowpath-bench: the program of the engine, which is a Google Benchmark
 * program and also serves as its own unit (launch.h).  Only this file of the
 * folder exits or catches signals.
 */
#include "base/clock.h"
#include "base/process.h"
#include "bench/arm/revision.h"
#include "bench/gbench/gbench.h"
#include "bench/machine/environment.h"
#include "bench/machine/topology.h"
#include "bench/run/asked.h"
#include "bench/run/dry_run.h"
#include "bench/run/engine.h"
#include "bench/run/launch.h"
#include "bench/run/manifest.h"
#include "bench/run/notices.h"

#include <errno.h>
#include <signal.h>
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

static int
print_failure(int err, const struct reason *why)
{
	fprintf(stderr, "slowpath: %s\n",
	    why->text[0] == '\0' ? strerror(-err) : why->text);
	return EXIT_USAGE;
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
run_plan(struct engine *engine, struct manifest *manifest, struct reason *why)
{
	struct reason driver = { 0 };
	unsigned n_rows = 0;
	int driver_err = 0;
	int err = manifest_write(manifest, why);

	if (err == 0)
		err = engine_register(engine);
	if (err < 0)
		return print_failure(err, why);
	gbench_add_context("run_id", engine->options->run_id);
	driver_err = engine_run(engine, &n_rows, &driver);
	notices_again(manifest->environment);
	manifest->tally = &engine->tally;
	notices_miscounted(manifest);
	manifest->n_units_lost = engine->n_units_lost;
	manifest->is_complete = !is_interrupted && engine->err == 0 &&
	    n_rows > 0 && engine->n_units_late == 0 &&
	    engine->n_units_lost == 0;
	err = manifest_write(manifest, why);
	if (engine->err < 0)
		return print_failure(engine->err, &engine->why);
	if (err < 0)
		return print_failure(err, why);
	if (is_interrupted)
		return EXIT_INTERRUPTED;
	if (driver_err < 0)
		return print_failure(driver_err, &driver);
	if (n_rows == 0) {
		fprintf(stderr,
		    "slowpath: --benchmark_filter matches no row; "
		    "./run.sh list shows all\n");
		return EXIT_USAGE;
	}
	notices_late(engine->n_units_late);
	return EXIT_SUCCESS;
}

/* Writes the events to count to *events, which has room for all. */
static int
choose_events(struct engine *engine, struct counters_event *events,
    struct manifest *manifest, struct reason *why)
{
	const struct options *options = engine->options;
	int n = counters_choose(options->events, events, why);

	if (n >= 0)
		n = counters_choose_raw(options->raw_events,
		    options->n_raw_events, events, (unsigned)n, why);
	if (n < 0)
		return n;
	engine->events = manifest->events = events;
	engine->n_events = manifest->n_events = (unsigned)n;
	return 0;
}

/* Checks the machine, then measures into the folder of --out. */
static int
record_run(struct engine *engine, struct manifest *manifest, struct reason *why)
{
	struct counters_event events[COUNTERS_EVENTS_MAX];
	unsigned cpus[PLACEMENT_CPUS_MAX];
	struct environment environment;
	const struct options *options = engine->options;
	int err = choose_events(engine, events, manifest, why);
	int status;

	if (err < 0)
		return print_failure(err, why);
	manifest->quantum_ns = clock_quantum_ns();
	manifest->clock_cost_ns = clock_cost_ns();
	manifest->environment = &environment;
	environment_look(&(struct environment_scope){ .root = "",
	                     .cpus = cpus,
	                     .n_cpus = plan_cpus(engine->plan, cpus),
	                     .quantum_ns = manifest->quantum_ns },
	    &environment);
	notices_skipped(manifest->plan);
	notices_unknown(engine->catalog);
	notices_findings(&environment);
	notices_uncounted(manifest);
	if (plan_count_runnable(engine->plan) == 0) {
		fprintf(stderr, "slowpath: no row can run on this machine\n");
		return EXIT_USAGE;
	}
	if (options->benchmark_out != NULL)
		err = gbench_open_report(options->benchmark_out, why);
	if (err == 0)
		err = make_folder(options->out, why);
	if (err == 0)
		err = record_open(options->out, options->run_id,
		    options->n_units_done > 0, &engine->record, why);
	if (err < 0)
		return print_failure(err, why);
	status = run_plan(engine, manifest, why);
	record_close(engine->record);
	return status;
}

/* Prints what a run would do. */
static int
show_dry_run(const struct options *options, const struct manifest *manifest,
    struct reason *why)
{
	if (dry_run_print(
	        options->topology == NULL ? "here" : options->topology,
	        manifest->machine, manifest->plan) < 0)
		return print_failure(-ENOMEM, why);
	return EXIT_SUCCESS;
}

static int
list_benchmarks(struct engine *engine, struct reason *why)
{
	unsigned n_rows;
	int err = engine_register(engine);

	if (err == 0)
		err = engine_run(engine, &n_rows, why);
	return err < 0 ? print_failure(err, why) : EXIT_SUCCESS;
}

/* Lists, or measures. */
static int
run_or_list(struct options *options, struct manifest *manifest,
    const struct catalog *catalog, struct reason *why)
{
	struct plan plan;
	struct engine engine = {
		.options = options,
		.catalog = catalog,
		.plan = &plan,
		.is_interrupted = &is_interrupted,
		.deadline = launch_deadline_in(options->seconds),
		.warn = notices_lost,
		.note = notices_note,
	};
	int status = EXIT_SUCCESS;
	int err = plan_make(options, catalog, manifest->machine, &plan, why);

	if (err < 0)
		return print_failure(err, why);
	/* A list shows every row, even one that could not be judged. */
	if (!options->wants_list && !options->wants_benchmarks)
		err = plan_check_controls(&plan, why);
	manifest->plan = &plan;
	if (err < 0) {
		status = print_failure(err, why);
	} else if (options->wants_list) {
		notices_list_rows(&plan);
		notices_list_arms(catalog);
	} else if (options->wants_benchmarks) {
		status = list_benchmarks(&engine, why);
	} else if (options->is_dry_run) {
		status = show_dry_run(options, manifest, why);
	} else if (options->out == NULL) {
		status = print_failure(
		    reason_set(why, -EINVAL, "--out is needed"), why);
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
	/* The engine decides when to stop; a unit must not outlive it. */
	signal(SIGINT, SIG_IGN);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	return unit_serve(STDIN_FILENO, STDOUT_FILENO);
}

static int
run_engine(struct options *options, struct manifest *manifest)
{
	struct catalog catalog;
	struct placement_machine *machine;
	struct reason why = { 0 };
	int status;
	int err;

	if (!options->is_seeded &&
	    getrandom(&options->seed, sizeof(options->seed), 0) !=
	        sizeof(options->seed))
		return print_failure(-EIO, &why);
	options->seed &= INT64_MAX; /* what run.json can tell */
	err = revision_open_arms(options->arms == NULL ? "." : options->arms,
	    options->base, options->planted > 0, &catalog, &why);
	if (err < 0)
		return print_failure(err, &why);
	err = topology_open(options->topology, &machine, &why);
	if (err < 0) {
		catalog_close(&catalog);
		return print_failure(err, &why);
	}
	manifest->options = options;
	manifest->machine = machine;
	status = run_or_list(options, manifest, &catalog, &why);
	placement_close(machine);
	catalog_close(&catalog);
	return status;
}

/* What the command line asks for.  Returns the exit status. */
static int
run_command(int argc, char *argv[])
{
	struct manifest manifest = { .argc = argc, .argv = argv };
	struct options options;
	struct reason why = { 0 };
	int status = EXIT_SUCCESS;
	int err = options_parse(argc, argv, &options, &why);

	if (err == 0 && !options.wants_help)
		err = process_refuse_preload(&why);
	if (err == 0)
		err = process_drop_benchmark(argv, &why);
	if (err < 0)
		return print_failure(err, &why);
	if (options.wants_help) {
		fputs(options_help, stdout);
	} else if (options.wants_arms || options.wants_known) {
		err = asked_print(stdout, &options, &why);
		if (err < 0)
			return print_failure(err, &why);
	} else {
		gbench_init(argv[0], options.wants_benchmarks);
		status = run_engine(&options, &manifest);
	}
	err = process_end_output(&why);
	return err < 0 ? print_failure(err, &why) : status;
}

static bool is_ended_here;

static void
interrupt(int signal)
{
	(void)signal;
	is_interrupted = 1;
}

/* Google Benchmark may call exit(), with 0 or with 1. */
static void
refuse_foreign_end(void)
{
	static const char said[] =
	    "slowpath: Google Benchmark ended the run too early\n";

	if (is_ended_here)
		return;
	(void)!write(STDERR_FILENO, said, sizeof(said) - 1);
	_exit(EXIT_USAGE);
}

/*
 * Catches SIGINT and SIGTERM, which set is_interrupted, and ignores SIGPIPE: a
 * write to a unit that died fails instead.  From here on, an exit() that is not
 * main()'s ends the process with 2, whatever status it was given.
 */
static void
catch_signals(void)
{
	struct sigaction catch = { .sa_handler = interrupt };

	sigaction(SIGINT, &catch, NULL);
	sigaction(SIGTERM, &catch, NULL);
	signal(SIGPIPE, SIG_IGN);
	atexit(refuse_foreign_end);
}

/* Returns status, with which main() may now return. */
static int
end_here(int status)
{
	is_ended_here = true;
	return status;
}

int
main(int argc, char *argv[])
{
	if (argc == 2 && strcmp(argv[1], LAUNCH_UNIT_ARGUMENT) == 0)
		return serve_as_unit();
	process_open_streams();
	catch_signals();
	return end_here(run_command(argc, argv));
}
