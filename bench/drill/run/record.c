/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/run/record.h"

#include "base/csv/writer.h"
#include "base/formats/formats.h"
#include "base/formats/line.h"
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

/* Sets a count, if it is known. */
static void
put_known(struct format_line *line, enum drill_column column, bool is_known,
    uint64_t count)
{
	if (is_known)
		line_put_count(line, column, count);
}

/* Sets the names of the locks that the dump took in one way. */
static void
put_locks(struct format_line *line, enum drill_column column,
    const struct dump_result *dump, enum dump_take take)
{
	for (unsigned i = 0; i < WORLD_LOCKS; i++)
		if (dump->take[i] == take)
			line_add_item(line, column, ";", world_lock_name(i));
}

static void
put_plan(struct format_line *line, const char *run_id,
    const struct plan_panic *plan, bool is_late)
{
	/* A late panic of any other moment still comes in a section. */
	const bool is_anywhere = is_late &&
	    (plan->moment == PLAN_HARD || plan->moment == PLAN_MALLOC ||
	        plan->moment == PLAN_INTERRUPT || plan->moment == PLAN_TWO);
	const bool has_lock = !is_late && plan->moment != PLAN_HARD &&
	    plan->moment != PLAN_MALLOC;
	const unsigned lock =
	    plan->moment == PLAN_INTERRUPT ? WORLD_POOL : plan->lock;

	line_put_text(line, DRILL_CSV_RUN_ID, run_id);
	line_put_count(line, DRILL_CSV_PANIC, plan->number);
	line_put_count(line, DRILL_CSV_SEED, plan->plan_seed);
	line_put_text(line, DRILL_CSV_MODE, words_mode.words[plan->is_on].text);
	line_put_text(line, DRILL_CSV_CHECK, DRILL_CHECK);
	line_put_count(line, DRILL_CSV_THREADS, plan->n_threads);
	line_put_text(line, DRILL_CSV_MOMENT,
	    is_anywhere ? words_moment.words[PLAN_MOMENTS].text
	                : plan_moment_name(plan->moment));
	line_put_text(
	    line, DRILL_CSV_LOCK, has_lock ? world_lock_name(lock) : "");
	line_put_text(line, DRILL_CSV_SYNC, plan_sync_name(plan->sync));
}

/* Sets how many CPUs were to stop, how many did, and how long each took. */
static void
put_stop(struct format_line *line, const struct plan_panic *plan,
    const struct panic_report *report)
{
	const bool has_stopped = plan->is_on && report->n_told > 0;

	put_known(line, DRILL_CSV_CPUS, has_stopped, report->n_told);
	put_known(line, DRILL_CSV_STOPPED, has_stopped, report->n_stopped);
	for (unsigned i = 0; i < report->n_unanswered; i++)
		line_add_item(
		    line, DRILL_CSV_UNANSWERED, ";", report->unanswered[i]);
	line_put_text(line, DRILL_CSV_REFUSED, report->refused);
	put_known(line, DRILL_CSV_PANICS,
	    atomic_load_acq(&report->stage) == STAGE_IS_DONE, report->n_panics);
	put_known(
	    line, DRILL_CSV_STOP_NS, report->stop_ns > 0, report->stop_ns);
	for (unsigned i = 0; i < report->n_cpus; i++)
		if (report->stop_cpu_ns[i] != 0)
			line_add_count(line, DRILL_CSV_STOP_CPU_NS, ";",
			    report->stop_cpu_ns[i]);
	put_known(line, DRILL_CSV_SIGNAL_NS, report->signal_ns > 0,
	    report->signal_ns);
}

/* Sets how long each stage took, up to the last that was reached. */
static void
put_times(struct format_line *line, const struct panic_result *result,
    const struct panic_report *r)
{
	static const struct {
		enum panic_stage stage; /* that ends it */
		enum drill_column column;
	} parts[] = {
		{ STAGE_WORKS, DRILL_CSV_START_NS },
		{ STAGE_COMES, DRILL_CSV_MOMENT_NS },
		{ STAGE_PANICS, DRILL_CSV_FLOOR_NS },
		{ STAGE_IS_DONE, DRILL_CSV_PANIC_NS },
	};
	uint64_t from_ns = result->from_ns;

	line_put_count(line, DRILL_CSV_WALL_NS, result->wall_ns);
	for (unsigned i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		const uint64_t to_ns =
		    atomic_load_rlx(&r->at_ns[parts[i].stage]);

		put_known(line, parts[i].column, to_ns != 0, to_ns - from_ns);
		from_ns = to_ns;
	}
	put_known(line, DRILL_CSV_END_NS, from_ns != 0,
	    result->from_ns + result->wall_ns - from_ns);
}

int
drill_record_panic(struct drill_record *record, const struct plan_panic *plan,
    const struct panic_result *result, const struct panic_report *report,
    struct reason *why)
{
	const bool has_dump = result->outcome == OUTCOME_COMPLETE ||
	    result->outcome == OUTCOME_MOVED;
	struct format_line line;
	int err;

	line_begin(&line, &format_drill);
	put_plan(&line, record->run_id, plan, report->is_late);
	line_put_text(
	    &line, DRILL_CSV_OUTCOME, panic_outcome_name(result->outcome));
	line_put_text(&line, DRILL_CSV_REASON, result->reason.text);
	put_stop(&line, plan, report);
	put_known(&line, DRILL_CSV_DUMP_NS, has_dump, report->dump.dump_ns);
	put_known(&line, DRILL_CSV_DUMP_BYTES, has_dump, report->dump.n_bytes);
	put_locks(&line, DRILL_CSV_ACQUIRED, &report->dump, DUMP_REAL);
	put_locks(&line, DRILL_CSV_FAKED, &report->dump, DUMP_FAKED);
	line_put_text(
	    &line, DRILL_CSV_BLOCK_FILE, blockfile_state_name(result->blocks));
	line_put_count(&line, DRILL_CSV_DAMAGED, result->n_damaged);
	put_times(&line, result, report);
	err = line_write(&line, &record->writer);
	return err < 0 ? err : flush(record, why);
}
