/* SPDX-License-Identifier: BSD-2-Clause */
/* panic: see panic.h. */
#include "analysis/drill/panic.h"

#include <inttypes.h>

#include "base/csv/field.h"

#define N_ELEMENTS(array) (sizeof(array) / sizeof((array)[0]))

bool
panic_has(const struct panic *panic, enum panic_column column)
{
	return panic->fields[column].text[0] != '\0';
}

bool
panic_is_dumped(const struct panic *panic)
{
	return panic->outcome == OUTCOME_COMPLETE ||
	    panic->outcome == OUTCOME_MOVED;
}

static int
check_numbers(const struct panic *panic, const struct csv_reader *reader,
    struct reason *why)
{
	static const enum panic_column POSITIVE[] = {
		PANIC_THREADS,
		PANIC_SIGNAL_NS,
		PANIC_WALL_NS,
	};

	for (size_t i = 0; i < N_ELEMENTS(POSITIVE); i++) {
		if (panic_has(panic, POSITIVE[i]) &&
		    panic->fields[POSITIVE[i]].count == 0)
			return csv_reader_fail(
			    reader, POSITIVE[i], why, "a number above 0");
	}
	return 0;
}

static int
check_lists(const struct panic *panic, const struct csv_reader *reader,
    struct reason *why)
{
	static const enum panic_column LISTS[] = {
		PANIC_UNANSWERED,
		PANIC_STOP_CPU_NS,
		PANIC_ACQUIRED,
		PANIC_FAKED,
	};
	const char *times = panic->fields[PANIC_STOP_CPU_NS].text;
	struct csv_item item;
	uint64_t ns;

	for (size_t i = 0; i < N_ELEMENTS(LISTS); i++) {
		if (!csv_list_is_sound(panic->fields[LISTS[i]].text))
			return csv_reader_fail(reader, LISTS[i], why,
			    "items with ';' between, none empty");
	}
	while (csv_list_next(&times, &item)) {
		if (!csv_item_parse_count(&item, &ns))
			return csv_reader_fail(reader, PANIC_STOP_CPU_NS, why,
			    "whole numbers with ';' between");
	}
	return 0;
}

/* Checks that the times of a stop are there only if there was a stop. */
static int
check_absence(const struct panic *panic, const struct csv_reader *reader,
    struct reason *why)
{
	static const enum panic_column STOPPING[] = {
		PANIC_CPUS,
		PANIC_STOPPED,
		PANIC_UNANSWERED,
		PANIC_STOP_NS,
		PANIC_STOP_CPU_NS,
	};
	const bool is_off = panic->mode == MODE_OFF;

	/* A stop that never ended may have `cpus` alone. */
	if (!is_off && panic_has(panic, PANIC_STOPPED))
		return 0;
	for (size_t i = is_off ? 0 : 1; i < N_ELEMENTS(STOPPING); i++) {
		if (panic_has(panic, STOPPING[i]))
			return csv_reader_fail(reader, STOPPING[i], why,
			    "nothing, as %s",
			    is_off ? "the mode is off" : "'stopped' is empty");
	}
	return 0;
}

/* Checks that the CPUs that stopped and those that did not add up to all. */
static int
check_stopping(const struct panic *panic, const struct csv_reader *reader,
    struct reason *why)
{
	const struct csv_field *fields = panic->fields;
	const uint64_t cpus = fields[PANIC_THREADS].count - 1;
	const uint64_t stopped = fields[PANIC_STOPPED].count;
	const size_t n_times = csv_list_count(fields[PANIC_STOP_CPU_NS].text);

	if (panic_has(panic, PANIC_CPUS) && fields[PANIC_CPUS].count != cpus)
		return csv_reader_fail(reader, PANIC_CPUS, why,
		    "%" PRIu64 ": all threads but one", cpus);
	if (!panic_has(panic, PANIC_STOPPED))
		return 0;
	if (!panic_has(panic, PANIC_CPUS))
		return csv_reader_fail(
		    reader, PANIC_CPUS, why, "a number, as 'stopped' has one");
	if (stopped > cpus)
		return csv_reader_fail(reader, PANIC_STOPPED, why,
		    "no more than %" PRIu64 ", the others", cpus);
	if (csv_list_count(fields[PANIC_UNANSWERED].text) != cpus - stopped)
		return csv_reader_fail(reader, PANIC_UNANSWERED, why,
		    "the names of %" PRIu64 " CPUs", cpus - stopped);
	if (stopped < cpus && panic_has(panic, PANIC_STOP_NS))
		return csv_reader_fail(reader, PANIC_STOP_NS, why,
		    "nothing, as somebody did not answer");
	if (n_times != 0 && n_times != stopped)
		return csv_reader_fail(reader, PANIC_STOP_CPU_NS, why,
		    "%" PRIu64 " numbers, one for each answer", stopped);
	return 0;
}

static int
check_refusal(const struct panic *panic, const struct csv_reader *reader,
    struct reason *why)
{
	const bool is_refusing = panic->moment == MOMENT_REFUSING;

	if (is_refusing && panic->mode == MODE_ON &&
	    !panic_has(panic, PANIC_REFUSED))
		return csv_reader_fail(reader, PANIC_REFUSED, why,
		    "the name of a CPU, as the moment is refusing");
	if (!is_refusing && panic_has(panic, PANIC_REFUSED))
		return csv_reader_fail(reader, PANIC_REFUSED, why,
		    "nothing, as the moment is not refusing");
	return 0;
}

static int
check_dump(const struct panic *panic, const struct csv_reader *reader,
    struct reason *why)
{
	static const enum panic_column DUMP[] = {
		PANIC_DUMP_NS,
		PANIC_DUMP_BYTES,
	};

	if (panic->outcome == OUTCOME_COMPLETE &&
	    panic_has(panic, PANIC_REASON))
		return csv_reader_fail(reader, PANIC_REASON, why,
		    "nothing, as the outcome is complete");
	for (size_t i = 0; i < N_ELEMENTS(DUMP); i++) {
		if (panic_is_dumped(panic) && !panic_has(panic, DUMP[i]))
			return csv_reader_fail(reader, DUMP[i], why,
			    "a number, as the outcome is %s",
			    panic->fields[PANIC_OUTCOME].text);
	}
	return 0;
}

static int
check_block_file(const struct panic *panic, const struct csv_reader *reader,
    struct reason *why)
{
	const uint64_t n_damaged = panic->fields[PANIC_DAMAGED].count;

	if (!panic_has(panic, PANIC_BLOCK_FILE))
		return panic_has(panic, PANIC_DAMAGED)
		    ? csv_reader_fail(reader, PANIC_DAMAGED, why,
		          "nothing, as 'block_file' is empty")
		    : 0;
	if (!panic_has(panic, PANIC_DAMAGED))
		return csv_reader_fail(reader, PANIC_DAMAGED, why,
		    "a number, as 'block_file' is not empty");
	if (panic->block_file == BLOCK_FILE_CLEAN && n_damaged > 0)
		return csv_reader_fail(reader, PANIC_DAMAGED, why,
		    "0, as the block file is clean");
	if (panic->block_file == BLOCK_FILE_DAMAGED && n_damaged == 0)
		return csv_reader_fail(reader, PANIC_DAMAGED, why,
		    "a number above 0, as the block file is damaged");
	return 0;
}

int
panic_check(const struct panic *panic, const struct csv_reader *reader,
    struct reason *why)
{
	static int (*const CHECKS[])(const struct panic *panic,
	    const struct csv_reader *reader, struct reason *why) = {
		check_numbers,
		check_lists,
		check_absence,
		check_stopping,
		check_refusal,
		check_dump,
		check_block_file,
	};

	for (size_t i = 0; i < N_ELEMENTS(CHECKS); i++) {
		const int rc = CHECKS[i](panic, reader, why);

		if (rc < 0)
			return rc;
	}
	return 0;
}
