/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/machine/cgroup.h"

#include "base/text.h"
#include "bench/machine/probe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where a hierarchy is mounted, and which of its groups the mount shows. */
struct mount {
	char shown[CGROUP_PATH_BYTES]; /* "/", or a container's group */
	char point[CGROUP_PATH_BYTES]; /* "/sys/fs/cgroup/cpu" */
	bool is_v2;
};

/* Reads a line of mountinfo, see proc(5); false if it is no mount for us. */
static bool
parse_mount(const char *line, struct mount *ret)
{
	const char *rest = strstr(line, " - ");
	char type[32];
	char options[1024];

	if (rest == NULL ||
	    sscanf(line, "%*s %*s %*s %2047s %2047s", ret->shown, ret->point) !=
	        2 ||
	    sscanf(rest, " - %31s %*s %1023s", type, options) != 2)
		return false;
	ret->is_v2 = strcmp(type, "cgroup2") == 0;
	return ret->is_v2 ||
	    (strcmp(type, "cgroup") == 0 && text_has_word(options, ',', "cpu"));
}

/* Finds where groups of CPU time are: version 1's, if CPU time is there. */
static bool
find_mount(const char *root, struct mount *ret)
{
	FILE *f = probe_open(root, "/proc/self/mountinfo");
	struct mount mount;
	char *line = NULL;
	size_t size = 0;
	bool got = false;

	while (f != NULL && getline(&line, &size, f) > 0) {
		if (!parse_mount(line, &mount) || (got && mount.is_v2))
			continue;
		*ret = mount;
		got = true;
	}
	free(line);
	if (f != NULL)
		fclose(f);
	return got;
}

/* Finds the group of this process in that hierarchy. */
static bool
find_group(const char *root, bool is_v2, char ret_path[CGROUP_PATH_BYTES])
{
	FILE *f = probe_open(root, "/proc/self/cgroup");
	char *line = NULL;
	size_t size = 0;
	bool got = false;

	/* "4:cpu,cpuacct:/path" or "0::/path" */
	while (f != NULL && !got && getline(&line, &size, f) > 0) {
		char *controllers = strchr(line, ':');
		char *path =
		    controllers == NULL ? NULL : strchr(++controllers, ':');

		if (path == NULL)
			continue;
		*path++ = '\0';
		path[strcspn(path, "\n")] = '\0';
		got = (is_v2 ? controllers[0] == '\0'
		             : text_has_word(controllers, ',', "cpu")) &&
		    strlen(path) < CGROUP_PATH_BYTES;
		if (got)
			strcpy(ret_path, path);
	}
	free(line);
	if (f != NULL)
		fclose(f);
	return got;
}

/* Reads how much of a period a group may use; false if there is no limit. */
static bool
read_quota(const char *root, const char *folder, bool is_v2, int64_t *ret_quota,
    int64_t *ret_period)
{
	char line[PROBE_LINE_BYTES];
	long long quota;
	long long period;

	if (!is_v2)
		return probe_number(
		           root, ret_quota, "%s/cpu.cfs_quota_us", folder) &&
		    probe_number(
		        root, ret_period, "%s/cpu.cfs_period_us", folder) &&
		    *ret_quota > 0 && *ret_period > 0;
	if (!probe_line(root, line, "%s/cpu.max", folder) ||
	    sscanf(line, "%lld %lld", &quota, &period) != 2 || period <= 0)
		return false;
	*ret_quota = quota;
	*ret_period = period;
	return true;
}

/* Adds what one group may use and how often it was stopped. */
static void
add_group(const char *root, const char *folder, bool is_v2, struct cgroup *all)
{
	int64_t quota;
	int64_t period;
	int64_t n;

	if (read_quota(root, folder, is_v2, &quota, &period) &&
	    (!all->has_quota ||
	        (double)quota / (double)period < all->quota_cpus)) {
		all->has_quota = true;
		all->quota_cpus = (double)quota / (double)period;
		all->period_us = period;
	}
	if (probe_key(root, "nr_throttled", &n, "%s/cpu.stat", folder))
		all->n_throttled += n;
	if (probe_key(root, is_v2 ? "throttled_usec" : "throttled_time", &n,
	        "%s/cpu.stat", folder))
		all->throttled_us += is_v2 ? n : n / 1000;
}

/* Writes the folder of a group, and how much of that is the mount's. */
static size_t
find_folder(const struct mount *mount, const char *path,
    char ret_folder[2 * CGROUP_PATH_BYTES])
{
	const bool is_whole = strcmp(mount->shown, "/") == 0;
	size_t shown = is_whole ? 0 : strlen(mount->shown);

	/* In a container the path is that of outside: the mount shows part. */
	if (strncmp(path, mount->shown, shown) != 0 ||
	    (path[shown] != '/' && path[shown] != '\0'))
		shown = strlen(path);
	/* The topmost group's path is "/". */
	if (path[shown] == '/' && path[shown + 1] == '\0')
		shown++;
	snprintf(ret_folder, 2 * CGROUP_PATH_BYTES, "%s%s", mount->point,
	    path + shown);
	return strlen(mount->point);
}

bool
cgroup_look(const char *root, struct cgroup *ret)
{
	struct cgroup all = { 0 };
	struct mount mount;
	char path[CGROUP_PATH_BYTES];
	char folder[2 * CGROUP_PATH_BYTES];
	size_t top;

	if (!find_mount(root, &mount) || !find_group(root, mount.is_v2, path))
		return false;
	top = find_folder(&mount, path, folder);
	for (;;) {
		add_group(root, folder, mount.is_v2, &all);
		if (strlen(folder) <= top)
			break;
		*strrchr(folder, '/') = '\0';
	}
	*ret = all;
	return true;
}
