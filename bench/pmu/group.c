/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/pmu/group.h"

#include "bench/pmu/perf_error.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct group {
	unsigned n;
	unsigned n_open;              /* n, or 0: refused */
	int fds[GROUP_EVENTS_MAX];    /* the leader first */
	int err;                      /* of the opening, or of the last start */
	enum counters_status refused; /* what the opening's is called */
	/* At the last good reading. */
	uint64_t enabled_ns;
	uint64_t running_ns;
};

/* What a read gives. */
struct counted {
	struct perf_head head;
	uint64_t values[GROUP_EVENTS_MAX];
};

static void
close_all(struct group *group)
{
	while (group->n_open > 0)
		close(group->fds[--group->n_open]);
}

/* Notes that an event was refused, and closes those before it. */
static void
note_refused(struct group *group, int err, const struct perf_code *code)
{
	struct reason why;

	/*
	 * It opens alone (counters.h), so it is the group that it cannot join.
	 */
	if (err == -EINVAL && group->n_open > 0)
		err = -ENOSPC;
	close_all(group);
	group->err = err;
	group->refused = perf_error_explain(err, code, &why);
}

int
group_open(const struct counters_event events[], unsigned n, struct group **ret)
{
	struct group *group = calloc(1, sizeof(*group));

	if (group == NULL)
		return -ENOMEM;
	group->n = n;
	for (unsigned i = 0; i < n; i++) {
		const int fd =
		    perf_open(&events[i].code, i == 0 ? -1 : group->fds[0]);

		if (fd < 0) {
			note_refused(group, fd, &events[i].code);
			break;
		}
		group->fds[group->n_open++] = fd;
	}
	*ret = group;
	return 0;
}

void
group_close(struct group *group)
{
	if (group == NULL)
		return;
	close_all(group);
	free(group);
}

/*
 * Only the leader is started and stopped; the others stay enabled and follow
 * it.  If the whole group is told to start and stop (Linux 6.18), events of
 * another PMU than the leader's stay off after the first stop, and read 0 with
 * correct times.
 */
void
group_start(struct group *group)
{
	const int leader = group->fds[0];

	if (group->n_open == 0)
		return;
	group->err =
	    ioctl(leader, PERF_EVENT_IOC_RESET, PERF_IOC_FLAG_GROUP) == 0 &&
	        ioctl(leader, PERF_EVENT_IOC_ENABLE, 0) == 0
	    ? 0
	    : -errno;
}

/* Stops and reads.  Returns 0, or a negative errno. */
static int
stop_and_read(
    const struct group *group, struct counted *ret, ssize_t *ret_bytes)
{
	const int leader = group->fds[0];
	const int err =
	    ioctl(leader, PERF_EVENT_IOC_DISABLE, 0) == 0 ? 0 : -errno;

	*ret_bytes = read(leader, ret, sizeof(*ret));
	if (group->err < 0 || err < 0)
		return group->err < 0 ? group->err : err;
	return *ret_bytes < 0 ? -errno : 0;
}

/*
 * Returns the status of a value that was counted for running_ns of enabled_ns.
 */
static enum counters_status
judge_times(uint64_t enabled_ns, uint64_t running_ns)
{
	if (running_ns == 0)
		return COUNTERS_NOT_SCHEDULED;
	return running_ns < enabled_ns ? COUNTERS_MULTIPLEXED : COUNTERS_OK;
}

/* Writes a reading without values. */
static void
write_no_reading(const struct group *group, enum counters_status status,
    int err, struct group_reading *ret)
{
	ret->err = err;
	for (unsigned i = 0; i < group->n; i++) {
		ret->events[i].value = 0;
		ret->events[i].enabled_ns = 0;
		ret->events[i].running_ns = 0;
		ret->events[i].status = status;
	}
}

static void
write_reading(struct group *group, const struct counted *counted,
    struct group_reading *ret)
{
	const struct perf_head *head = &counted->head;
	const uint64_t enabled_ns = head->enabled_ns - group->enabled_ns;
	const uint64_t running_ns = head->running_ns - group->running_ns;

	ret->err = 0;
	for (unsigned i = 0; i < group->n; i++) {
		ret->events[i].value = counted->values[i];
		ret->events[i].enabled_ns = enabled_ns;
		ret->events[i].running_ns = running_ns;
		ret->events[i].status = judge_times(enabled_ns, running_ns);
	}
	group->enabled_ns = head->enabled_ns;
	group->running_ns = head->running_ns;
}

void
group_stop(struct group *group, struct group_reading *ret)
{
	struct counted counted = { 0 };
	ssize_t bytes;
	int err;

	if (group->n_open == 0) {
		write_no_reading(group, group->refused, group->err, ret);
		return;
	}
	err = stop_and_read(group, &counted, &bytes);
	if (err < 0)
		write_no_reading(group, COUNTERS_ERROR, err, ret);
	/* read() returns 0 for a pinned group that did not get onto the PMU. */
	else if (bytes == 0)
		write_no_reading(group, COUNTERS_NOT_SCHEDULED, 0, ret);
	else if ((size_t)bytes !=
	    sizeof(counted.head) + group->n * sizeof(counted.values[0]))
		write_no_reading(group, COUNTERS_ERROR, -EIO, ret);
	else
		write_reading(group, &counted, ret);
}

void
group_explain(const struct group_reading *reading, unsigned index,
    const struct perf_code *code, struct reason *why)
{
	const enum counters_status status = reading->events[index].status;

	if (status == COUNTERS_OK)
		why->text[0] = '\0';
	else if (reading->err < 0)
		perf_error_explain(reading->err, code, why);
	else
		perf_error_advise(status, why);
}
