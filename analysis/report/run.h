/* SPDX-License-Identifier: BSD-2-Clause */
/* run: what run.json says of the machine, the tools and the run. */
#ifndef ANALYSIS_REPORT_RUN_H
#define ANALYSIS_REPORT_RUN_H

#include "analysis/report/planned.h"
#include "base/reason.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * A text is NULL, and the quantum NAN, where run.json does not say, or says
 * that it is unknown.  The texts live in `document`; the unfit thing is the
 * first of its kind.  `n_units_lost` is over the whole run, 0 where run.json
 * does not say.
 */
struct run {
	struct json_t *document;
	const char *run_id;
	const char *host;
	const char *cpu_model;
	const char *cpu_id; /* its numbers */
	const char *kernel;
	const char *libc;
	const char *commit;
	const char *compiler;
	const char *flags;
	const char *unfit_name;
	const char *unfit_advice;
	bool is_unfit;
	bool is_cut_short;
	bool is_dirty; /* built from more than the commit */
	double n_units_lost;
	struct planned planned;
	double quantum_ns;
};

/*
 * Reads the file at `path`.  Returns 0 with what it says in `ret_run`, to be
 * given to run_fini(); or a negative errno with the reason in `why`: -ENOENT
 * when there is none.
 */
int run_read(const char *path, struct run *ret_run, struct reason *why);

/*
 * Returns the name of the `i`th thing that was looked at of the environment, or
 * NULL when there are fewer.
 */
const char *run_thing(const struct run *run, size_t i);

/*
 * Returns what the thing of that name was, or NULL if it is not known.  If it
 * is that of one CPU, `ret_cpu` is which, else -1.
 */
const char *run_value(const struct run *run, const char *thing, int *ret_cpu);

/* Frees what `run` holds. */
void run_fini(struct run *run);

#endif
