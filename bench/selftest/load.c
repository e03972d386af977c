/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * slowpath-load: keeps the CPUs of this process busy in a known way, beside a
 * measurement that is to be tested.
 *
 *   drift SECONDS         each CPU's duty cycle rises from 0 to a half, over
 *                         and over, in a few seconds each
 *   bursts SECONDS SEED   bursts of 5 to 50 ms at random times
 *
 * It ends after so many seconds, and with its parent.
 */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SECONDS_MAX 3600

/*
 * Much shorter than a unit, so that a unit sees the duty cycle and not its
 * parts.
 */
#define FRAME_NS 10000000

/* About as long as a gate takes for a row, and the duty cycle at its end. */
#define DRIFT_NS  4000000000
#define DRIFT_TOP 0.5

#define BURST_LEAST_NS 5000000
#define BURST_MOST_NS  50000000

/* Between two bursts, on average: a fifth of the time is lost to them. */
#define PAUSE_MEAN_NS 110000000

static int64_t
now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static void
work_until(int64_t end_ns)
{
	while (now_ns() < end_ns)
		;
}

static void
sleep_until(int64_t end_ns)
{
	const struct timespec t = {
		.tv_sec = end_ns / 1000000000,
		.tv_nsec = end_ns % 1000000000,
	};

	while (
	    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) == EINTR)
		;
}

static void
drift(int64_t begin_ns, int64_t end_ns)
{
	for (int64_t at = begin_ns; at < end_ns; at += FRAME_NS) {
		const double part =
		    (double)((at - begin_ns) % DRIFT_NS) / DRIFT_NS;

		work_until(at + (int64_t)(DRIFT_TOP * part * FRAME_NS));
		sleep_until(at + FRAME_NS);
	}
}

/* Pauses are even from 0 to twice their mean. */
static void
burst(int64_t begin_ns, int64_t end_ns, unsigned short random[3])
{
	for (int64_t at = begin_ns; at < end_ns;) {
		at += (int64_t)(2 * PAUSE_MEAN_NS * erand48(random));
		sleep_until(at);
		at += BURST_LEAST_NS +
		    (int64_t)((BURST_MOST_NS - BURST_LEAST_NS) *
		        erand48(random));
		work_until(at);
	}
}

/* The child's life on one CPU. */
static void
load(int cpu, pid_t parent, bool is_drift, int seconds, long seed)
{
	unsigned short random[3] = { (unsigned short)seed,
		(unsigned short)(seed >> 16), (unsigned short)cpu };
	const int64_t begin_ns = now_ns();
	const int64_t end_ns = begin_ns + seconds * INT64_C(1000000000);
	cpu_set_t set;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* The parent may have died before prctl(). */
	if (getppid() != parent)
		return;
	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	if (sched_setaffinity(0, sizeof(set), &set) != 0)
		return;
	if (is_drift)
		drift(begin_ns, end_ns);
	else
		burst(begin_ns, end_ns, random);
}

static bool
parse_number(const char *text, long least, long most, long *ret)
{
	char *end;

	errno = 0;
	*ret = strtol(text, &end, 10);
	return errno == 0 && end != text && *end == '\0' && *ret >= least &&
	    *ret <= most;
}

static int
run_load(bool is_drift, int seconds, long seed)
{
	const pid_t self = getpid();
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof(set), &set) != 0) {
		perror("slowpath-load: sched_getaffinity");
		return 1;
	}
	for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
		pid_t child;

		if (!CPU_ISSET(cpu, &set))
			continue;
		child = fork();
		if (child < 0) {
			perror("slowpath-load: fork");
			return 1;
		}
		if (child == 0) {
			load(cpu, self, is_drift, seconds, seed);
			_exit(0);
		}
	}
	while (wait(NULL) > 0 || errno == EINTR)
		;
	return 0;
}

int
main(int argc, char *argv[])
{
	const pid_t parent = getppid();
	long seconds;
	long seed = 0;
	const bool is_drift = argc == 3 && strcmp(argv[1], "drift") == 0;

	if ((!is_drift && (argc != 4 || strcmp(argv[1], "bursts") != 0)) ||
	    !parse_number(argv[2], 1, SECONDS_MAX, &seconds) ||
	    (!is_drift && !parse_number(argv[3], 0, INT32_MAX, &seed))) {
		fputs("Usage: slowpath-load drift SECONDS\n"
		      "       slowpath-load bursts SECONDS SEED\n",
		    stderr);
		return 2;
	}
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		return 1;
	return run_load(is_drift, (int)seconds, seed);
}
