/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/run/launch.h"

#include "base/file.h"
#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* How often, and how long, a unit that was let go is looked after. */
#define GO_HOME_LOOKS    2000
#define GO_HOME_PAUSE_MS 1

/*
 * Starts this program again, with the pipes as its input and output, and an
 * environment that is no caller's: its size alone moves a unit's stack.
 */
static int
spawn(int in, int out, pid_t *ret)
{
	char program[] = "/proc/self/exe";
	char argument[] = LAUNCH_UNIT_ARGUMENT;
	char *argv[] = { program, argument, NULL };
	char **environment = inherited_unit_environment();
	posix_spawn_file_actions_t actions;
	int err = environment == NULL ? ENOMEM
	                              : posix_spawn_file_actions_init(&actions);

	if (err != 0) {
		free(environment);
		return -err;
	}
	err = posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
	if (err == 0)
		err = posix_spawn_file_actions_adddup2(
		    &actions, out, STDOUT_FILENO);
	if (err == 0)
		err = posix_spawn(
		    ret, program, &actions, NULL, argv, environment);
	posix_spawn_file_actions_destroy(&actions);
	free(environment);
	return -err;
}

/* Tells why a unit is lost, and ends one that hangs. */
static int
explain(const struct launch *launch, int err, struct reason *why)
{
	if (err == -ETIMEDOUT) {
		kill(launch->pid, SIGKILL);
		return reason_set(why, err,
		    "a unit gave no answer for %g s and was ended: does a lock "
		    "hang?",
		    launch->timeout_ms / 1e3);
	}
	if (err == -EPIPE)
		return reason_set(
		    why, err, "a unit died: its own words stand above");
	return reason_set(
	    why, err, "cannot talk to a unit: %s", strerror(-err));
}

static int
ask(struct launch *launch, enum unit_request request)
{
	const unsigned char byte = (unsigned char)request;

	return pipe_write(launch->in, &byte, sizeof(byte));
}

static int
hand_order(struct launch *launch, const struct unit_order *order,
    struct unit_ready *ret_ready, struct reason *why)
{
	int err = pipe_write(launch->in, order, sizeof(*order));

	if (err == 0)
		err = pipe_read(launch->out, ret_ready, sizeof(*ret_ready),
		    launch->timeout_ms);
	if (err < 0)
		return explain(launch, err, why);
	if (ret_ready->err < 0)
		return reason_set(
		    why, ret_ready->err, "%s", ret_ready->why.text);
	return 0;
}

int
launch_start(const struct unit_order *order, int timeout_ms, struct launch *ret,
    struct unit_ready *ret_ready, struct reason *why)
{
	int to_unit[2];
	int from_unit[2];
	int err;

	if (pipe2(to_unit, O_CLOEXEC) != 0)
		return explain(ret, -errno, why);
	if (pipe2(from_unit, O_CLOEXEC) != 0) {
		err = explain(ret, -errno, why);
		close(to_unit[0]);
		close(to_unit[1]);
		return err;
	}
	*ret = (struct launch){
		.pid = -1,
		.timeout_ms = timeout_ms,
		.in = to_unit[1],
		.out = from_unit[0],
	};
	err = spawn(to_unit[0], from_unit[1], &ret->pid);
	close(to_unit[0]);
	close(from_unit[1]);
	err = err < 0 ? explain(ret, err, why)
	              : hand_order(ret, order, ret_ready, why);
	if (err < 0)
		launch_stop(ret);
	return err;
}

int
launch_time(struct launch *launch, unsigned n_arms,
    struct slice ret_slices[BLOCK_SLICES_MAX], struct reason *why)
{
	int err = ask(launch, UNIT_TIME);

	if (err == 0)
		err = pipe_read(launch->out, ret_slices,
		    2 * n_arms * sizeof(ret_slices[0]), launch->timeout_ms);
	return err < 0 ? explain(launch, err, why) : 0;
}

int
launch_count(struct launch *launch, unsigned n,
    void (*each)(const struct unit_counts *counts, void *arg), void *arg,
    struct reason *why)
{
	int err = ask(launch, UNIT_COUNT);

	for (unsigned i = 0; err == 0 && i < n; i++) {
		struct unit_counts counts;

		err = pipe_read(
		    launch->out, &counts, sizeof(counts), launch->timeout_ms);
		if (err == 0)
			each(&counts, arg);
	}
	return err < 0 ? explain(launch, err, why) : 0;
}

void
launch_stop(struct launch *launch)
{
	if (launch->in != -1) {
		close(launch->in);
		close(launch->out);
		launch->in = launch->out = -1;
	}
	if (launch->pid == -1)
		return;
	for (int i = 0; i < GO_HOME_LOOKS; i++) {
		if (waitpid(launch->pid, NULL, WNOHANG) != 0) {
			launch->pid = -1;
			return;
		}
		poll(NULL, 0, GO_HOME_PAUSE_MS);
	}
	kill(launch->pid, SIGKILL);
	waitpid(launch->pid, NULL, 0);
	launch->pid = -1;
}
