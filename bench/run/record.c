/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/run/record.h"

#include "base/csv/writer.h"
#include "base/formats/formats.h"
#include "bench/run/logfile.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct record {
	char *run_id;
	struct logfile raw;
	struct logfile counters;
};

/* Others write plain files; two of one name would be two truths. */
static int
refuse_plain(const char *folder, struct reason *why)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/raw.csv", folder);
	if (access(path, F_OK) != 0)
		return 0;
	return reason_set(why, -EEXIST,
	    "there is %s already; choose another folder with --out", path);
}

int
record_open(const char *folder, const char *run_id, bool is_resumed,
    struct record **ret, struct reason *why)
{
	struct record *record = calloc(1, sizeof(*record));
	int err = -ENOMEM;

	if (record == NULL)
		return err;
	record->raw.fd = record->counters.fd = -1;
	record->run_id = strdup(run_id);
	if (record->run_id != NULL)
		err = refuse_plain(folder, why);
	if (err == 0)
		err = logfile_open(&record->raw, folder, "raw.csv.gz",
		    format_raw.header, is_resumed, why);
	if (err == 0)
		err = logfile_open(&record->counters, folder, "counters.csv.gz",
		    format_counters.header, is_resumed, why);
	if (err < 0)
		record_close(record);
	else
		*ret = record;
	return err;
}

int
record_end_unit(struct record *record, struct reason *why)
{
	const int err = logfile_end_unit(&record->raw, why);

	return err < 0 ? err : logfile_end_unit(&record->counters, why);
}

void
record_close(struct record *record)
{
	if (record == NULL)
		return;
	logfile_close(&record->raw);
	logfile_close(&record->counters);
	free(record->run_id);
	free(record);
}

/* What begins a line of either file. */
static void
put_unit(struct csv_writer *w, const struct file_format *format,
    const struct record *record, const struct record_unit *unit,
    unsigned offset)
{
	csv_put_count(w, format->schema);
	csv_put_text(w, record->run_id);
	csv_put_text(w, unit->row->name);
	csv_put_count(w, unit->unit);
	csv_put_count(w, (uint64_t)unit->pid);
	csv_put_count(w, offset);
}

static void
put_cpus(struct csv_writer *w, const struct plan_row *row)
{
	csv_begin_list(w, ";");
	for (unsigned i = 0; i < row->n_threads; i++)
		csv_put_item_count(w, row->cpus[i]);
	csv_end_list(w);
}

/* The row's columns from arm to par. */
static void
put_arm(struct csv_writer *w, const struct plan_row *row,
    const struct catalog_arm *arm)
{
	csv_put_text(w, arm->name);
	csv_put_text(w, arm->lock);
	csv_put_text(w, arm->check);
	csv_put_text(w, arm->place);
	csv_put_text(w, row->kind->name);
	csv_put_text(w, catalog_role_name(arm->role));
	csv_put_count(w, row->n_threads);
	csv_put_text(w, row->placement);
	put_cpus(w, row);
	csv_put_count(w, row->crit_ns);
	csv_put_count(w, row->par_ns);
}

/* A count, or nothing where it cannot be known. */
static void
put_known(struct csv_writer *w, bool is_known, uint64_t count)
{
	if (is_known)
		csv_put_count(w, count);
	else
		csv_put_empty(w, 1);
}

static void
put_slice(struct csv_writer *w, const struct slice *s, bool is_alone)
{
	csv_put_count(w, s->ops);
	csv_put_count(w, s->wall_ns);
	csv_put_count(w, s->cpu_ns);
	csv_put_count(w, s->ops_min_thread);
	csv_put_count(w, s->ops_max_thread);
	/* One thread hands nothing over: not 0, but not to be known. */
	put_known(w, !is_alone, s->handoffs);
	csv_put_count(w, s->nvcsw);
	csv_put_count(w, s->nivcsw);
	csv_put_count(w, s->minflt);
	csv_put_count(w, s->majflt);
	csv_put_count(w, s->migrations);
}

static enum slice_drop
gravest(const struct slice slices[], unsigned n)
{
	enum slice_drop drop = SLICE_KEEP;

	for (unsigned i = 0; i < n; i++)
		if (slices[i].drop > drop)
			drop = slices[i].drop;
	return drop;
}

int
record_block(struct record *record, const struct record_unit *unit,
    unsigned block, const struct slice slices[], struct reason *why)
{
	const struct plan_row *row = unit->row;
	const enum slice_drop drop = gravest(slices, 2 * row->n_arms);
	FILE *f = logfile_lines(&record->raw, why);

	if (f == NULL)
		return -ENOMEM;

	struct csv_writer w = csv_writer_on(f);
	for (unsigned i = 0; i < 2 * row->n_arms; i++) {
		const struct slice *s = &slices[i];
		const struct catalog_arm *arm = row->arms[s->arm];

		put_unit(&w, &format_raw, record, unit, unit->offsets[s->arm]);
		csv_put_count(&w, block);
		csv_put_count(&w, i);
		put_arm(&w, row, arm);
		put_slice(&w, s, row->n_threads == 1);
		csv_put_count(&w, drop == SLICE_KEEP);
		csv_put_text(&w, slice_drop_name(drop));
		csv_put_text(&w, catalog_slow_path_name(row->slow_path));
		put_known(&w, arm->role == ARM_ROLE_COUNT, s->hard_entries);
		csv_end_line(&w);
	}
	return w.error;
}

/* The columns from value to reason. */
static void
put_reading(struct csv_writer *w, const struct group_reading *reading,
    unsigned index, const struct reason *why)
{
	const enum counters_status status = reading->events[index].status;
	const uint64_t enabled_ns = reading->events[index].enabled_ns;

	/* A value that was never counted is not 0, nor is a time. */
	put_known(w, counters_has_value(status), reading->events[index].value);
	put_known(w, enabled_ns > 0, enabled_ns);
	put_known(w, enabled_ns > 0, reading->events[index].running_ns);
	csv_put_text(w, counters_status_name(status));
	csv_put_text(w, why->text);
}

int
record_counts(struct record *record, const struct record_unit *unit,
    const struct record_counted *counted, struct reason *why)
{
	const struct plan_row *row = unit->row;
	const struct unit_counts *counts = counted->counts;
	const struct catalog_arm *arm = row->arms[counts->arm];
	FILE *f = logfile_lines(&record->counters, why);

	if (f == NULL)
		return -ENOMEM;

	struct csv_writer w = csv_writer_on(f);
	for (unsigned i = 0; i < counts->n_events; i++) {
		const struct counters_event *event =
		    &counted->events[counts->first_event + i];

		put_unit(&w, &format_counters, record, unit,
		    unit->offsets[counts->arm]);
		csv_put_count(&w, counted->block);
		csv_put_text(&w, arm->name);
		csv_put_text(&w, catalog_role_name(arm->role));
		csv_put_count(&w, counts->thread);
		csv_put_count(&w, row->cpus[counts->thread]);
		csv_put_text(&w, event->name);
		csv_put_text(&w, event->resolved);
		csv_put_count(&w, counts->reading.ops);
		put_reading(&w, &counts->reading, i, &counted->reasons[i]);
		csv_end_line(&w);
	}
	return 0;
}

int
record_uncounted(struct record *record, const struct record_unit *unit,
    const struct counters_event *event, struct reason *why)
{
	FILE *f = logfile_lines(&record->counters, why);

	if (f == NULL)
		return -ENOMEM;

	struct csv_writer w = csv_writer_on(f);
	put_unit(&w, &format_counters, record, unit, unit->offsets[0]);
	csv_put_empty(&w, 5); /* from block to cpu */
	csv_put_text(&w, event->name);
	csv_put_text(&w, event->resolved);
	csv_put_empty(&w, 4); /* from ops to time_running_ns */
	csv_put_text(&w, counters_status_name(event->status));
	csv_put_text(&w, event->why.text);
	csv_end_line(&w);
	return 0;
}
