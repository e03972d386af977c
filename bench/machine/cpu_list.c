/* SPDX-License-Identifier: BSD-2-Clause */
/* hwloc's own parser of lists accepts "0x1", "0 1" and 4294967296. */
#include "bench/machine/cpu_list.h"

#include "base/text.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>

/* The state of parsing a list. */
struct reading {
	const struct location *locations;
	unsigned n_locations;
	const char *list;
	const char *rest;
	bool *is_taken; /* of each location */
	struct reason *why;
};

static int
refuse_list(const struct reading *r)
{
	return reason_set(r->why, -EINVAL,
	    "'%s' is not a list of different CPUs such as 0,2-3", r->list);
}

/* Parses a number at the rest and moves past it; false if there is none. */
static bool
take_number(struct reading *r, unsigned *ret)
{
	char *end;
	unsigned long value;

	if (!isdigit((unsigned char)*r->rest))
		return false;
	errno = 0;
	value = strtoul(r->rest, &end, 10);
	if (errno != 0 || value > UINT_MAX)
		return false;
	r->rest = end;
	*ret = (unsigned)value;
	return true;
}

static int
take_cpu(struct reading *r, unsigned cpu)
{
	unsigned i = 0;

	while (i < r->n_locations && r->locations[i].cpu != cpu)
		i++;
	if (i == r->n_locations)
		return reason_set(r->why, -ENODEV,
		    "CPU %u is not among the %u CPU%s that may be used", cpu,
		    r->n_locations, text_plural(r->n_locations));
	if (r->is_taken[i])
		return refuse_list(r);
	r->is_taken[i] = true;
	return 0;
}

/* Parses one part of a list, "2" or "2-3", and moves past it. */
static int
take_range(struct reading *r)
{
	unsigned first;
	unsigned last;
	int err = 0;

	if (!take_number(r, &first))
		return refuse_list(r);
	last = first;
	if (*r->rest == '-') {
		r->rest++;
		if (!take_number(r, &last) || last < first)
			return refuse_list(r);
	}
	/* Ends at the first CPU that has no location. */
	for (unsigned cpu = first; err == 0 && cpu <= last; cpu++)
		err = take_cpu(r, cpu);
	return err;
}

static int
compare_cpus(const void *left, const void *right)
{
	const unsigned a = *(const unsigned *)left;
	const unsigned b = *(const unsigned *)right;

	return (a > b) - (a < b);
}

void
cpu_list_sort(unsigned cpus[], unsigned n)
{
	qsort(cpus, n, sizeof(cpus[0]), compare_cpus);
}

const unsigned *
cpu_list_find(const unsigned cpus[], unsigned n, unsigned cpu)
{
	return bsearch(&cpu, cpus, n, sizeof(cpus[0]), compare_cpus);
}

/* Writes the CPUs of the locations that were taken. */
static int
write_taken(const struct reading *r, unsigned ret_cpus[], unsigned *ret_n)
{
	unsigned n = 0;

	for (unsigned i = 0; i < r->n_locations; i++) {
		if (!r->is_taken[i])
			continue;
		if (n == PLACEMENT_CPUS_MAX)
			return refuse_list(r);
		ret_cpus[n++] = r->locations[i].cpu;
	}
	cpu_list_sort(ret_cpus, n);
	*ret_n = n;
	return 0;
}

int
cpu_list_parse(const struct location locations[], unsigned n_locations,
    const char *list, unsigned ret_cpus[], unsigned *ret_n, struct reason *why)
{
	struct reading reading = {
		.locations = locations,
		.n_locations = n_locations,
		.list = list,
		.rest = list,
		.is_taken = calloc(n_locations, sizeof(bool)),
		.why = why,
	};
	int err;

	if (reading.is_taken == NULL)
		return -ENOMEM;
	err = take_range(&reading);
	while (err == 0 && *reading.rest == ',') {
		reading.rest++;
		err = take_range(&reading);
	}
	if (err == 0 && *reading.rest != '\0')
		err = refuse_list(&reading);
	if (err == 0)
		err = write_taken(&reading, ret_cpus, ret_n);
	free(reading.is_taken);
	return err;
}
