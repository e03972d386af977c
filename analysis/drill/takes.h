/* SPDX-License-Identifier: BSD-2-Clause */
/* takes: how often dumps took each lock, and how often they only seemed to. */
#ifndef ANALYSIS_DRILL_TAKES_H
#define ANALYSIS_DRILL_TAKES_H

#include "analysis/drill/panics.h"

#include <stddef.h>

struct take {
	char *lock;
	size_t n_real[N_MODES];
	size_t n_faked[N_MODES];
};

/* In the order of the locks' names.  Starts as { 0 }. */
struct takes {
	struct take *list;
	size_t n;
};

/* Adds the locks of `panic`.  Returns 0, or -ENOMEM. */
int takes_add(struct takes *t, const struct panic *panic);

/* Frees what `t` holds. */
void takes_fini(struct takes *t);

#endif
