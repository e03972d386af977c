/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/run/watchdog.h"

#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define LOOK_MS 20

/* Returns 0 or -ENOMEM; in either case keeper_close() is called. */
static int
keeper_open(const char *folder, struct dump_keeper *ret)
{
	*ret = (struct dump_keeper){ .folder = strdup(folder), .fd = -1 };
	if (asprintf(&ret->path, "%s/new.dump", folder) < 0)
		ret->path = NULL;
	return ret->folder == NULL || ret->path == NULL ? -ENOMEM : 0;
}

/* Makes an empty file to dump to. */
static int
keeper_begin(struct dump_keeper *keeper, struct reason *why)
{
	keeper->fd =
	    open(keeper->path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	return keeper->fd >= 0 ? 0
	                       : reason_set(why, -errno, "cannot make %s: %s",
	                             keeper->path, strerror(errno));
}

/* Gives the dump another name in the folder. */
static int
name_dump(
    const struct dump_keeper *keeper, const char *name, struct reason *why)
{
	char *path;
	int err = 0;

	if (asprintf(&path, "%s/%s", keeper->folder, name) < 0)
		return -ENOMEM;
	unlink(path);
	if (link(keeper->path, path) != 0)
		err = reason_set(
		    why, -errno, "cannot make %s: %s", path, strerror(errno));
	free(path);
	return err;
}

static void
end_file(struct dump_keeper *keeper)
{
	if (keeper->fd < 0)
		return;
	close(keeper->fd);
	unlink(keeper->path);
	keeper->fd = -1;
}

/*
 * Keeps the dump of panic `number` if it is whole, or the first that broke a
 * promise.
 */
static int
keeper_end(struct dump_keeper *keeper, unsigned number,
    const struct panic_result *result, bool is_offender, struct reason *why)
{
	char name[32];
	int err =
	    outcome_is_whole(result) ? name_dump(keeper, "last.dump", why) : 0;

	if (err == 0 && is_offender && !keeper->has_offender) {
		snprintf(name, sizeof(name), "panic-%u.dump", number);
		err = name_dump(keeper, name, why);
		keeper->has_offender = true;
	}
	end_file(keeper);
	return err;
}

static void
keeper_close(struct dump_keeper *keeper)
{
	end_file(keeper);
	free(keeper->folder);
	free(keeper->path);
}

int
watchdog_open(const char *folder, struct watchdog *ret, struct reason *why)
{
	struct watchdog watchdog = { .files = { -1, -1 } };
	void *shared;
	int err;

	shared = mmap(NULL, sizeof(*watchdog.report), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED)
		return -errno;
	watchdog.report = shared;
	err = keeper_open(folder, &watchdog.keeper);
	/*
	 * The file is in memory, since a busy disk would only hold the world
	 * up.
	 */
	watchdog.files.blocks = memfd_create("blocks", MFD_CLOEXEC);
	if (err == 0 && watchdog.files.blocks < 0)
		err = reason_set(why, -errno, "cannot make a block file: %s",
		    strerror(errno));
	if (err < 0)
		watchdog_close(&watchdog);
	else
		*ret = watchdog;
	return err;
}

void
watchdog_close(struct watchdog *watchdog)
{
	if (watchdog->files.blocks >= 0)
		close(watchdog->files.blocks);
	keeper_close(&watchdog->keeper);
	munmap(watchdog->report, sizeof(*watchdog->report));
}

/*
 * Returns why the watchdog has to end the child, as a negative errno; 0 if it
 * need not.
 */
static int
find_reason_to_end(
    const struct watchdog *watchdog, uint64_t from_ns, uint64_t *panicked_ns)
{
	const uint64_t now_ns = clock_now_ns();

	if (*watchdog->is_interrupted)
		return -EINTR;
	if (atomic_load_acq(&watchdog->report->stage) < STAGE_PANICS)
		return now_ns - from_ns > PANIC_START_NS ? -ETIMEDOUT : 0;
	if (*panicked_ns == 0)
		*panicked_ns = now_ns;
	return now_ns - *panicked_ns > watchdog->timeout_ns ? -ETIMEDOUT : 0;
}

/*
 * Waits until the child ends, or ends it.  Returns 0, or why it was ended, as a
 * negative errno; its status is in *ret_status.
 */
static int
wait_for_child(const struct watchdog *watchdog, pid_t pid, int *ret_status)
{
	const int fd = pidfd_open(pid, 0);
	const uint64_t from_ns = clock_now_ns();
	uint64_t panicked_ns = 0;
	int err = fd < 0 ? -errno : 0;

	while (err == 0) {
		struct pollfd end = { .fd = fd, .events = POLLIN };

		if (poll(&end, 1, LOOK_MS) == 1)
			break;
		err = find_reason_to_end(watchdog, from_ns, &panicked_ns);
	}
	if (err < 0)
		kill(pid, SIGKILL);
	while (waitpid(pid, ret_status, 0) < 0 && errno == EINTR)
		;
	if (fd >= 0)
		close(fd);
	return err;
}

/* Empties the files and the report of the last panic. */
static int
begin_panic(struct watchdog *watchdog, struct reason *why)
{
	const int err = keeper_begin(&watchdog->keeper, why);

	watchdog->files.dump = watchdog->keeper.fd;
	memset(watchdog->report, 0, sizeof(*watchdog->report));
	if (err == 0 && ftruncate(watchdog->files.blocks, 0) != 0)
		return reason_set(why, -errno, "cannot empty a block file: %s",
		    strerror(errno));
	return err;
}

static _Noreturn void
run_child(const struct watchdog *watchdog, const struct plan_panic *plan,
    pid_t parent)
{
	/* The watchdog may end first, and nothing else would end the child. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* The watchdog may have ended before prctl(). */
	if (getppid() != parent)
		_exit(CHILD_FAILED);
	child_run(
	    plan, watchdog->files, watchdog->stop_timeout_ns, watchdog->report);
}

int
watchdog_run(struct watchdog *watchdog, const struct plan_panic *plan,
    struct panic_result *ret, struct reason *why)
{
	struct panic_result result = { .from_ns = clock_now_ns() };
	const pid_t parent = getpid();
	int status;
	pid_t pid;
	int err;

	err = begin_panic(watchdog, why);
	if (err < 0)
		return err;
	pid = fork();
	if (pid < 0)
		return reason_set(
		    why, -errno, "cannot fork: %s", strerror(errno));
	if (pid == 0)
		run_child(watchdog, plan, parent);
	err = wait_for_child(watchdog, pid, &status);
	result.wall_ns = clock_now_ns() - result.from_ns;
	err = outcome_judge(
	    &(struct outcome_facts){
	        .report = watchdog->report,
	        .dump = watchdog->keeper.path,
	        .blocks = watchdog->files.blocks,
	        .err = err,
	        .status = status,
	    },
	    &result, why);
	if (err == 0)
		err = keeper_end(&watchdog->keeper, plan->number, &result,
		    !outcome_may_be(&result, plan, watchdog->report), why);
	if (err == 0)
		*ret = result;
	return err;
}
