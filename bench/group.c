/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/group.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct group {
	unsigned n;
	int fds[GROUP_EVENTS_MAX]; /* the leader first */
	bool is_started;
	/* At the last good reading. */
	uint64_t enabled_ns;
	uint64_t running_ns;
};

int
group_open(const struct counters_event events[], unsigned n, struct group **ret)
{
	struct group *group = calloc(1, sizeof(*group));

	if (group == NULL)
		return -ENOMEM;
	for (; group->n < n; group->n++) {
		const int fd = perf_open(
		    &events[group->n].code, group->n == 0 ? -1 : group->fds[0]);

		if (fd < 0) {
			group_close(group);
			return fd;
		}
		group->fds[group->n] = fd;
	}
	*ret = group;
	return 0;
}

void
group_close(struct group *group)
{
	if (group == NULL)
		return;
	for (unsigned i = group->n; i > 0; i--)
		close(group->fds[i - 1]);
	free(group);
}

/*
 * The leader alone is started and stopped; the others are never disabled and
 * follow it.  Told as a group, on Linux 6.18, those of another PMU than the
 * leader's stay off after the first stop, and read 0 with all times right.
 */
void
group_start(struct group *group)
{
	const int leader = group->fds[0];

	group->is_started =
	    ioctl(leader, PERF_EVENT_IOC_RESET, PERF_IOC_FLAG_GROUP) == 0 &&
	    ioctl(leader, PERF_EVENT_IOC_ENABLE, 0) == 0;
}

/* What the times say about a value. */
static enum counters_status
trust(uint64_t enabled_ns, uint64_t running_ns)
{
	if (running_ns == 0)
		return COUNTERS_NOT_SCHEDULED;
	return running_ns < enabled_ns ? COUNTERS_MULTIPLEXED : COUNTERS_OK;
}

void
group_stop(struct group *group, struct group_reading *ret)
{
	struct {
		struct perf_head head;
		uint64_t values[GROUP_EVENTS_MAX];
	} got = { 0 };
	const size_t wanted =
	    sizeof(got.head) + group->n * sizeof(got.values[0]);
	const bool is_stopped =
	    ioctl(group->fds[0], PERF_EVENT_IOC_DISABLE, 0) == 0;
	/* A pinned group that was pushed off reads nothing. */
	const bool is_good =
	    read(group->fds[0], &got, sizeof(got)) == (ssize_t)wanted &&
	    group->is_started && is_stopped;
	const uint64_t enabled_ns = got.head.enabled_ns - group->enabled_ns;
	const uint64_t running_ns = got.head.running_ns - group->running_ns;

	for (unsigned i = 0; i < group->n; i++) {
		ret->events[i].value = is_good ? got.values[i] : 0;
		ret->events[i].enabled_ns = is_good ? enabled_ns : 0;
		ret->events[i].running_ns = is_good ? running_ns : 0;
		ret->events[i].status =
		    is_good ? trust(enabled_ns, running_ns) : COUNTERS_ERROR;
	}
	if (is_good) {
		group->enabled_ns = got.head.enabled_ns;
		group->running_ns = got.head.running_ns;
	}
}
