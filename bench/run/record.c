/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/run/record.h"

#include "base/csv/writer.h"
#include "base/formats/formats.h"
#include "base/formats/line.h"
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

/*
 * Other programs may have written plain files; two files of one name would
 * contradict each other.
 */
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

static void
put_unit(struct format_line *line, const struct record *record,
    const struct record_unit *unit, unsigned offset)
{
	line_put_text(line, RAW_CSV_RUN_ID, record->run_id);
	line_put_text(line, RAW_CSV_ROW, unit->row->name);
	line_put_count(line, RAW_CSV_UNIT, unit->unit);
	line_put_count(line, RAW_CSV_PID, (uint64_t)unit->pid);
	line_put_count(line, RAW_CSV_OFFSET, offset);
}

static void
put_arm(struct format_line *line, const struct plan_row *row,
    const struct catalog_arm *arm)
{
	line_put_text(line, RAW_CSV_ARM, arm->name);
	line_put_text(line, RAW_CSV_LOCK, arm->lock);
	line_put_text(line, RAW_CSV_CHECK, arm->check);
	line_put_text(line, RAW_CSV_PLACE, arm->place);
	line_put_text(line, RAW_CSV_CASE, row->kind->name);
	line_put_text(line, RAW_CSV_ROLE, catalog_role_name(arm->role));
	line_put_count(line, RAW_CSV_THREADS, row->n_threads);
	line_put_text(line, RAW_CSV_PLACEMENT, row->placement);
	for (unsigned i = 0; i < row->n_threads; i++)
		line_add_count(line, RAW_CSV_CPUS, ";", row->cpus[i]);
	line_put_count(line, RAW_CSV_CRIT_NS, row->crit_ns);
	line_put_count(line, RAW_CSV_PAR_NS, row->par_ns);
	line_put_text(
	    line, RAW_CSV_SLOW_PATH, catalog_slow_path_name(row->slow_path));
}

static void
put_slice(struct format_line *line, const struct slice *s, bool is_alone)
{
	line_put_count(line, RAW_CSV_OPS, s->ops);
	line_put_count(line, RAW_CSV_WALL_NS, s->wall_ns);
	line_put_count(line, RAW_CSV_CPU_NS, s->cpu_ns);
	line_put_count(line, RAW_CSV_OPS_MIN_THREAD, s->ops_min_thread);
	line_put_count(line, RAW_CSV_OPS_MAX_THREAD, s->ops_max_thread);
	/* With one thread the number of hand-offs is unknown, not 0. */
	if (!is_alone)
		line_put_count(line, RAW_CSV_HANDOFFS, s->handoffs);
	line_put_count(line, RAW_CSV_NVCSW, s->nvcsw);
	line_put_count(line, RAW_CSV_NIVCSW, s->nivcsw);
	line_put_count(line, RAW_CSV_MINFLT, s->minflt);
	line_put_count(line, RAW_CSV_MAJFLT, s->majflt);
	line_put_count(line, RAW_CSV_MIGRATIONS, s->migrations);
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
	struct format_line line;
	int err = 0;

	line_begin(&line, &format_raw);
	for (unsigned i = 0; err == 0 && i < 2 * row->n_arms; i++) {
		const struct slice *s = &slices[i];
		const struct catalog_arm *arm = row->arms[s->arm];

		put_unit(&line, record, unit, unit->offsets[s->arm]);
		line_put_count(&line, RAW_CSV_BLOCK, block);
		line_put_count(&line, RAW_CSV_SLOT, i);
		put_arm(&line, row, arm);
		put_slice(&line, s, row->n_threads == 1);
		line_put_count(&line, RAW_CSV_VALID, drop == SLICE_KEEP);
		line_put_text(
		    &line, RAW_CSV_DROP_REASON, slice_drop_name(drop));
		if (arm->role == ARM_ROLE_COUNT)
			line_put_count(
			    &line, RAW_CSV_HARD_ENTRIES, s->hard_entries);
		err = line_write(&line, &w);
	}
	return err;
}

/* The columns that all lines of an event have. */
static void
put_event(struct format_line *line, const struct record *record,
    const struct record_unit *unit, const struct counters_event *event)
{
	line_put_text(line, COUNTERS_CSV_RUN_ID, record->run_id);
	line_put_text(line, COUNTERS_CSV_ROW, unit->row->name);
	line_put_count(line, COUNTERS_CSV_UNIT, unit->unit);
	line_put_count(line, COUNTERS_CSV_PID, (uint64_t)unit->pid);
	line_put_text(line, COUNTERS_CSV_EVENT, event->name);
	line_put_text(line, COUNTERS_CSV_RESOLVED, event->resolved);
}

static void
put_reading(struct format_line *line, const struct group_reading *reading,
    unsigned index, const struct reason *why)
{
	const enum counters_status status = reading->events[index].status;
	const uint64_t enabled_ns = reading->events[index].enabled_ns;

	line_put_count(line, COUNTERS_CSV_OPS, reading->ops);
	/* A value that was never counted is not 0, nor is a time. */
	if (counters_has_value(status))
		line_put_count(
		    line, COUNTERS_CSV_VALUE, reading->events[index].value);
	if (enabled_ns > 0) {
		line_put_count(line, COUNTERS_CSV_TIME_ENABLED_NS, enabled_ns);
		line_put_count(line, COUNTERS_CSV_TIME_RUNNING_NS,
		    reading->events[index].running_ns);
	}
	line_put_text(line, COUNTERS_CSV_STATUS, counters_status_name(status));
	line_put_text(line, COUNTERS_CSV_REASON, why->text);
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
	struct format_line line;
	int err = 0;

	line_begin(&line, &format_counters);
	for (unsigned i = 0; err == 0 && i < counts->n_events; i++) {
		put_event(&line, record, unit,
		    &counted->events[counts->first_event + i]);
		line_put_count(
		    &line, COUNTERS_CSV_OFFSET, unit->offsets[counts->arm]);
		line_put_count(&line, COUNTERS_CSV_BLOCK, counted->block);
		line_put_text(&line, COUNTERS_CSV_ARM, arm->name);
		line_put_text(
		    &line, COUNTERS_CSV_ROLE, catalog_role_name(arm->role));
		line_put_count(&line, COUNTERS_CSV_THREAD, counts->thread);
		line_put_count(
		    &line, COUNTERS_CSV_CPU, row->cpus[counts->thread]);
		put_reading(&line, &counts->reading, i, &counted->reasons[i]);
		err = line_write(&line, &w);
	}
	return err;
}

int
record_uncounted(struct record *record, const struct record_unit *unit,
    const struct counters_event *event, struct reason *why)
{
	FILE *f = logfile_lines(&record->counters, why);

	if (f == NULL)
		return -ENOMEM;

	struct csv_writer w = csv_writer_on(f);
	struct format_line line;

	line_begin(&line, &format_counters);
	put_event(&line, record, unit, event);
	line_put_count(&line, COUNTERS_CSV_OFFSET, unit->offsets[0]);
	line_put_text(
	    &line, COUNTERS_CSV_STATUS, counters_status_name(event->status));
	line_put_text(&line, COUNTERS_CSV_REASON, event->why.text);
	return line_write(&line, &w);
}
