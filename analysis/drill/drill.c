/* SPDX-License-Identifier: BSD-2-Clause */
/* drill: see drill.h. */
#include "analysis/drill/drill.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "analysis/drill/drill_csv.h"

/* A drill, and the times of its dumps until they are sorted. */
struct drill_maker {
	struct drill *drill;
	struct series dump_ns[N_MODES];
	struct series dump_bytes[N_MODES];
};

static int
check_run_id(struct drill *drill, const struct csv_reader *reader,
    const struct panic *panic, struct reason *why)
{
	const char *run_id = panic->fields[PANIC_RUN_ID].text;

	if (drill->run_id == NULL) {
		drill->run_id = strdup(run_id);
		return drill->run_id != NULL ? 0 : reason_memory(why);
	}
	if (strcmp(run_id, drill->run_id) != 0)
		return csv_reader_fail(reader, PANIC_RUN_ID, why,
		    "'%s', as in the lines before: one file, one run",
		    drill->run_id);
	return 0;
}

/*
 * Returns the group of `panic`, which is made if it is new; NULL without
 * memory.
 */
static struct drill_group *
find_group(struct drill *drill, const struct panic *panic)
{
	const char *check = panic->fields[PANIC_CHECK].text;

	for (size_t i = 0; i < drill->n_groups; i++) {
		struct drill_group *group = &drill->groups[i];

		if (group->mode == panic->mode && group->sync == panic->sync &&
		    strcmp(group->check, check) == 0)
			return group;
	}

	struct drill_group *groups =
	    reallocarray(drill->groups, drill->n_groups + 1, sizeof(*groups));
	if (groups == NULL)
		return NULL;
	drill->groups = groups;

	struct drill_group *group = &groups[drill->n_groups];
	*group = (struct drill_group){
		.mode = panic->mode,
		.check = strdup(check),
		.sync = panic->sync,
	};
	if (group->check == NULL)
		return NULL;
	drill->n_groups++;
	return group;
}

static int
add_to_group(struct drill *drill, const struct panic *panic)
{
	struct drill_group *group = find_group(drill, panic);

	if (group == NULL)
		return -ENOMEM;
	group->n++;
	group->outcomes[panic->moment][panic->outcome]++;
	if (panic_has(panic, PANIC_BLOCK_FILE))
		group->block_files[panic->block_file]++;
	group->wall_ns += (double)panic->fields[PANIC_WALL_NS].count;
	return 0;
}

/* Adds the time and the size of a dump that is whole. */
static int
add_dump(struct drill_maker *maker, const struct panic *panic)
{
	const struct csv_field *fields = panic->fields;
	int rc = 0;

	if (!panic_is_dumped(panic))
		return 0;
	rc = series_add(
	    &maker->dump_ns[panic->mode], (double)fields[PANIC_DUMP_NS].count);
	if (rc == 0)
		rc = series_add(&maker->dump_bytes[panic->mode],
		    (double)fields[PANIC_DUMP_BYTES].count);
	return rc;
}

static int
compare_locks(const struct csv_item *item, const char *lock)
{
	const int order = strncmp(item->text, lock, item->len);

	/* An item has no NUL at its end: `lock` may be longer. */
	return order != 0 || lock[item->len] == '\0' ? order : -1;
}

/* Returns the index of the first lock that is not before `item`. */
static size_t
find_place(const struct acquisitions *t, const struct csv_item *item)
{
	size_t low = 0;
	size_t high = t->n;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;

		if (compare_locks(item, t->list[middle].lock) > 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/*
 * Returns the counts of the lock `item`, which are made if it is new; NULL
 * without memory.
 */
static struct acquisition_count *
find_acquisitions(struct acquisitions *t, const struct csv_item *item)
{
	const size_t place = find_place(t, item);

	if (place < t->n && compare_locks(item, t->list[place].lock) == 0)
		return &t->list[place];

	struct acquisition_count *list =
	    reallocarray(t->list, t->n + 1, sizeof(*list));
	if (list == NULL)
		return NULL;
	t->list = list;

	char *lock = strndup(item->text, item->len);
	if (lock == NULL)
		return NULL;
	memmove(&list[place + 1], &list[place], (t->n - place) * sizeof(*list));
	list[place] = (struct acquisition_count){ .lock = lock };
	t->n++;
	return &list[place];
}

/*
 * Adds the locks that the dump of `panic` acquired or seemed to acquire.
 * Returns 0, or -ENOMEM.
 */
static int
add_acquisitions(struct acquisitions *t, const struct panic *panic)
{
	const char *real = panic->fields[PANIC_ACQUIRED].text;
	const char *faked = panic->fields[PANIC_FAKED].text;
	struct csv_item item;

	while (csv_list_next(&real, &item)) {
		struct acquisition_count *count = find_acquisitions(t, &item);

		if (count == NULL)
			return -ENOMEM;
		count->n_real[panic->mode]++;
	}
	while (csv_list_next(&faked, &item)) {
		struct acquisition_count *count = find_acquisitions(t, &item);

		if (count == NULL)
			return -ENOMEM;
		count->n_faked[panic->mode]++;
	}
	return 0;
}

static void
free_acquisitions(struct acquisitions *t)
{
	for (size_t i = 0; i < t->n; i++)
		free(t->list[i].lock);
	free(t->list);
}

/* Adds a panic; a drill_csv_take() of `data`, a struct drill_maker. */
static int
add_panic(void *data, const struct csv_reader *reader,
    const struct panic *panic, struct reason *why)
{
	struct drill_maker *maker = data;
	struct drill *drill = maker->drill;
	int rc = check_run_id(drill, reader, panic, why);

	if (rc < 0)
		return rc;
	rc = add_to_group(drill, panic);
	if (rc == 0)
		rc = add_dump(maker, panic);
	if (rc == 0)
		rc = stops_add(&drill->stops, panic);
	if (rc == 0)
		rc = add_acquisitions(&drill->acquisitions, panic);
	phases_add(&drill->phases, panic);
	if (rc == 0)
		rc = promises_add(&drill->promises, panic);
	return rc == 0 ? 0 : reason_memory(why);
}

static int
compare_groups(const void *left, const void *right)
{
	const struct drill_group *a = left;
	const struct drill_group *b = right;
	const int order = strcmp(a->check, b->check);

	if (a->mode != b->mode)
		return a->mode < b->mode ? -1 : 1;
	return order != 0 ? order : (int)a->sync - (int)b->sync;
}

/* Finishes the drill after the last panic. */
static int
end_drill(struct drill_maker *maker, struct reason *why)
{
	struct drill *drill = maker->drill;

	qsort(drill->groups, drill->n_groups, sizeof(*drill->groups),
	    compare_groups);
	for (size_t i = 0; i < N_MODES; i++) {
		drill->dumps[i].ns = spread_make(&maker->dump_ns[i]);
		drill->dumps[i].bytes = spread_make(&maker->dump_bytes[i]);
	}
	if (stops_end(&drill->stops) < 0)
		return reason_memory(why);
	promises_end(&drill->promises, &drill->stops);
	return 0;
}

static int
read_panics(const char *path, struct drill *drill, struct reason *why)
{
	struct drill_maker maker = { .drill = drill };
	int rc = drill_csv_for_each(path, add_panic, &maker, why);

	if (rc == 0)
		rc = end_drill(&maker, why);
	for (size_t i = 0; i < N_MODES; i++) {
		series_fini(&maker.dump_ns[i]);
		series_fini(&maker.dump_bytes[i]);
	}
	return rc;
}

int
drill_read(const char *path, struct drill **ret_drill, struct reason *why)
{
	struct drill *drill = calloc(1, sizeof(*drill));
	struct stat about;
	char *file = NULL;

	if (drill == NULL)
		return reason_memory(why);

	const bool is_folder =
	    stat(path, &about) == 0 && S_ISDIR(about.st_mode);
	if (asprintf(&file, "%s%s", path, is_folder ? "/drill.csv" : "") < 0) {
		drill_destroy(drill);
		return reason_memory(why);
	}

	const int rc = read_panics(file, drill, why);
	free(file);
	if (rc < 0) {
		drill_destroy(drill);
		return rc;
	}
	*ret_drill = drill;
	return 0;
}

size_t
drill_count(const struct drill_group *group, enum outcome outcome)
{
	size_t n = 0;

	for (size_t i = 0; i < N_MOMENTS; i++)
		n += group->outcomes[i][outcome];
	return n;
}

void
drill_destroy(struct drill *drill)
{
	if (drill == NULL)
		return;
	for (size_t i = 0; i < drill->n_groups; i++)
		free(drill->groups[i].check);
	free(drill->groups);
	free(drill->run_id);
	stops_fini(&drill->stops);
	free_acquisitions(&drill->acquisitions);
	promises_fini(&drill->promises);
	free(drill);
}
