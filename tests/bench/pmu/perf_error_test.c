/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that whatever keeps the kernel from counting has its status and an
 * advice that names the cause: a real seccomp filter and a real limit of file
 * descriptors, set here in a process of their own; and, made up, levels of
 * perf_event_paranoid and a PMU that is taken.
 */
#include "bench/pmu/counters.h"
#include "bench/pmu/perf_error.h"

#include "fake_perf.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/perf_event.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/lib/test.h"

static struct counters_event events[COUNTERS_EVENTS_MAX];
static struct reason why;
static int answer;

static int
answer_all(const struct perf_code *code, int leader)
{
	(void)code;
	(void)leader;
	return answer == 0 ? open("/dev/null", O_RDONLY | O_CLOEXEC) : answer;
}

static int
set_up(void **state)
{
	(void)state;
	fake_perf_opener = answer_all;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	fake_perf_opener = NULL;
	fake_perf_level = FAKE_PERF_REAL_LEVEL;
	return 0;
}

static void
assert_event(const struct counters_event *event, enum counters_status status,
    const char *told)
{
	if (event->status != status || strstr(event->why.text, told) == NULL)
		fail_msg("%s: %s: %s", event->name,
		    counters_status_name(event->status), event->why.text);
}

/* What is said of list's one event when the kernel answers err. */
static void
assert_told(
    const char *list, int err, enum counters_status status, const char *told)
{
	answer = err;
	assert_int_equal(counters_choose(list, events, &why), 1);
	assert_event(&events[0], status, told);
}

TEST_WITH(test_what_opens_is_ok, set_up, tear_down)
{
	assert_told("cycles", 0, COUNTERS_OK, "");
	assert_string_equal(events[0].why.text, "");
}

TEST_WITH(test_each_answer_of_the_kernel_is_explained, set_up, tear_down)
{
	static const struct {
		int err;
		enum counters_status status;
		const char *told;
	} answers[] = {
		{ -ENOENT, COUNTERS_NO_PMU, "run on bare metal" },
		{ -ENODEV, COUNTERS_NO_PMU, "run on bare metal" },
		{ -ENXIO, COUNTERS_NO_PMU, "run on bare metal" },
		{ -EOPNOTSUPP, COUNTERS_NO_PMU, "run on bare metal" },
		{ -ENOSYS, COUNTERS_DENIED, "let the profile pass it" },
		{ -EMFILE, COUNTERS_ERROR, "ulimit -n is" },
		{ -ENFILE, COUNTERS_ERROR, "raise sysctl fs.file-max" },
		{ -EBUSY, COUNTERS_NOT_SCHEDULED, "kernel.nmi_watchdog=0" },
		{ -ENOSPC, COUNTERS_NOT_SCHEDULED, "fewer --events" },
		{ -EINVAL, COUNTERS_ERROR, "another processor's" },
		{ -EIO, COUNTERS_ERROR, "Input/output error" },
	};

	for (unsigned i = 0; i < sizeof(answers) / sizeof(answers[0]); i++)
		assert_told("cycles", answers[i].err, answers[i].status,
		    answers[i].told);
}

TEST_WITH(
    test_a_level_that_forbids_is_told_with_one_that_lets, set_up, tear_down)
{
	fake_perf_level = 3;
	assert_told("cycles", -EACCES, COUNTERS_DENIED,
	    "perf_event_paranoid is 3 (Permission denied): as root, sysctl "
	    "kernel.perf_event_paranoid=2");
	fake_perf_level = 4;
	assert_told("cycles", -EPERM, COUNTERS_DENIED,
	    "perf_event_paranoid is 4 (Operation not permitted): as root, "
	    "sysctl kernel.perf_event_paranoid=2");
	assert_non_null(strstr(events[0].why.text, "CAP_PERFMON"));
}

TEST_WITH(test_software_events_want_a_lower_level, set_up, tear_down)
{
	fake_perf_level = 2;
	assert_told("perf::PAGE-FAULTS", -EACCES, COUNTERS_DENIED,
	    "kernel.perf_event_paranoid=1");
	fake_perf_level = 1;
	assert_told("perf::PAGE-FAULTS", -EACCES, COUNTERS_DENIED,
	    "though perf_event_paranoid is 1, which would do");
}

TEST_WITH(test_a_level_that_lets_is_not_blamed, set_up, tear_down)
{
	for (fake_perf_level = -1; fake_perf_level <= 2; fake_perf_level++)
		assert_told("cycles", -EPERM, COUNTERS_DENIED,
		    "which would do: a container's seccomp profile");
	fake_perf_level = FAKE_PERF_NO_LEVEL;
	assert_told("cycles", -EPERM, COUNTERS_DENIED,
	    "perf_event_paranoid cannot be read");
}

TEST_WITH(test_the_level_is_the_systems, set_up, tear_down)
{
	FILE *f = fopen("/proc/sys/kernel/perf_event_paranoid", "re");
	int wanted;
	int level;

	if (f == NULL) {
		assert_true(perf_paranoid(&level) < 0);
		return;
	}
	assert_int_equal(fscanf(f, "%d", &wanted), 1);
	fclose(f);
	assert_int_equal(perf_paranoid(&level), 0);
	assert_int_equal(level, wanted);
}

/* Has perf_event_open answer err from now on, in this process. */
static int
filter(int err)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
		    offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_perf_event_open, 0, 1),
		BPF_STMT(BPF_RET | BPF_K,
		    SECCOMP_RET_ERRNO | (unsigned)(err & SECCOMP_RET_DATA)),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = {
		.len = sizeof(code) / sizeof(code[0]),
		.filter = code,
	};

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) |
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

/* Leaves this process no descriptor that is not open already. */
static int
close_the_door(int unused)
{
	struct rlimit limit;
	const int next = open("/dev/null", O_RDONLY | O_CLOEXEC);

	(void)unused;
	if (next < 0 || close(next) != 0 ||
	    getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return -1;
	limit.rlim_cur = (rlim_t)next;
	return setrlimit(RLIMIT_NOFILE, &limit);
}

/*
 * Chooses cycles in a process that restrict_itself(argument) has restricted;
 * skipped where that is not allowed.
 */
static struct counters_event
choose_restricted(int (*restrict_itself)(int), int argument)
{
	struct counters_event *shared =
	    mmap(NULL, sizeof(*shared) * COUNTERS_EVENTS_MAX,
	        PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct counters_event chosen;
	int status;
	pid_t pid;

	assert_true(shared != MAP_FAILED);
	fake_perf_opener = NULL;
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		if (restrict_itself(argument) != 0)
			_exit(77);
		_exit(counters_choose("cycles", shared, &why) != 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	chosen = shared[0];
	munmap(shared, sizeof(*shared) * COUNTERS_EVENTS_MAX);
	if (WEXITSTATUS(status) == 77) {
		print_message("# it cannot be restricted here\n");
		skip();
	}
	assert_int_equal(WEXITSTATUS(status), 0);
	return chosen;
}

TEST_WITH(test_a_filter_that_forbids_is_denied, set_up, tear_down)
{
	struct counters_event event;

	fake_perf_level = 2;
	event = choose_restricted(filter, EPERM);
	assert_event(&event, COUNTERS_DENIED,
	    "is 2, which would do: a container's seccomp profile");
}

TEST_WITH(test_a_filter_that_knows_no_such_call_is_denied, set_up, tear_down)
{
	const struct counters_event event = choose_restricted(filter, ENOSYS);

	assert_event(&event, COUNTERS_DENIED,
	    "there is no perf_event_open here: a container's seccomp profile");
}

TEST_WITH(test_too_few_descriptors_are_told, set_up, tear_down)
{
	struct counters_event event;

	fake_perf_opener = NULL;
	/* libpfm4 looks at files the first time. */
	assert_int_equal(counters_choose("cycles", events, &why), 1);
	if (events[0].status == COUNTERS_DENIED) {
		print_message("# %s\n", events[0].why.text);
		skip();
	}
	event = choose_restricted(close_the_door, 0);
	assert_event(&event, COUNTERS_ERROR, "too few file descriptors");
	assert_non_null(strstr(event.why.text, "raise it"));
}
