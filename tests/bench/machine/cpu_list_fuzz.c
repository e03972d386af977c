/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads what may be no list of CPUs, for a machine whose numbers have gaps, and
 * checks that the CPUs of a list are its own, rising, and the same again when
 * they are written out.
 */
#include "bench/machine/cpu_list.h"
#include "bench/machine/placement.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/fuzz.h"

#define LOCATIONS 300

static struct location locations[LOCATIONS];

static void
make_locations(void)
{
	for (unsigned i = 0; i < LOCATIONS; i++)
		locations[i].cpu = i < 8 ? i : 2 * i;
}

static bool
has_location(unsigned cpu)
{
	for (unsigned i = 0; i < LOCATIONS; i++)
		if (locations[i].cpu == cpu)
			return true;
	return false;
}

static void
check_written(const unsigned cpus[], unsigned n)
{
	unsigned again[PLACEMENT_CPUS_MAX];
	unsigned n_again = 0;
	char text[PLACEMENT_CPUS_MAX * 11 + 1] = "";
	struct reason why;
	size_t at = 0;

	for (unsigned i = 0; i < n; i++)
		at += (size_t)snprintf(text + at, sizeof(text) - at, "%s%u",
		    i == 0 ? "" : ",", cpus[i]);
	if (cpu_list_parse(locations, LOCATIONS, text, again, &n_again, &why) !=
	        0 ||
	    n_again != n || memcmp(again, cpus, n * sizeof(cpus[0])) != 0)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
	const char *list = fuzz_text(data, n_bytes);
	unsigned cpus[PLACEMENT_CPUS_MAX];
	unsigned n = 0;
	struct reason why = { 0 };
	int err;

	if (locations[LOCATIONS - 1].cpu == 0)
		make_locations();
	err = cpu_list_parse(locations, LOCATIONS, list, cpus, &n, &why);
	fuzz_result(err, &why);
	if (err < 0)
		return 0;
	if (n == 0 || n > PLACEMENT_CPUS_MAX)
		abort();
	for (unsigned i = 0; i < n; i++)
		if (!has_location(cpus[i]) || (i > 0 && cpus[i] <= cpus[i - 1]))
			abort();
	check_written(cpus, n);
	return 0;
}
