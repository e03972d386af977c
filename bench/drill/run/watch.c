/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/run/watch.h"

#include "base/clock.h"
#include "base/formats/words.h"
#include "bench/drill/format/dump_graph.h"
#include "bench/drill/format/dump_read.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* A world is made in milliseconds; a host may be very busy. */
#define START_TIMEOUT_NS 60000000000u

#define LOOK_MS 20

int
watch_open(const char *folder, struct watch *ret, struct reason *why)
{
	struct watch watch = { .files = { -1, -1 } };
	void *shared;
	int err;

	shared = mmap(NULL, sizeof(*watch.report), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED)
		return -errno;
	watch.report = shared;
	err = keep_open(folder, &watch.keep);
	/* In memory: a disk that is busy would only hold the world up. */
	watch.files.blocks = memfd_create("blocks", MFD_CLOEXEC);
	if (err == 0 && watch.files.blocks < 0)
		err = reason_set(why, -errno, "cannot make a block file: %s",
		    strerror(errno));
	if (err < 0)
		watch_close(&watch);
	else
		*ret = watch;
	return err;
}

void
watch_close(struct watch *watch)
{
	if (watch->files.blocks >= 0)
		close(watch->files.blocks);
	keep_close(&watch->keep);
	munmap(watch->report, sizeof(*watch->report));
}

/* Why a child is ended by its watchdog; 0 while there is no reason. */
static int
find_reason_to_end(
    const struct watch *watch, uint64_t from_ns, uint64_t *panicked_ns)
{
	const uint64_t now_ns = clock_now_ns();

	if (*watch->is_interrupted)
		return -EINTR;
	if (atomic_load_acq(&watch->report->stage) < CHILD_PANICS)
		return now_ns - from_ns > START_TIMEOUT_NS ? -ETIMEDOUT : 0;
	if (*panicked_ns == 0)
		*panicked_ns = now_ns;
	return now_ns - *panicked_ns > watch->timeout_ns ? -ETIMEDOUT : 0;
}

/*
 * Waits until the child ends or is ended.  Returns 0 or the reason why it was
 * ended; its status is *ret_status.
 */
static int
wait_for(const struct watch *watch, pid_t pid, int *ret_status)
{
	const int fd = pidfd_open(pid, 0);
	const uint64_t from_ns = clock_now_ns();
	uint64_t panicked_ns = 0;
	int err = fd < 0 ? -errno : 0;

	while (err == 0) {
		struct pollfd end = { .fd = fd, .events = POLLIN };

		if (poll(&end, 1, LOOK_MS) == 1)
			break;
		err = find_reason_to_end(watch, from_ns, &panicked_ns);
	}
	if (err < 0)
		kill(pid, SIGKILL);
	while (waitpid(pid, ret_status, 0) < 0 && errno == EINTR)
		;
	if (fd >= 0)
		close(fd);
	return err;
}

static void
explain_hang(const struct child_report *report, struct watch_result *ret)
{
	static const char *const stages[CHILD_STAGES] = {
		[CHILD_PANICS] = "stopping the others",
		[CHILD_SYNCS] = "syncing",
		[CHILD_DUMPS] = "dumping",
		[CHILD_IS_DONE] = "ending",
	};
	const uintptr_t asks = atomic_load_acq(&report->asks);
	const char *stage = stages[atomic_load_acq(&report->stage)];

	ret->outcome = WATCH_HUNG;
	if (asks < WORLD_LOCKS)
		reason_set(&ret->reason, 0, "hung %s at the lock of %s", stage,
		    world_lock_name((unsigned)asks));
	else
		reason_set(&ret->reason, 0, "hung %s", stage);
}

static bool
has_stood_still(const struct child_report *report)
{
	return report->n_told > 0 && report->n_stopped == report->n_told;
}

/*
 * What is wrong with a world that stood still where nobody was inside; NULL if
 * nothing is.  Then the locks had let somebody in, or the dump is not what was
 * there.
 */
static const char *
find_wrong(const struct dump *dump)
{
	static struct dump_graph graph;

	dump_graph_init(&graph, dump);
	return world_check(dump->world, dump_graph_inside(&graph));
}

static void
judge_dump(const struct watch *watch, struct watch_result *ret)
{
	const struct dump_result *result = &watch->report->dump;
	struct dump dump;

	ret->outcome = WATCH_INCOMPLETE;
	if (result->err < 0) {
		reason_set(&ret->reason, 0, "writing the dump: %s",
		    strerror(-result->err));
		return;
	}
	if (dump_open(watch->keep.path, &dump, &ret->reason) < 0)
		return;
	if (dump_moved(&dump)) {
		ret->outcome = WATCH_MOVED;
		reason_set(
		    &ret->reason, 0, "the world changed while it was written");
	} else if (has_stood_still(watch->report) &&
	    find_wrong(&dump) != NULL) {
		reason_set(&ret->reason, 0, "the world is broken: %s",
		    find_wrong(&dump));
	} else {
		ret->outcome = WATCH_COMPLETE;
	}
	dump_close(&dump);
}

/* Says how a child ended that was not interrupted. */
static int
judge(const struct watch *watch, int err, int status, struct watch_result *ret,
    struct reason *why)
{
	const struct child_report *report = watch->report;

	if (err == -ETIMEDOUT && atomic_load_acq(&report->stage) < CHILD_PANICS)
		return reason_set(why, err,
		    "a world did not come to its panic within %u s",
		    (unsigned)(START_TIMEOUT_NS / 1000000000u));
	if (err == -ETIMEDOUT) {
		explain_hang(report, ret);
	} else if (err < 0) {
		return err;
	} else if (WIFSIGNALED(status)) {
		ret->outcome = WATCH_CRASHED;
		reason_set(&ret->reason, 0, "ended by signal %d (%s)",
		    WTERMSIG(status), strsignal(WTERMSIG(status)));
	} else if (WEXITSTATUS(status) != CHILD_OK) {
		return reason_set(
		    why, -EIO, "no world to panic: %s", report->why.text);
	} else {
		judge_dump(watch, ret);
	}
	return blockfile_check(
	    watch->files.blocks, &ret->blocks, &ret->n_damaged, why);
}

static bool
is_whole(const struct watch_result *result)
{
	return result->outcome == WATCH_COMPLETE ||
	    result->outcome == WATCH_MOVED;
}

/* Whether a panic of this plan may end so (all: analysis/drill/promises.c). */
static bool
may_end_so(const struct watch *watch, const struct plan_panic *plan,
    const struct watch_result *result)
{
	if (!plan->is_on || plan->sync == PLAN_SYNC_BEFORE)
		return true;
	return result->outcome == WATCH_COMPLETE ||
	    (result->outcome == WATCH_MOVED && !has_stood_still(watch->report));
}

/* Empties what the last panic has left. */
static int
begin(struct watch *watch, struct reason *why)
{
	const int err = keep_begin(&watch->keep, why);

	watch->files.dump = watch->keep.fd;
	memset(watch->report, 0, sizeof(*watch->report));
	if (err == 0 && ftruncate(watch->files.blocks, 0) != 0)
		return reason_set(why, -errno, "cannot empty a block file: %s",
		    strerror(errno));
	return err;
}

static _Noreturn void
be_child(const struct watch *watch, const struct plan_panic *plan, pid_t parent)
{
	/* Its watchdog may end before it, and nobody else would end it. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* Or has ended before that. */
	if (getppid() != parent)
		_exit(CHILD_FAILED);
	child_run(plan, watch->files, watch->stop_timeout_ns, watch->report);
}

int
watch_panic(struct watch *watch, const struct plan_panic *plan,
    struct watch_result *ret, struct reason *why)
{
	struct watch_result result = { .from_ns = clock_now_ns() };
	const pid_t parent = getpid();
	int status;
	pid_t pid;
	int err;

	err = begin(watch, why);
	if (err < 0)
		return err;
	pid = fork();
	if (pid < 0)
		return reason_set(
		    why, -errno, "cannot fork: %s", strerror(errno));
	if (pid == 0)
		be_child(watch, plan, parent);
	err = wait_for(watch, pid, &status);
	result.wall_ns = clock_now_ns() - result.from_ns;
	err = judge(watch, err, status, &result, why);
	if (err == 0)
		err = keep_end(&watch->keep, plan->number, is_whole(&result),
		    !may_end_so(watch, plan, &result), why);
	if (err == 0)
		*ret = result;
	return err;
}

const char *
watch_outcome_name(enum watch_outcome outcome)
{
	return words_outcome.words[outcome].text;
}
