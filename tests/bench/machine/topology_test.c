/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves which files describe a machine, and that all others are refused with
 * their name and what to do: damaged in any place, they may make hwloc crash,
 * but not us.
 */
#include "bench/machine/topology.h"

#include "tests/lib/scratch.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/lib/test.h"

#define XML "offline.xml"

/* How many parts of the XML are left out in turn, one at a time. */
#define N_CUTS 97

static struct placement_machine *machine;
static struct reason why;

static int
tear_down(void **state)
{
	placement_close(machine);
	machine = NULL;
	unsetenv("HWLOC_SYNTHETIC");
	return scratch_destroy(state);
}

static void
assert_refused(const char *path, int err, const char *text)
{
	assert_int_equal(topology_open(path, &machine, &why), err);
	if (strstr(why.text, path) == NULL || strstr(why.text, text) == NULL ||
	    strstr(why.text, "save one with lstopo FILE.xml") == NULL)
		fail_msg("'%s' is not: %s", why.text, text);
	assert_null(machine);
}

TEST_WITH(test_a_line_and_xml_are_taken, scratch_create, tear_down)
{
	static const char line[] = "pack:2 [numa] l3:2 core:4 pu:2 \n\n";

	assert_int_equal(
	    topology_open(scratch_write(*state, "line", line, sizeof(line) - 1),
	        &machine, &why),
	    0);
	assert_int_equal(placement_count(machine), 32);
	placement_close(machine);
	assert_int_equal(
	    topology_open(scratch_write(*state, "line", "core:3 pu:1", 11),
	        &machine, &why),
	    0);
	assert_int_equal(placement_count(machine), 3);
}

TEST_WITH(test_what_is_no_topology_is_refused, scratch_create, tear_down)
{
	static const struct {
		const char *text;
		const char *complaint;
	} files[] = {
		{ "", "it is empty" },
		{ " \n", "it is empty" },
		{ "pack:two", "hwloc refuses the description 'pack:two'" },
		{ "hello", "hwloc refuses the description 'hello'" },
		{ "pack:2\ncore:2", "neither XML nor one line" },
		{ "\177ELF", "neither XML nor one line" },
		{ "<", "hwloc makes no machine of this XML" },
		{ "<html></html>", "hwloc makes no machine of this XML" },
		{ "<?xml version=\"1.0\"?>\n<topology version=\"2.0\"/>",
		    "hwloc makes no machine of this XML" },
	};

	for (unsigned i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		assert_refused(scratch_write(*state, "file", files[i].text,
		                   strlen(files[i].text)),
		    -EINVAL, files[i].complaint);
}

TEST_WITH(test_what_cannot_be_read_is_named, scratch_create, tear_down)
{
	const char *locked = scratch_write(*state, "locked", "pu:1", 4);

	assert_refused(scratch_path(*state, "none"), -ENOENT,
	    "it cannot be opened: No such file");
	assert_refused(*state, -EIO, "it cannot be read: Is a directory");
	assert_int_equal(chmod(locked, 0), 0);
	/* Root may read all. */
	if (geteuid() != 0)
		assert_refused(
		    locked, -EACCES, "it cannot be opened: Permission denied");
}

/* Of some cuts hwloc makes another machine, of some it crashes. */
TEST_WITH(test_damage_anywhere_is_survived, scratch_create, tear_down)
{
	char *text = scratch_read(getenv("TOPOLOGIES_DIR"), XML);
	unsigned n_refused = 0;
	size_t n;

	assert_non_null(text);
	n = strlen(text);
	for (unsigned i = 0; i < N_CUTS; i++) {
		const size_t from = n * i / N_CUTS;
		char *cut = strdup(text);
		const char *path;

		assert_non_null(cut);
		memmove(cut + from, text + from + n / N_CUTS,
		    n - from - n / N_CUTS + 1);
		path = scratch_write(*state, "cut", cut, strlen(cut));
		free(cut);
		if (topology_open(path, &machine, &why) < 0) {
			n_refused++;
			assert_refused(path, -EINVAL, "");
		}
		placement_close(machine);
		machine = NULL;
	}
	free(text);
	assert_true(n_refused > N_CUTS / 4);
}

/* This one made hwloc 2.9 crash: its first object has no set of CPUs. */
TEST_WITH(test_xml_on_which_hwloc_crashes_is_damaged, scratch_create, tear_down)
{
	char *text = scratch_read(getenv("TOPOLOGIES_DIR"), XML);
	char *set;
	const char *path;

	assert_non_null(text);
	set = strstr(strstr(text, "type=\"L3Cache\""), "cpuset=");
	memset(set, ' ', strlen("cpuset=\"0x00000033\""));
	path = scratch_write(*state, "file", text, strlen(text));
	free(text);
	assert_refused(path, -EINVAL, "");
}

TEST_WITH(test_another_machine_is_not_taken_for_this, scratch_create, tear_down)
{
	assert_int_equal(topology_open(NULL, &machine, &why), 0);
	assert_true(placement_is_here(machine));
	placement_close(machine);
	machine = NULL;
	setenv("HWLOC_SYNTHETIC", "pack:2 core:2 pu:1", 1);
	assert_int_equal(topology_open(NULL, &machine, &why), -EINVAL);
	assert_non_null(strstr(why.text, "another machine than this"));
	assert_null(machine);
}
