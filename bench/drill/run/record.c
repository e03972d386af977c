/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/run/record.h"

#include "base/csv/writer.h"
#include "base/formats/formats.h"
#include "base/formats/words.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct drill_record {
	FILE *file;
	struct csv_writer writer;
	char *path;
	char *run_id;
};

static int
flush(struct drill_record *record, struct reason *why)
{
	const int err = csv_writer_flush(&record->writer);

	if (err == 0)
		return 0;
	return reason_set(why, err,
	    "cannot write %s: %s; what was written before is in it",
	    record->path, strerror(-err));
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
	record->writer = csv_writer_on(record->file);
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

/* Writes a count, or an empty field if it is not known. */
static void
put_known(struct csv_writer *w, bool is_known, uint64_t count)
{
	if (is_known)
		csv_put_count(w, count);
	else
		csv_put_empty(w, 1);
}

/* Writes the names of the locks that the dump took in one way. */
static void
put_locks(
    struct csv_writer *w, const struct dump_result *dump, enum dump_take take)
{
	csv_begin_list(w, ";");
	for (unsigned i = 0; i < WORLD_LOCKS; i++)
		if (dump->take[i] == take)
			csv_put_item(w, world_lock_name(i));
	csv_end_list(w);
}

static void
put_plan(struct csv_writer *w, const char *run_id,
    const struct plan_panic *plan, bool is_late)
{
	/* A late panic of another kind comes in a section, too. */
	const bool is_anywhere = is_late &&
	    (plan->moment == PLAN_HARD || plan->moment == PLAN_MALLOC ||
	        plan->moment == PLAN_INTERRUPT || plan->moment == PLAN_TWO);
	const bool has_lock = !is_late && plan->moment != PLAN_HARD &&
	    plan->moment != PLAN_MALLOC;
	const unsigned lock =
	    plan->moment == PLAN_INTERRUPT ? WORLD_POOL : plan->lock;

	csv_put_count(w, format_drill.schema);
	csv_put_text(w, run_id);
	csv_put_count(w, plan->number);
	csv_put_count(w, plan->plan_seed);
	csv_put_text(w, words_mode.words[plan->is_on].text);
	csv_put_text(w, DRILL_CHECK);
	csv_put_count(w, plan->n_threads);
	csv_put_text(w,
	    is_anywhere ? words_moment.words[PLAN_MOMENTS].text
	                : plan_moment_name(plan->moment));
	csv_put_text(w, has_lock ? world_lock_name(lock) : "");
	csv_put_text(w, plan_sync_name(plan->sync));
}

/* Writes how many CPUs were to stop, how many did, and how long each took. */
static void
put_stop(struct csv_writer *w, const struct plan_panic *plan,
    const struct panic_report *report)
{
	const bool has_stopped = plan->is_on && report->n_told > 0;

	put_known(w, has_stopped, report->n_told);
	put_known(w, has_stopped, report->n_stopped);
	csv_begin_list(w, ";");
	for (unsigned i = 0; i < report->n_unanswered; i++)
		csv_put_item(w, report->unanswered[i]);
	csv_end_list(w);
	csv_put_text(w, report->refused);
	put_known(w, atomic_load_acq(&report->stage) == STAGE_IS_DONE,
	    report->n_panics);
	put_known(w, report->stop_ns > 0, report->stop_ns);
	csv_begin_list(w, ";");
	for (unsigned i = 0; i < report->n_cpus; i++)
		if (report->stop_cpu_ns[i] != 0)
			csv_put_item_count(w, report->stop_cpu_ns[i]);
	csv_end_list(w);
	put_known(w, report->signal_ns > 0, report->signal_ns);
}

/* Writes how long each stage took, up to the last that was reached. */
static void
put_times(struct csv_writer *w, const struct panic_result *result,
    const struct panic_report *r)
{
	static const enum panic_stage ends[] = { STAGE_WORKS, STAGE_COMES,
		STAGE_PANICS, STAGE_IS_DONE };
	uint64_t from_ns = result->from_ns;

	csv_put_count(w, result->wall_ns);
	for (unsigned i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		const uint64_t to_ns = atomic_load_rlx(&r->at_ns[ends[i]]);

		put_known(w, to_ns != 0, to_ns - from_ns);
		from_ns = to_ns;
	}
	put_known(w, from_ns != 0, result->from_ns + result->wall_ns - from_ns);
}

int
drill_record_panic(struct drill_record *record, const struct plan_panic *plan,
    const struct panic_result *result, const struct panic_report *report,
    struct reason *why)
{
	struct csv_writer *w = &record->writer;
	const bool has_dump = result->outcome == OUTCOME_COMPLETE ||
	    result->outcome == OUTCOME_MOVED;

	put_plan(w, record->run_id, plan, report->is_late);
	csv_put_text(w, panic_outcome_name(result->outcome));
	csv_put_text(w, result->reason.text);
	put_stop(w, plan, report);
	put_known(w, has_dump, report->dump.dump_ns);
	put_known(w, has_dump, report->dump.n_bytes);
	put_locks(w, &report->dump, DUMP_REAL);
	put_locks(w, &report->dump, DUMP_FAKED);
	csv_put_text(w, blockfile_state_name(result->blocks));
	csv_put_count(w, result->n_damaged);
	put_times(w, result, report);
	csv_end_line(w);
	return flush(record, why);
}
