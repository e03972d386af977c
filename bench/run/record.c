/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/run/record.h"

#include "base/csv/writer.h"
#include "base/formats/formats.h"
#include "bench/run/logfile.h"

#include <errno.h>
#include <inttypes.h>
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

/* A field and the comma behind it. */
static void
put(FILE *f, const char *text)
{
	csv_put(f, text);
	putc(',', f);
}

/* What begins a line of either file. */
static void
put_unit(FILE *f, const struct file_format *format, const struct record *record,
    const struct record_unit *unit, unsigned offset)
{
	fprintf(f, "%u,", format->schema);
	put(f, record->run_id);
	put(f, unit->row->name);
	fprintf(f, "%u,%d,%u,", unit->unit, unit->pid, offset);
}

static void
put_cpus(FILE *f, const struct plan_row *row)
{
	for (unsigned i = 0; i < row->n_threads; i++)
		fprintf(f, "%s%u", i == 0 ? "" : ";", row->cpus[i]);
}

/* The row's columns from arm to par. */
static void
put_arm(FILE *f, const struct plan_row *row, const struct armory_arm *arm)
{
	put(f, arm->name);
	put(f, arm->lock);
	put(f, arm->check);
	put(f, arm->place);
	put(f, row->kind->name);
	put(f, armory_role_name(arm->role));
	fprintf(f, "%u,", row->n_threads);
	put(f, row->placement);
	put_cpus(f, row);
	fprintf(f, ",%u,%u,", row->crit_ns, row->par_ns);
}

static void
put_slice(FILE *f, const struct slice *s, bool is_alone)
{
	fprintf(f,
	    "%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",",
	    s->ops, s->wall_ns, s->cpu_ns, s->ops_min_thread,
	    s->ops_max_thread);
	/* One thread hands nothing over: not 0, but not to be known. */
	if (!is_alone)
		fprintf(f, "%" PRIu64, s->handoffs);
	fprintf(f,
	    ",%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",",
	    s->nvcsw, s->nivcsw, s->minflt, s->majflt, s->migrations);
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
	for (unsigned i = 0; i < 2 * row->n_arms; i++) {
		const struct slice *s = &slices[i];
		const struct armory_arm *arm = row->arms[s->arm];

		put_unit(f, &format_raw, record, unit, unit->offsets[s->arm]);
		fprintf(f, "%u,%u,", block, i);
		put_arm(f, row, arm);
		put_slice(f, s, row->n_threads == 1);
		fprintf(f, "%d,%s,%s,", drop == SLICE_KEEP,
		    slice_drop_name(drop),
		    armory_slow_path_name(row->slow_path));
		if (arm->role == ARM_ROLE_COUNT)
			fprintf(f, "%" PRIu64, s->hard_entries);
		fputc('\n', f);
	}
	return 0;
}

/* The columns from value to reason. */
static void
put_reading(FILE *f, const struct group_reading *reading, unsigned index,
    const struct reason *why)
{
	const enum counters_status status = reading->events[index].status;
	const uint64_t enabled_ns = reading->events[index].enabled_ns;

	/* A value that was never counted is not 0, nor is a time. */
	if (counters_has_value(status))
		fprintf(f, "%" PRIu64, reading->events[index].value);
	fputc(',', f);
	if (enabled_ns > 0)
		fprintf(f, "%" PRIu64 ",%" PRIu64, enabled_ns,
		    reading->events[index].running_ns);
	else
		fputc(',', f);
	fprintf(f, ",%s,", counters_status_name(status));
	csv_put(f, why->text);
}

int
record_counts(struct record *record, const struct record_unit *unit,
    const struct record_counted *counted, struct reason *why)
{
	const struct plan_row *row = unit->row;
	const struct unit_counts *counts = counted->counts;
	const struct armory_arm *arm = row->arms[counts->arm];
	FILE *f = logfile_lines(&record->counters, why);

	if (f == NULL)
		return -ENOMEM;
	for (unsigned i = 0; i < counts->n_events; i++) {
		const struct counters_event *event =
		    &counted->events[counts->first_event + i];

		put_unit(f, &format_counters, record, unit,
		    unit->offsets[counts->arm]);
		fprintf(f, "%u,", counted->block);
		put(f, arm->name);
		put(f, armory_role_name(arm->role));
		fprintf(f, "%u,%u,", counts->thread, row->cpus[counts->thread]);
		put(f, event->name);
		put(f, event->resolved);
		fprintf(f, "%" PRIu64 ",", counts->reading.ops);
		put_reading(f, &counts->reading, i, &counted->reasons[i]);
		fputc('\n', f);
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
	put_unit(f, &format_counters, record, unit, unit->offsets[0]);
	fputs(",,,,,", f);
	put(f, event->name);
	put(f, event->resolved);
	fprintf(f, ",,,,%s,", counters_status_name(event->status));
	csv_put(f, event->why.text);
	fputc('\n', f);
	return 0;
}
