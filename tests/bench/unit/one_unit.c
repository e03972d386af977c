/* SPDX-License-Identifier: BSD-2-Clause */
#include "one_unit.h"

#include "here.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool
one_unit_order(struct unit_order *ret)
{
	memset(ret, 0, sizeof(*ret));
	strcpy(ret->case_name, "uncontended");
	ret->slice_ns = 50000;
	ret->count_ns = 200000;
	ret->seed = 1;
	ret->n_threads = 1;
	return here_cpus(1, ret->cpus);
}

void
one_unit_add_arm(
    struct unit_order *order, const char *folder_variable, const char *name)
{
	snprintf(
	    order->names[order->n_arms], sizeof(order->names[0]), "%s", name);
	snprintf(order->arms[order->n_arms], sizeof(order->arms[0]), "%s/%s.so",
	    getenv(folder_variable), name);
	order->n_arms++;
}
