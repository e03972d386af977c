/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * run: what run.json says of the machine, the tools and the run; the door to
 * libjansson.
 */
#ifndef ANALYSIS_RUN_H
#define ANALYSIS_RUN_H

#include "analysis/failure.h"
#include "analysis/planned.h"

#include <stdbool.h>

/*
 * A text is NULL, and the quantum NAN, where run.json does not say.  The texts
 * live in `document`; the unfit thing is the first of its kind.  `n_units_lost`
 * is over the whole run, 0 where run.json does not say.
 */
struct run {
	struct json_t *document;
	const char *run_id;
	const char *host;
	const char *cpu_model;
	const char *kernel;
	const char *compiler;
	const char *flags;
	const char *unfit_name;
	const char *unfit_advice;
	bool is_unfit;
	bool is_cut_short;
	double n_units_lost;
	struct planned planned;
	double quantum_ns;
};

/*
 * Reads the file at `path`.  Returns 0 with what it says in `ret_run`, to be
 * given to run_fini(); or a negative errno with the reason in `why`: -ENOENT
 * when there is none.
 */
int run_read(const char *path, struct run *ret_run, struct failure *why);

/* Frees what `run` holds. */
void run_fini(struct run *run);

#endif
