/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/machine/topology.h"

#include "base/file.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * A machine of 1024 CPUs with all its caches takes less than a tenth of this.
 */
#define BYTES_MAX 16777216

/* Far more than hwloc takes for a thousand CPUs. */
#define TRIAL_SECONDS 60

/* Cuts off the white space that an editor puts behind a description. */
static void
trim_end(char *text)
{
	size_t n = strlen(text);

	while (n > 0 && strchr(" \t\r\n", text[n - 1]) != NULL)
		text[--n] = '\0';
}

/* The outcome of a trial that did not crash. */
struct trial_outcome {
	int err;
	struct reason why;
};

/* Opens a description, writes the outcome to out, and exits. */
static void
try_description(const char *text, int out)
{
	static const int crashes[] = { SIGABRT, SIGBUS, SIGFPE, SIGILL,
		SIGSEGV };
	const struct rlimit none = { 0 };
	struct placement_machine *machine = NULL;
	struct trial_outcome outcome = { 0 };

	for (unsigned i = 0; i < sizeof(crashes) / sizeof(crashes[0]); i++)
		signal(crashes[i], SIG_DFL);
	setrlimit(RLIMIT_CORE, &none);
	alarm(TRIAL_SECONDS);
	outcome.err = placement_open(text, &machine, &outcome.why);
	placement_close(machine);
	file_write_all(out, &outcome, sizeof(outcome));
	_exit(EXIT_SUCCESS);
}

/* Reads the outcome; a trial that crashed wrote none. */
static int
read_outcome(int in, struct reason *why)
{
	struct trial_outcome outcome;

	if (file_read_exactly(in, &outcome, sizeof(outcome), -1) < 0)
		return reason_set(
		    why, -EINVAL, "it is damaged: hwloc crashes on it");
	if (outcome.err < 0)
		*why = outcome.why;
	return outcome.err;
}

/*
 * Opens a description in a child first: of damaged XML, hwloc 2.9 follows
 * pointers that it never set, and leaks memory.
 */
static int
try_in_child(const char *text, struct reason *why)
{
	int ends[2];
	pid_t pid;
	int err = 0;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return reason_set(
		    why, -errno, "no pipe can be made: %s", strerror(errno));
	pid = fork();
	if (pid == 0)
		try_description(text, ends[1]);
	if (pid == -1)
		err = reason_set(why, -errno,
		    "no process can be made to try it: %s", strerror(errno));
	close(ends[1]);
	if (pid > 0) {
		err = read_outcome(ends[0], why);
		while (waitpid(pid, NULL, 0) == -1 && errno == EINTR)
			;
	}
	close(ends[0]);
	return err;
}

static bool
is_one_line(const char *text)
{
	while (isprint((unsigned char)*text))
		text++;
	return *text == '\0';
}

static int
open_text(const char *text, struct placement_machine **ret, struct reason *why)
{
	int err;

	if (text[0] == '\0')
		return reason_set(why, -EINVAL, "it is empty");
	if (text[0] != '<' && !is_one_line(text))
		return reason_set(
		    why, -EINVAL, "it is neither XML nor one line of text");
	err = try_in_child(text, why);
	if (err < 0)
		return err;
	return placement_open(text, ret, why);
}

/*
 * Opens this machine.  hwloc obeys variables, and pins nothing on a machine
 * that is not this one.
 */
static int
open_here(struct placement_machine **ret, struct reason *why)
{
	struct placement_machine *machine;
	const int err = placement_open(NULL, &machine, why);

	if (err < 0)
		return err;
	if (placement_is_here(machine)) {
		*ret = machine;
		return 0;
	}
	placement_close(machine);
	return reason_set(why, -EINVAL,
	    "hwloc's variables, such as HWLOC_XMLFILE, describe another "
	    "machine than this: unset them; --dry-run --topology FILE plans "
	    "for another");
}

int
topology_open(
    const char *path, struct placement_machine **ret, struct reason *why)
{
	struct reason inner = { 0 };
	char *text = NULL;
	size_t n;
	int err;

	if (path == NULL)
		return open_here(ret, why);
	err = file_read(path, BYTES_MAX, &text, &n, &inner);
	if (err == 0) {
		trim_end(text);
		err = open_text(text, ret, &inner);
	}
	if (err == -EPROTONOSUPPORT)
		reason_set(why, err, "topology %s: %s", path, inner.text);
	else if (err < 0 && err != -ENOMEM)
		reason_set(why, err,
		    "topology %s: %s; save one with lstopo FILE.xml, or write "
		    "one such as pack:2 [numa] l3:4 core:8 pu:2",
		    path, inner.text);
	free(text);
	return err;
}
