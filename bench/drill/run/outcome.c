/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/run/outcome.h"

#include "base/formats/words.h"
#include "bench/drill/format/dump_graph.h"
#include "bench/drill/format/dump_read.h"

#include <errno.h>
#include <string.h>
#include <sys/wait.h>

static void
explain_hang(const struct panic_report *report, struct panic_result *ret)
{
	static const char *const stages[STAGE_STAGES] = {
		[STAGE_PANICS] = "stopping the others",
		[STAGE_SYNCS] = "syncing",
		[STAGE_DUMPS] = "dumping",
		[STAGE_IS_DONE] = "ending",
	};
	const uintptr_t asks = atomic_load_acq(&report->asks);
	const char *stage = stages[atomic_load_acq(&report->stage)];

	ret->outcome = OUTCOME_HUNG;
	if (asks < WORLD_LOCKS)
		reason_set(&ret->reason, 0, "hung %s at the lock of %s", stage,
		    world_lock_name((unsigned)asks));
	else
		reason_set(&ret->reason, 0, "hung %s", stage);
}

static bool
has_stood_still(const struct panic_report *report)
{
	return report->n_told > 0 && report->n_stopped == report->n_told;
}

/*
 * Returns which invariant is broken of a world that stood still, in a part with
 * no thread inside; NULL if none is.  If one is, a lock has let two threads in,
 * or the dump is not what was in memory.
 */
static const char *
find_wrong(const struct dump *dump)
{
	static struct dump_graph graph;

	dump_graph_init(&graph, dump);
	return world_check(dump->world, dump_graph_inside(&graph));
}

static void
judge_dump(const struct outcome_facts *facts, struct panic_result *ret)
{
	const struct dump_result *result = &facts->report->dump;
	struct dump dump;

	ret->outcome = OUTCOME_INCOMPLETE;
	if (result->err < 0) {
		reason_set(&ret->reason, 0, "writing the dump: %s",
		    strerror(-result->err));
		return;
	}
	if (dump_open(facts->dump, &dump, &ret->reason) < 0)
		return;
	if (dump_moved(&dump)) {
		ret->outcome = OUTCOME_MOVED;
		reason_set(
		    &ret->reason, 0, "the world changed while it was written");
	} else if (has_stood_still(facts->report) &&
	    find_wrong(&dump) != NULL) {
		reason_set(&ret->reason, 0, "the world is broken: %s",
		    find_wrong(&dump));
	} else {
		ret->outcome = OUTCOME_COMPLETE;
	}
	dump_close(&dump);
}

int
outcome_judge(const struct outcome_facts *facts, struct panic_result *ret,
    struct reason *why)
{
	const struct panic_report *report = facts->report;
	const int status = facts->status;

	if (facts->err == -ETIMEDOUT &&
	    atomic_load_acq(&report->stage) < STAGE_PANICS)
		return reason_set(why, facts->err,
		    "a world did not come to its panic within %u s",
		    (unsigned)(PANIC_START_NS / 1000000000u));
	if (facts->err == -ETIMEDOUT) {
		explain_hang(report, ret);
	} else if (facts->err < 0) {
		return facts->err;
	} else if (WIFSIGNALED(status)) {
		ret->outcome = OUTCOME_CRASHED;
		reason_set(&ret->reason, 0, "ended by signal %d (%s)",
		    WTERMSIG(status), strsignal(WTERMSIG(status)));
	} else if (WEXITSTATUS(status) != CHILD_OK) {
		return reason_set(
		    why, -EIO, "no world to panic: %s", report->why.text);
	} else {
		judge_dump(facts, ret);
	}
	return blockfile_check(
	    facts->blocks, &ret->blocks, &ret->n_damaged, why);
}

bool
outcome_is_whole(const struct panic_result *result)
{
	return result->outcome == OUTCOME_COMPLETE ||
	    result->outcome == OUTCOME_MOVED;
}

bool
outcome_may_be(const struct panic_result *result, const struct plan_panic *plan,
    const struct panic_report *report)
{
	if (!plan->is_on || plan->sync == PLAN_SYNC_BEFORE)
		return true;
	return result->outcome == OUTCOME_COMPLETE ||
	    (result->outcome == OUTCOME_MOVED && !has_stood_still(report));
}

const char *
panic_outcome_name(enum panic_outcome outcome)
{
	return words_outcome.words[outcome].text;
}
