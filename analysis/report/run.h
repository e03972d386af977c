/* SPDX-License-Identifier: BSD-2-Clause */
/* run: what run.json says of the machine, the tools and the run. */
#ifndef ANALYSIS_REPORT_RUN_H
#define ANALYSIS_REPORT_RUN_H

#include "analysis/report/planned.h"
#include "base/reason.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * A text is NULL, and the quantum NAN, if run.json lacks it or calls it
 * unknown.  The texts belong to `document`.  `unfit_name` is the first unfit
 * thing of the environment.  `n_units_lost` counts the whole run; it is 0 if
 * run.json lacks it.
 */
struct run {
	struct json_t *document;
	const char *run_id;
	const char *host;
	const char *cpu_model;
	const char *cpu_id; /* such as its family, model and stepping */
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
 * Reads the run.json at `path`.  Returns 0 with its contents in `ret_run`, to
 * be given to run_fini(); or a negative errno with the reason in `why`, -ENOENT
 * if there is no such file.
 */
int run_read(const char *path, struct run *ret_run, struct reason *why);

/*
 * Returns the name of thing `i` that the run recorded of its environment, or
 * NULL if there are fewer.
 */
const char *run_thing(const struct run *run, size_t i);

/*
 * Returns the value of the thing of that name, or NULL if it is unknown.
 * `ret_cpu` is the CPU that the value belongs to, or -1.
 */
const char *run_value(const struct run *run, const char *thing, int *ret_cpu);

/* Frees what `run` holds. */
void run_fini(struct run *run);

#endif
