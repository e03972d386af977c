/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/run/record.h"

#include "base/csv/writer.h"
#include "base/formats/formats.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct drill_record {
	FILE *file;
	char *path;
	char *run_id;
};

static int
flush(struct drill_record *record, struct reason *why)
{
	if (fflush(record->file) == 0 && !ferror(record->file))
		return 0;
	return reason_set(why, -errno,
	    "cannot write %s: %s; what was written before is in it",
	    record->path, strerror(errno));
}

int
drill_record_open(const char *folder, const char *run_id,
    struct drill_record **ret, struct reason *why)
{
	struct drill_record *record = calloc(1, sizeof(*record));
	int err = -ENOMEM;

	if (record == NULL)
		return err;
	record->run_id = strdup(run_id);
	if (record->run_id == NULL ||
	    asprintf(&record->path, "%s/drill.csv", folder) < 0) {
		record->path = NULL;
		goto close_record;
	}
	record->file = fopen(record->path, "wxe");
	if (record->file == NULL) {
		err = reason_set(why, -errno, "cannot make %s: %s",
		    record->path, strerror(errno));
		goto close_record;
	}
	fputs(format_drill.header, record->file);
	err = flush(record, why);
	if (err == 0) {
		*ret = record;
		return 0;
	}
close_record:
	drill_record_close(record);
	return err;
}

void
drill_record_close(struct drill_record *record)
{
	if (record == NULL)
		return;
	if (record->file != NULL)
		fclose(record->file);
	free(record->path);
	free(record->run_id);
	free(record);
}

/* A number, or nothing where there is none. */
static void
put_number(FILE *f, bool is_known, uint64_t number)
{
	putc(',', f);
	if (is_known)
		fprintf(f, "%" PRIu64, number);
}

static void
put_text(FILE *f, const char *text)
{
	putc(',', f);
	csv_put(f, text);
}

/* The locks that the dump took in one way, by name. */
static void
put_locks(FILE *f, const struct dump_result *dump, enum dump_take take)
{
	const char *between = "";

	putc(',', f);
	for (unsigned i = 0; i < WORLD_LOCKS; i++)
		if (dump->take[i] == take) {
			fprintf(f, "%s%s", between, world_lock_name(i));
			between = ";";
		}
}

static void
put_plan(
    struct drill_record *record, const struct plan_panic *plan, bool is_late)
{
	FILE *f = record->file;
	/* The others come late in another section, which is one as well. */
	const bool is_anywhere = is_late &&
	    (plan->moment == PLAN_HARD || plan->moment == PLAN_MALLOC ||
	        plan->moment == PLAN_INTERRUPT || plan->moment == PLAN_TWO);
	const bool has_lock = !is_late && plan->moment != PLAN_HARD &&
	    plan->moment != PLAN_MALLOC;
	const unsigned lock =
	    plan->moment == PLAN_INTERRUPT ? WORLD_POOL : plan->lock;

	fprintf(f, "%u", format_drill.schema);
	put_text(f, record->run_id);
	put_number(f, true, plan->number);
	put_number(f, true, plan->plan_seed);
	put_text(f, plan->is_on ? "on" : "off");
	put_text(f, DRILL_CHECK);
	put_number(f, true, plan->n_threads);
	put_text(f, is_anywhere ? "anywhere" : plan_moment_name(plan->moment));
	put_text(f, has_lock ? world_lock_name(lock) : "");
	put_text(f, plan_sync_name(plan->sync));
}

/* Who was to stop, who did, and how long each took. */
static void
put_stop(
    FILE *f, const struct plan_panic *plan, const struct child_report *report)
{
	const bool has_stopped = plan->is_on && report->n_told > 0;
	const char *between = "";

	put_number(f, has_stopped, report->n_told);
	put_number(f, has_stopped, report->n_stopped);
	putc(',', f);
	for (unsigned i = 0; i < report->n_unanswered; i++) {
		fprintf(f, "%s%s", between, report->unanswered[i]);
		between = ";";
	}
	put_text(f, report->refused);
	put_number(f, atomic_load_acq(&report->stage) == CHILD_IS_DONE,
	    report->n_panics);
	put_number(f, report->stop_ns > 0, report->stop_ns);
	putc(',', f);
	between = "";
	for (unsigned i = 0; i < report->n_cpus; i++) {
		if (report->stop_cpu_ns[i] == 0)
			continue;
		fprintf(f, "%s%" PRIu64, between, report->stop_cpu_ns[i]);
		between = ";";
	}
	put_number(f, report->signal_ns > 0, report->signal_ns);
}

/* What the time from the begin to the end went into, as far as it came. */
static void
put_times(
    FILE *f, const struct watch_result *result, const struct child_report *r)
{
	static const enum child_stage ends[] = { CHILD_WORKS, CHILD_COMES,
		CHILD_PANICS, CHILD_IS_DONE };
	uint64_t from_ns = result->from_ns;

	put_number(f, true, result->wall_ns);
	for (unsigned i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		const uint64_t to_ns = atomic_load_rlx(&r->at_ns[ends[i]]);

		put_number(f, to_ns != 0, to_ns - from_ns);
		from_ns = to_ns;
	}
	put_number(
	    f, from_ns != 0, result->from_ns + result->wall_ns - from_ns);
}

int
drill_record_panic(struct drill_record *record, const struct plan_panic *plan,
    const struct watch_result *result, const struct child_report *report,
    struct reason *why)
{
	FILE *f = record->file;
	const bool has_dump =
	    result->outcome == WATCH_COMPLETE || result->outcome == WATCH_MOVED;

	put_plan(record, plan, report->is_late);
	put_text(f, watch_outcome_name(result->outcome));
	put_text(f, result->reason.text);
	put_stop(f, plan, report);
	put_number(f, has_dump, report->dump.dump_ns);
	put_number(f, has_dump, report->dump.n_bytes);
	put_locks(f, &report->dump, DUMP_REAL);
	put_locks(f, &report->dump, DUMP_FAKED);
	put_text(f, blockfile_state_name(result->blocks));
	put_number(f, true, result->n_damaged);
	put_times(f, result, report);
	putc('\n', f);
	return flush(record, why);
}
