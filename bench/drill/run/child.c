/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/run/child.h"

#include "bench/drill/dump/world_panic.h"
#include "bench/drill/run/trigger.h"
#include "locks/signal.h"

#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* The least time for which the world works before its panic. */
#define WARM_NS 3000000

#define STACK_BYTES (256 * 1024)

static const struct plan_panic *plan;
static struct panic_report *report;
static struct world_cpu cpus[PANIC_CPUS_MAX];
static atomic_futex n_working;
static atomic_futex may_work;

static _Noreturn void
give_up(int err, const char *what)
{
	reason_set(&report->why, err, "%s: %s", what, strerror(-err));
	_exit(CHILD_FAILED);
}

/* Blocks the stop signal, which no processor may do. */
static void
block_stop_signal(void)
{
	sigset_t stop;

	sigemptyset(&stop);
	sigaddset(&stop, signal_number(SIGNAL_STOP));
	pthread_sigmask(SIG_BLOCK, &stop, NULL);
}

static bool
refuses_stop(unsigned number)
{
	return plan->moment == PLAN_REFUSING && number == plan->n_threads - 1;
}

static void *
run_thread(void *arg)
{
	struct world_cpu *cpu = arg;
	const unsigned number = (unsigned)(cpu - cpus);
	const int err = world_join(cpu, number, plan->seed);

	if (err < 0)
		give_up(err, "cannot join the world");
	if (refuses_stop(number)) {
		block_stop_signal();
		memcpy(
		    report->refused, cpu->panic.name, sizeof(report->refused));
	}
	futex_add_rel(&n_working, 1);
	while (futex_load_acq(&may_work) == 0)
		futex_wait(&may_work, 0);
	for (;;)
		world_step(cpu);
	return NULL;
}

static void
start_threads(void)
{
	pthread_attr_t attr;

	if (pthread_attr_init(&attr) != 0 ||
	    pthread_attr_setstacksize(&attr, STACK_BYTES) != 0)
		give_up(-EINVAL, "cannot set up threads");
	for (unsigned i = 0; i < plan->n_threads; i++) {
		pthread_t thread;
		const int err =
		    pthread_create(&thread, &attr, run_thread, &cpus[i]);

		if (err != 0)
			give_up(-err, "cannot start a thread");
	}
	while (futex_load_acq(&n_working) < plan->n_threads)
		futex_rest();
	world_panic_reach(STAGE_WORKS);
	futex_set_rel(&may_work, 1);
	for (unsigned i = 0; i < plan->n_threads; i++)
		futex_wake(&may_work);
}

/* What world_panic.h is told of the plan. */
static const struct world_panic_plan *
plan_ending(struct child_files files, uint64_t stop_timeout_ns)
{
	static char message[DUMP_TEXT_BYTES];
	static struct world_panic_plan ending;

	snprintf(message, sizeof(message), "drill %u: %s", plan->number,
	    plan_moment_name(plan->moment));
	ending = (struct world_panic_plan){
		.message = message,
		.tunables = {
			.stop_scheduler_on_panic = plan->is_on,
			.sync_on_panic = plan->sync != PLAN_SYNC_NONE,
			.syncs_before_stop = plan->sync == PLAN_SYNC_BEFORE,
		},
		.stop_timeout_ns = stop_timeout_ns,
		.dump_file = files.dump,
		.has_floor = plan->has_floor,
		.is_of_two = plan->moment == PLAN_TWO,
		.is_nested = plan->moment == PLAN_NESTED,
	};
	return &ending;
}

static void
set_up(struct child_files files, uint64_t stop_timeout_ns)
{
	const struct world_cpu *refuses =
	    plan->moment == PLAN_REFUSING ? &cpus[plan->n_threads - 1] : NULL;
	int err = world_init(files.blocks, plan->n_threads);

	if (err < 0)
		give_up(err, "cannot make the block file");
	err = world_panic_init(plan_ending(files, stop_timeout_ns), report);
	if (err == 0)
		err = trigger_init(plan, refuses, world_panic);
	if (err < 0)
		give_up(err, "cannot take signals");
	/*
	 * All threads share one arena, so that a thread inside malloc keeps the
	 * others out.
	 */
	mallopt(M_ARENA_MAX, 1);
}

void
child_run(const struct plan_panic *of, struct child_files files,
    uint64_t stop_timeout_ns, struct panic_report *to)
{
	const struct timespec warm = { .tv_nsec = WARM_NS };

	plan = of;
	report = to;
	set_up(files, stop_timeout_ns);
	start_threads();
	nanosleep(&warm, NULL);
	if (!trigger_panic(cpus, plan->n_threads))
		report->is_late = true;
	for (;;)
		pause();
}
