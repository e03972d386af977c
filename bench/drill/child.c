/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/child.h"

#include "bench/clock.h"
#include "bench/drill/moment.h"
#include "bench/drill/ping.h"
#include "locks/signal.h"

#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* How long the world works before its panic, at least. */
#define WARM_NS 3000000

/* Bare signals before a panic; their median counts. */
#define PINGS 3

#define STACK_BYTES (256 * 1024)

static const struct plan_panic *plan;
static struct child_report *report;
static struct child_files files;
static struct world_cpu cpus[PANIC_CPUS_MAX];
static char message[DUMP_TEXT_BYTES];
static atomic_futex n_working;
static atomic_futex may_work;
static bool has_nested;

/* Appends to the report: what a console is after a panic. */
static void
print(const char *text)
{
	const size_t room = sizeof(report->console) - 1 - report->n_console;
	size_t n = strlen(text);

	if (n > room)
		n = room;
	memcpy(report->console + report->n_console, text, n);
	report->n_console += n;
}

static void
reach(enum child_stage stage)
{
	atomic_store_rel(&report->stage, stage);
}

/* Panics while the dump is half done, once. */
static void
panic_again(struct world_cpu *me)
{
	has_nested = panic(&me->panic, "the dump itself").kind == PANIC_NESTED;
}

static void
sync_world(struct panic_cpu *me, const struct panic_verdict *so_far, void *arg)
{
	(void)so_far;
	(void)arg;
	reach(CHILD_SYNCS);
	/* What the disk refuses, the block file will show. */
	block_sync((struct world_cpu *)me);
}

static void
dump_world(struct panic_cpu *me, const struct panic_verdict *so_far, void *arg)
{
	const struct dump_request request = {
		.fd = files.dump,
		.asks = &report->asks,
		.check = DRILL_CHECK,
		.message = message,
		.console = report->console,
		.signalled_ns = so_far->stop.signalled_ns,
		.is_stopped = FLAG_READ(&stop_scheduler) != 0,
		.midway = plan->moment == PLAN_NESTED ? panic_again : NULL,
	};

	(void)arg;
	reach(CHILD_DUMPS);
	dump_write((struct world_cpu *)me, &request, &report->dump);
}

static void
tell_cpu(const struct panic_cpu *cpu, const struct panic_verdict *verdict)
{
	uint64_t *ns = &report->stop_cpu_ns[report->n_cpus++];

	if (!cpu->has_answered)
		memcpy(report->unanswered[report->n_unanswered++], cpu->name,
		    PANIC_NAME_BYTES);
	else
		*ns = cpu->stopped_ns - verdict->stop.signalled_ns;
	if (*ns > report->stop_ns)
		report->stop_ns = *ns;
}

static void
tell(const struct world_cpu *me, const struct panic_verdict *verdict)
{
	report->n_told = verdict->stop.n_told;
	report->n_stopped = verdict->stop.n_stopped;
	for (unsigned i = 0; panic_cpu(i) != NULL; i++)
		if (panic_cpu(i) != &me->panic && plan->is_on)
			tell_cpu(panic_cpu(i), verdict);
	if (verdict->stop.n_stopped < verdict->stop.n_told)
		report->stop_ns = 0;
	report->n_panics = moment_n_chosen() - 1 + has_nested;
}

/* The median of a few bare signals; 0 if one was not answered. */
static uint64_t
ping_some(const struct world_cpu *me)
{
	uint64_t ns[PINGS];

	for (unsigned i = 0; i < PINGS; i++) {
		unsigned at = i;

		ns[i] = ping(me);
		if (ns[i] == 0)
			return 0;
		for (const uint64_t new = ns[i]; at > 0 && ns[at - 1] > new;
		     at--) {
			ns[at] = ns[at - 1];
			ns[at - 1] = new;
		}
	}
	return ns[PINGS / 2];
}

/*
 * Is where every drill comes to.  The floor is taken here, under the same load
 * and by the same thread as the stop.
 */
static void
end_world(struct world_cpu *me)
{
	struct panic_verdict verdict;

	if (plan->has_floor)
		report->signal_ns = ping_some(me);
	/* The second of two did not come. */
	if (plan->moment == PLAN_TWO && moment_n_chosen() < 2)
		report->is_late = true;
	if (atomic_load_rlx(&report->stage) == CHILD_WORKS)
		reach(CHILD_PANICS);
	verdict = panic(&me->panic, message);
	if (verdict.kind != PANIC_DONE)
		_exit(CHILD_FAILED);
	tell(me, &verdict);
	reach(CHILD_IS_DONE);
	_exit(CHILD_OK);
}

static _Noreturn void
give_up(int err, const char *what)
{
	reason_set(&report->why, err, "%s: %s", what, strerror(-err));
	_exit(CHILD_FAILED);
}

/* Keeps the stop signal out, as no processor may. */
static void
refuse(void)
{
	sigset_t stop;

	sigemptyset(&stop);
	sigaddset(&stop, signal_number(SIGNAL_STOP));
	pthread_sigmask(SIG_BLOCK, &stop, NULL);
}

static bool
does_refuse(unsigned number)
{
	return plan->moment == PLAN_REFUSING && number == plan->n_threads - 1;
}

static void *
work(void *arg)
{
	struct world_cpu *cpu = arg;
	const unsigned number = (unsigned)(cpu - cpus);
	const int err = world_join(cpu, number, plan->seed);

	if (err < 0)
		give_up(err, "cannot join the world");
	if (does_refuse(number)) {
		refuse();
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
		const int err = pthread_create(&thread, &attr, work, &cpus[i]);

		if (err != 0)
			give_up(-err, "cannot start a thread");
	}
	while (futex_load_acq(&n_working) < plan->n_threads)
		futex_rest();
	reach(CHILD_WORKS);
	futex_set_rel(&may_work, 1);
	for (unsigned i = 0; i < plan->n_threads; i++)
		futex_wake(&may_work);
}

static void
set_up(struct panic_setup *setup)
{
	const struct world_cpu *refuses =
	    plan->moment == PLAN_REFUSING ? &cpus[plan->n_threads - 1] : NULL;
	int err = world_init(files.blocks, plan->n_threads);

	if (err < 0)
		give_up(err, "cannot make the block file");
	err = panic_init(setup);
	if (err == 0)
		err = ping_init();
	if (err == 0)
		err = moment_init(plan, refuses, end_world);
	if (err < 0)
		give_up(err, "cannot take signals");
	/* One arena for all: who is inside of it keeps the others out. */
	mallopt(M_ARENA_MAX, 1);
}

void
child_run(const struct plan_panic *of, struct child_files its_files,
    uint64_t stop_timeout_ns, struct child_report *to)
{
	static struct panic_setup setup;
	const struct timespec warm = { .tv_nsec = WARM_NS };

	plan = of;
	report = to;
	files = its_files;
	atomic_store_rlx(&report->asks, DUMP_NONE);
	snprintf(message, sizeof(message), "drill %u: %s", plan->number,
	    plan_moment_name(plan->moment));
	setup = (struct panic_setup){
		.tunables = {
			.stop_scheduler_on_panic = plan->is_on,
			.sync_on_panic = plan->sync != PLAN_SYNC_NONE,
			.syncs_before_stop = plan->sync == PLAN_SYNC_BEFORE,
		},
		.timeout_ns = stop_timeout_ns,
		.sync = sync_world,
		.dump = dump_world,
		.print = print,
	};
	set_up(&setup);
	start_threads();
	nanosleep(&warm, NULL);
	if (!moment_come(cpus, plan->n_threads))
		report->is_late = true;
	for (;;)
		pause();
}
