/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/pmu/perf_error.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <stdbool.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* The highest perf_event_paranoid that allows every user to count. */
#define PARANOID_USER   2 /* in user mode alone */
#define PARANOID_KERNEL 1 /* in the kernel too, where software events happen */

static bool
is_missing(int err)
{
	return err == -ENOENT || err == -ENODEV || err == -ENXIO ||
	    err == -EOPNOTSUPP;
}

/* Whether the kernel has a counter of cycles, even if we may not use it. */
static bool
has_pmu(void)
{
	static const struct perf_code cycles = {
		.type = PERF_TYPE_HARDWARE,
		.config = { PERF_COUNT_HW_CPU_CYCLES },
	};
	const int fd = perf_open(&cycles, -1);

	if (fd >= 0)
		close(fd);
	return !is_missing(fd);
}

static enum counters_status
explain_missing(struct reason *why)
{
	if (has_pmu())
		return reason_set(why, COUNTERS_UNKNOWN_EVENT,
		    "this processor's PMU cannot count it");
	return reason_set(why, COUNTERS_NO_PMU,
	    "the kernel has no hardware counters here, as in most virtual "
	    "machines: run on bare metal, or have the hypervisor show its PMU");
}

/* Levels above 2 exist on Debian and Ubuntu: users may open no event. */
static enum counters_status
explain_denied(int err, const struct perf_code *code, struct reason *why)
{
	const int wanted =
	    code->type == PERF_TYPE_SOFTWARE ? PARANOID_KERNEL : PARANOID_USER;
	int level;

	if (perf_paranoid(&level) < 0)
		return reason_set(why, COUNTERS_DENIED,
		    "the kernel refuses (%s), and its perf_event_paranoid "
		    "cannot be read: give CAP_PERFMON, and let a container's "
		    "seccomp profile pass perf_event_open",
		    strerror(-err));
	if (level > wanted)
		return reason_set(why, COUNTERS_DENIED,
		    "perf_event_paranoid is %d (%s): as root, sysctl "
		    "kernel.perf_event_paranoid=%d, or give CAP_PERFMON; if "
		    "it was given, a seccomp profile forbids it",
		    level, strerror(-err), wanted);
	return reason_set(why, COUNTERS_DENIED,
	    "the kernel refuses (%s), though perf_event_paranoid is %d, which "
	    "would do: a container's seccomp profile or a security module "
	    "forbids perf_event_open; let it pass (docker: --cap-add PERFMON)",
	    strerror(-err), level);
}

static enum counters_status
explain_descriptors(struct reason *why)
{
	struct rlimit limit = { 0 };

	getrlimit(RLIMIT_NOFILE, &limit);
	return reason_set(why, COUNTERS_ERROR,
	    "too few file descriptors: each thread needs one for each event, "
	    "and ulimit -n is %llu: raise it, or ask for fewer --events or "
	    "--threads",
	    (unsigned long long)limit.rlim_cur);
}

enum counters_status
perf_error_explain(int err, const struct perf_code *code, struct reason *why)
{
	if (is_missing(err))
		return explain_missing(why);
	switch (-err) {
	case EACCES:
	case EPERM:
		return explain_denied(err, code, why);
	case ENOSYS:
		return reason_set(why, COUNTERS_DENIED,
		    "there is no perf_event_open here: a container's seccomp "
		    "profile or the kernel's build leaves it out; let the "
		    "profile pass it (docker: --cap-add PERFMON)");
	case EMFILE:
		return explain_descriptors(why);
	case ENFILE:
		return reason_set(why, COUNTERS_ERROR,
		    "the system has no file descriptors left: as root, raise "
		    "sysctl fs.file-max");
	case EBUSY:
		perf_error_advise(COUNTERS_NOT_SCHEDULED, why);
		return COUNTERS_NOT_SCHEDULED;
	case ENOSPC:
		return reason_set(why, COUNTERS_NOT_SCHEDULED,
		    "the PMU has not so many counters for these events "
		    "together: ask for fewer --events");
	case EINVAL:
		return reason_set(why, COUNTERS_ERROR,
		    "the kernel does not take this encoding (%s): it is "
		    "another processor's, or takes a newer kernel",
		    strerror(-err));
	default:
		return reason_set(
		    why, COUNTERS_ERROR, "the kernel says %s", strerror(-err));
	}
}

void
perf_error_advise(enum counters_status status, struct reason *why)
{
	if (status == COUNTERS_MULTIPLEXED)
		reason_set(why, 0,
		    "the PMU was shared, and counted for a part of the time "
		    "only: end other users of perf, or ask for fewer --events");
	else
		reason_set(why, 0,
		    "the PMU is taken: by another perf, which is to end; by "
		    "the NMI watchdog (sysctl kernel.nmi_watchdog=0); or it "
		    "has fewer counters than --events asks for");
}
