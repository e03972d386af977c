/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/run/plan.h"

#include "base/file.h"
#include "bench/machine/assignment.h"
#include "bench/machine/cpu_list.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The bits of the offset in bit-reversed order. */
const unsigned plan_offsets[PLAN_OFFSETS] = {
	0,
	32,
	16,
	48,
	8,
	40,
	24,
	56,
	4,
	36,
	20,
	52,
	12,
	44,
	28,
	60,
};

const char *const *
plan_usual_rows(const struct options *options)
{
	if (options->base != NULL)
		return cases_gated_rows;
	return options->is_quick ? cases_quick_rows : cases_default_rows;
}

/* Whether a row runs if the options name none. */
static bool
is_default(const struct options *options, const char *name)
{
	const char *const *glob = plan_usual_rows(options);

	for (; *glob != NULL; glob++)
		if (fnmatch(*glob, name, 0) == 0)
			return true;
	return false;
}

/* More names than a plan can have rows. */
#define NAMES_BYTES_MAX 1000000

/* The rows that the options ask for. */
struct choice {
	const struct options *options;
	char *names; /* what --rows-from names, each ended by a NUL; or NULL */
	size_t names_bytes;
};

int
plan_read_rows(const char *path, char **ret, struct reason *why)
{
	struct reason inner;
	char *names;
	size_t n;
	int err = file_read(path, NAMES_BYTES_MAX, &names, &n, &inner);

	if (err < 0)
		return reason_set(
		    why, err, "--rows-from %s: %s", path, inner.text);
	if (n == 0)
		err = reason_set(why, -EINVAL, "%s names no row", path);
	else if (names[n - 1] != '\n' || strlen(names) != n)
		err = reason_set(
		    why, -EINVAL, "%s is no list of rows, one a line", path);
	if (err < 0)
		free(names);
	else
		*ret = names;
	return err;
}

int
plan_refuse_rows(const struct options *options, struct reason *why)
{
	return reason_set(why, -EINVAL,
	    "no row matches '%s'; ./run.sh %s shows all",
	    options->rows_from != NULL  ? options->rows_from
	        : options->rows == NULL ? "the default"
	                                : options->rows,
	    options->base != NULL ? "gate --list" : "list");
}

/* Reads the names of --rows-from, each ended by a NUL. */
static int
read_names(struct choice *choice, struct reason *why)
{
	const int err =
	    plan_read_rows(choice->options->rows_from, &choice->names, why);

	if (err < 0)
		return err;
	choice->names_bytes = strlen(choice->names);
	for (size_t i = 0; i < choice->names_bytes; i++)
		if (choice->names[i] == '\n')
			choice->names[i] = '\0';
	return 0;
}

static bool
is_named(const struct choice *choice, const char *name)
{
	const char *end = choice->names + choice->names_bytes;

	for (const char *p = choice->names; p < end; p += strlen(p) + 1)
		if (strcmp(p, name) == 0)
			return true;
	return false;
}

static bool
wants_row(const struct choice *choice, const char *name, bool is_default)
{
	const struct options *options = choice->options;

	if (choice->names != NULL)
		return is_named(choice, name);
	if (options->rows != NULL)
		return fnmatch(options->rows, name, FNM_EXTMATCH) == 0;
	/* A list shows all. */
	return is_default || options->wants_list;
}

struct maker {
	const struct options *options;
	const struct choice *choice;
	const struct catalog *catalog;
	const struct placement_machine *machine;
	struct plan *plan;
	struct reason *why;
	const struct catalog_arm *lone; /* that rows are made of; or NULL */
};

static unsigned
or_default(unsigned given, unsigned otherwise)
{
	return given == OPTIONS_UNSET ? otherwise : given;
}

static uint64_t
slice_ns(const struct case_kind *kind, const struct options *options)
{
	return options->base != NULL && kind->gate_slice_ns > 0
	    ? kind->gate_slice_ns
	    : kind->slice_ns;
}

static int
add_row(struct maker *maker, const char *lock, const struct case_kind *kind,
    const struct assignment_place *place)
{
	const struct options *options = maker->options;
	struct plan *plan = maker->plan;
	struct plan_row *row;
	int err = 0;

	row = reallocarray(plan->rows, plan->n_rows + 1, sizeof(*row));
	if (row == NULL)
		return -ENOMEM;
	plan->rows = row;
	row += plan->n_rows;
	*row = (struct plan_row){
		.kind = kind,
		.n_threads =
		    kind->n_threads ? kind->n_threads : options->n_threads,
		.slice_ns = slice_ns(kind, options),
		.crit_ns = or_default(options->crit_ns, kind->crit_ns),
		.par_ns = or_default(options->par_ns, kind->par_ns),
	};
	snprintf(row->lock, sizeof(row->lock), "%s", lock);
	snprintf(
	    row->placement, sizeof(row->placement), "%s", place->placement);
	snprintf(row->name, sizeof(row->name), "%s/%s/%u/%s", lock, kind->name,
	    row->n_threads, place->placement);
	row->is_default = is_default(options, row->name);
	if (!wants_row(maker->choice, row->name, row->is_default))
		return 0;
	memcpy(row->cpus, place->cpus, sizeof(row->cpus));
	row->skipped = place->skipped;
	if (maker->lone != NULL)
		plan_row_set_lone(maker->lone, row);
	else
		err =
		    plan_row_add_arms(options, maker->catalog, row, maker->why);
	if (err == 0)
		plan_row_check_sides(options, row);
	if (err == 0)
		plan->n_rows++;
	return err;
}

/* Adds a row for each placement; one thread has only one placement. */
static int
add_rows(struct maker *maker, const char *lock, const struct case_kind *kind)
{
	const struct options *options = maker->options;
	const unsigned n_threads =
	    kind->n_threads ? kind->n_threads : options->n_threads;
	const struct location *locations = placement_locations(maker->machine);
	const unsigned n_locations = placement_count(maker->machine);
	struct assignment assignment;
	int err;

	err = options->cpus == NULL
	    ? assignment_make(locations, n_locations,
	          n_threads == 1 ? "spread" : options->placements, n_threads,
	          &assignment, maker->why)
	    : assignment_of_list(locations, n_locations, options->cpus,
	          n_threads, &assignment, maker->why);
	for (unsigned i = 0; err == 0 && i < assignment.n_places; i++)
		err = add_row(maker, lock, kind, &assignment.places[i]);
	return err;
}

/* Adds the rows that only one of two builds has; they are skipped. */
static int
add_lone(struct maker *maker)
{
	const struct catalog *catalog = maker->catalog;
	int err = 0;

	for (unsigned i = 0; err == 0 && i < catalog->n_lone; i++) {
		maker->lone = &catalog->lone[i];
		for (unsigned j = 0; err == 0 && j < cases_count; j++)
			if (catalog_case(maker->lone, cases[j].name) != NULL)
				err = add_rows(
				    maker, maker->lone->lock, &cases[j]);
	}
	return err;
}

int
plan_make(const struct options *options, const struct catalog *catalog,
    const struct placement_machine *machine, struct plan *ret,
    struct reason *why)
{
	struct plan plan = { 0 };
	struct choice choice = { .options = options };
	struct maker maker = { options, &choice, catalog, machine, &plan, why,
		NULL };
	int err = 0;

	/* With a list, --checks was looked up among all arms of that. */
	if (options->base == NULL && options->arms_list == NULL)
		err = plan_row_check_names(options, catalog, why);

	if (err == 0 && options->rows_from != NULL)
		err = read_names(&choice, why);

	for (unsigned i = 0; err == 0 && i < catalog->n_arms; i++) {
		const struct catalog_arm *arm = &catalog->arms[i];

		if (arm->role != ARM_ROLE_BASE)
			continue;
		for (unsigned j = 0; err == 0 && j < cases_count; j++)
			if (plan_row_wants_case(
			        options, catalog, arm, cases[j].name))
				err = add_rows(&maker, arm->lock, &cases[j]);
	}
	if (err == 0)
		err = add_lone(&maker);
	if (err == 0 && plan.n_rows == 0)
		err = plan_refuse_rows(options, why);
	free(choice.names);
	if (err < 0)
		plan_free(&plan);
	else
		*ret = plan;
	return err;
}

void
plan_free(struct plan *plan)
{
	free(plan->rows);
	*plan = (struct plan){ 0 };
}

int
plan_check_controls(const struct plan *plan, struct reason *why)
{
	for (unsigned i = 0; i < plan->n_rows; i++) {
		const struct plan_row *row = &plan->rows[i];
		enum arm_role lacking;

		if (row->skipped.text[0] == '\0' &&
		    plan_row_lacks_control(row, &lacking))
			return reason_set(why, -EINVAL,
			    "row %s can never pass: %s has no %s arm beside "
			    "it; ./run.sh arm builds a lock with all of its "
			    "arms",
			    row->name, row->arms[0]->name,
			    catalog_role_name(lacking));
	}
	return 0;
}

static bool
has_cpu(const unsigned cpus[], unsigned n, unsigned cpu)
{
	for (unsigned i = 0; i < n; i++)
		if (cpus[i] == cpu)
			return true;
	return false;
}

unsigned
plan_cpus(const struct plan *plan, unsigned ret_cpus[PLACEMENT_CPUS_MAX])
{
	unsigned n = 0;

	for (unsigned i = 0; i < plan->n_rows; i++) {
		const struct plan_row *row = &plan->rows[i];

		if (row->skipped.text[0] != '\0')
			continue;
		for (unsigned j = 0; j < row->n_threads; j++)
			if (n < PLACEMENT_CPUS_MAX &&
			    !has_cpu(ret_cpus, n, row->cpus[j]))
				ret_cpus[n++] = row->cpus[j];
	}
	cpu_list_sort(ret_cpus, n);
	return n;
}

unsigned
plan_count_runnable(const struct plan *plan)
{
	unsigned n = 0;

	for (unsigned i = 0; i < plan->n_rows; i++)
		n += plan->rows[i].skipped.text[0] == '\0';
	return n;
}
