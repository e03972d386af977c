/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/run/launch.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* How often, and how long apart, to look whether a unit has exited. */
#define GO_HOME_LOOKS    2000
#define GO_HOME_PAUSE_MS 1

/* The length of a slice with counters: reading them takes about 1 us. */
#define COUNT_SLICE_NS 1000000u

#define NS_PER_MS 1000000u
#define MS_PER_S  1000u

/* A unit may keep us waiting for this share of the time, and at least 2 s. */
#define SHARE_OF_SILENCE 10
#define PATIENCE_MIN_MS  2000u

struct launch_deadline
launch_deadline_in(unsigned seconds)
{
	const uint64_t all_ms = (uint64_t)seconds * MS_PER_S;
	const uint64_t share_ms = all_ms / SHARE_OF_SILENCE;

	if (seconds == 0)
		return (struct launch_deadline){ 0 };
	return (struct launch_deadline){
		.end_ns = clock_now_ns() + all_ms * NS_PER_MS,
		.patience_ms = share_ms < PATIENCE_MIN_MS ? (int)PATIENCE_MIN_MS
		                                          : (int)share_ms,
	};
}

bool
launch_deadline_is_over(const struct launch_deadline *deadline)
{
	return deadline->end_ns != 0 && clock_now_ns() >= deadline->end_ns;
}

int
launch_deadline_wait_ms(const struct launch_deadline *deadline, int most_ms)
{
	const uint64_t now_ns = clock_now_ns();
	uint64_t left_ms;

	if (deadline->end_ns == 0)
		return most_ms;
	if (now_ns >= deadline->end_ns)
		return 0;
	if (deadline->patience_ms < most_ms)
		most_ms = deadline->patience_ms;
	left_ms = (deadline->end_ns - now_ns) / NS_PER_MS + 1;
	return left_ms < (uint64_t)most_ms ? (int)left_ms : most_ms;
}

/* A seed for one unit: any two differ in many bits (Weyl steps). */
static uint64_t
unit_seed(uint64_t seed, unsigned row, unsigned unit)
{
	return (seed ^ (row + 1) * 0x9e3779b97f4a7c15u) +
	    unit * 0xd1b54a32d192ed03u;
}

/* The known slowdown of an arm of the row. */
static double
planted_slowdown(const struct options *options, const struct plan_row *row,
    enum arm_role role)
{
	if (role == ARM_ROLE_PLANTED)
		return row->kind->planted;
	return role == ARM_ROLE_CAND ? options->planted : 0;
}

void
launch_fill_order(const struct launch_source *source,
    const struct plan_row *row, unsigned unit, struct unit_order *order)
{
	const struct options *options = source->options;

	snprintf(
	    order->case_name, sizeof(order->case_name), "%s", row->kind->name);
	order->is_window = row->kind->is_window;
	order->slice_ns = row->slice_ns;
	order->count_ns = COUNT_SLICE_NS;
	order->crit_ns = row->crit_ns;
	order->par_ns = row->par_ns;
	order->seed = unit_seed(
	    options->seed, (unsigned)(row - source->plan->rows), unit);
	order->n_threads = row->n_threads;
	memcpy(order->cpus, row->cpus, sizeof(order->cpus));
	order->is_fine = options->planted > 0;
	order->offset = plan_offsets[unit % PLAN_OFFSETS];
	if (options->keep_arms != NULL)
		snprintf(
		    order->keep, sizeof(order->keep), "%s", options->keep_arms);
	order->n_arms = row->n_arms;
	for (unsigned i = 0; i < row->n_arms; i++) {
		snprintf(order->names[i], sizeof(order->names[i]), "%s",
		    row->arms[i]->name);
		snprintf(order->arms[i], sizeof(order->arms[i]), "%s",
		    row->arms[i]->path);
		order->planted[i] =
		    planted_slowdown(options, row, row->arms[i]->role);
	}
	for (unsigned i = 0; i < source->n_events; i++)
		if (source->events[i].status == COUNTERS_OK)
			order->events[order->n_events++] = source->events[i];
}

/*
 * Starts this program again, with the pipes as its input and output.  Its
 * environment does not depend on the caller: the size alone would move the
 * unit's stack.
 */
static int
spawn(int in, int out, pid_t *ret)
{
	char program[] = "/proc/self/exe";
	char argument[] = LAUNCH_UNIT_ARGUMENT;
	char *argv[] = { program, argument, NULL };
	char **environment = process_unit_environment();
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

/* Writes why a unit is lost; kills one that hangs. */
static int
explain_loss(const struct launch *launch, int err, struct reason *why)
{
	if (err == -ETIMEDOUT) {
		kill(launch->pid, SIGKILL);
		return reason_set(why, err,
		    "a unit gave no answer for %g s and was killed: does a "
		    "lock hang?",
		    launch->timeout_ms / 1e3);
	}
	if (err == -EPIPE)
		return reason_set(
		    why, err, "a unit died: its message, if any, is above");
	return reason_set(
	    why, err, "cannot talk to a unit: %s", strerror(-err));
}

static int
send_request(struct launch *launch, enum unit_request request)
{
	const unsigned char byte = (unsigned char)request;

	return file_write_all(launch->in, &byte, sizeof(byte));
}

static int
hand_order(struct launch *launch, const struct unit_order *order,
    struct unit_ready *ret_ready, struct reason *why)
{
	int err = file_write_all(launch->in, order, sizeof(*order));

	if (err == 0)
		err = file_read_exactly(launch->out, ret_ready,
		    sizeof(*ret_ready), launch->timeout_ms);
	if (err < 0)
		return explain_loss(launch, err, why);
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
		return explain_loss(ret, -errno, why);
	if (pipe2(from_unit, O_CLOEXEC) != 0) {
		err = explain_loss(ret, -errno, why);
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
	err = err < 0 ? explain_loss(ret, err, why)
	              : hand_order(ret, order, ret_ready, why);
	if (err < 0)
		launch_stop(ret);
	return err;
}

int
launch_time(struct launch *launch, unsigned n_arms,
    struct slice ret_slices[BLOCK_SLICES_MAX], struct reason *why)
{
	int err = send_request(launch, UNIT_TIME);

	if (err == 0)
		err = file_read_exactly(launch->out, ret_slices,
		    2 * n_arms * sizeof(ret_slices[0]), launch->timeout_ms);
	return err < 0 ? explain_loss(launch, err, why) : 0;
}

int
launch_count(struct launch *launch, unsigned n,
    void (*each)(const struct unit_counts *counts, void *arg), void *arg,
    struct reason *why)
{
	int err = send_request(launch, UNIT_COUNT);

	for (unsigned i = 0; err == 0 && i < n; i++) {
		struct unit_counts counts;

		err = file_read_exactly(
		    launch->out, &counts, sizeof(counts), launch->timeout_ms);
		if (err == 0)
			each(&counts, arg);
	}
	return err < 0 ? explain_loss(launch, err, why) : 0;
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
