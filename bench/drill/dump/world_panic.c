/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/dump/world_panic.h"

#include "base/clock.h"
#include "bench/drill/dump/ping.h"
#include "locks/futex.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

/* How long the first of two waits for the second. */
#define MEETING_NS 2000000000u

/*
 * From when the second has come: until both have woken up, and from then until
 * both panic.
 */
#define AGREE_NS 300000
#define WAKE_NS  100000

static const struct world_panic_plan *plan;
static struct panic_report *report;
static bool has_nested;

/* Appends to the report, which is the console of a panic. */
static void
print_console(const char *text)
{
	const size_t room = sizeof(report->console) - 1 - report->n_console;
	size_t n = strlen(text);

	if (n > room)
		n = room;
	memcpy(report->console + report->n_console, text, n);
	report->n_console += n;
}

void
world_panic_reach(enum panic_stage stage)
{
	uintptr_t was;

	do {
		was = atomic_load_acq(&report->stage);
		if (was >= stage)
			return;
		atomic_store_rlx(&report->at_ns[stage], clock_now_ns());
	} while (!atomic_cas_rel(&report->stage, was, stage));
}

/*
 * Where two threads panic, both have done so when the election begins.  They
 * agree on a time a little after the second has come, so that they go on
 * together if the host lets them.
 */
static void
meet_other(void)
{
	static atomic_futex n_met;
	static atomic_word at_ns;
	const uint64_t until_ns = clock_now_ns() + MEETING_NS;
	struct timespec wake;
	uint64_t ns;

	futex_add_rel(&n_met, 1);
	while (futex_load_acq(&n_met) < 2) {
		if (clock_now_ns() > until_ns) {
			report->is_late = true;
			return;
		}
		futex_rest();
	}
	atomic_cas_rel(&at_ns, 0, clock_now_ns() + AGREE_NS);
	ns = atomic_load_acq(&at_ns);
	wake = (struct timespec){ .tv_sec = (time_t)(ns / 1000000000u),
		.tv_nsec = (long)(ns % 1000000000u) };
	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &wake, NULL);
	while (clock_now_ns() < ns + WAKE_NS)
		spin_wait();
}

static void
before_election(struct panic_cpu *me)
{
	(void)me;
	if (plan->is_of_two)
		meet_other();
	world_panic_reach(STAGE_PANICS);
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
	world_panic_reach(STAGE_SYNCS);
	/* If the disk refuses a write, the block file will show it. */
	block_sync((struct world_cpu *)me);
}

static void
dump_world(struct panic_cpu *me, const struct panic_verdict *so_far, void *arg)
{
	const struct dump_request request = {
		.fd = plan->dump_file,
		.asks = &report->asks,
		.check = DRILL_CHECK,
		.message = plan->message,
		.console = report->console,
		.signalled_ns = so_far->stop.signalled_ns,
		.is_stopped = FLAG_READ(&stop_scheduler) != 0,
		.midway = plan->is_nested ? panic_again : NULL,
	};

	(void)arg;
	world_panic_reach(STAGE_DUMPS);
	dump_write((struct world_cpu *)me, &request, &report->dump);
}

static void
report_cpu(const struct panic_cpu *cpu, const struct panic_stop *stop)
{
	uint64_t *ns = &report->stop_cpu_ns[report->n_cpus++];

	if (!cpu->has_answered)
		memcpy(report->unanswered[report->n_unanswered++], cpu->name,
		    PANIC_NAME_BYTES);
	else
		*ns = cpu->stopped_ns - stop->signalled_ns;
}

static void
report_stop(const struct world_cpu *me, const struct panic_stop *stop)
{
	const struct panic_cpu *cpu;

	report->n_told = stop->n_told;
	report->n_stopped = stop->n_stopped;
	if (stop->n_stopped == stop->n_told)
		report->stop_ns = stop->seen_ns - stop->signalled_ns;
	report->n_panics = has_nested;
	for (unsigned i = 0; (cpu = panic_cpu(i)) != NULL; i++) {
		if (cpu == &me->panic)
			continue;
		report->n_panics += atomic_load_acq(&cpu->has_panicked) != 0;
		if (plan->tunables.stop_scheduler_on_panic)
			report_cpu(cpu, stop);
	}
}

/*
 * The floor is measured by the same thread as the stop and under the same load.
 */
void
world_panic(struct world_cpu *me)
{
	struct panic_verdict verdict;

	world_panic_reach(STAGE_COMES);
	if (plan->has_floor)
		report->signal_ns = ping_others(me);
	verdict = panic(&me->panic, plan->message);
	if (verdict.kind != PANIC_DONE)
		_exit(CHILD_FAILED);
	report_stop(me, &verdict.stop);
	world_panic_reach(STAGE_IS_DONE);
	_exit(CHILD_OK);
}

int
world_panic_init(const struct world_panic_plan *of, struct panic_report *to)
{
	static struct panic_setup setup;
	int err;

	plan = of;
	report = to;
	atomic_store_rlx(&report->asks, DUMP_NONE);
	setup = (struct panic_setup){
		.tunables = plan->tunables,
		.timeout_ns = plan->stop_timeout_ns,
		.sync = sync_world,
		.dump = dump_world,
		.print = print_console,
		.before_election = before_election,
	};
	err = panic_init(&setup);
	return err < 0 ? err : ping_init();
}
