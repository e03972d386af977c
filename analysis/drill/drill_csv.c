/* SPDX-License-Identifier: BSD-2-Clause */
/* drill_csv: see drill_csv.h. */
#include "analysis/drill/drill_csv.h"

#include <errno.h>
#include <string.h>

#include "base/formats/formats.h"
#include "base/formats/words.h"

const char *
mode_name(enum mode mode)
{
	return words_mode.words[mode].text;
}

const char *
moment_name(enum moment moment)
{
	return words_moment.words[moment].text;
}

const char *
sync_name(enum sync sync)
{
	return words_sync.words[sync].text;
}

const char *
outcome_name(enum outcome outcome)
{
	return words_outcome.words[outcome].text;
}

const char *
block_file_name(enum block_file state)
{
	return words_block_file.words[state].text;
}

static int
read_words(
    const struct csv_reader *reader, struct panic *panic, struct reason *why)
{
	const int mode =
	    word_read(reader, panic->fields, PANIC_MODE, &words_mode, why);
	if (mode < 0)
		return mode;
	panic->mode = (enum mode)mode;

	const int moment =
	    word_read(reader, panic->fields, PANIC_MOMENT, &words_moment, why);
	if (moment < 0)
		return moment;
	panic->moment = (enum moment)moment;

	const int sync =
	    word_read(reader, panic->fields, PANIC_SYNC, &words_sync, why);
	if (sync < 0)
		return sync;
	panic->sync = (enum sync)sync;

	const int outcome = word_read(
	    reader, panic->fields, PANIC_OUTCOME, &words_outcome, why);
	if (outcome < 0)
		return outcome;
	panic->outcome = (enum outcome)outcome;

	if (!panic_has(panic, PANIC_BLOCK_FILE))
		return 0;
	const int state = word_read(
	    reader, panic->fields, PANIC_BLOCK_FILE, &words_block_file, why);
	if (state < 0)
		return state;
	panic->block_file = (enum block_file)state;
	return 0;
}

/* The function that takes the panics, its data, and how many it got. */
struct taker {
	drill_csv_take *take;
	void *data;
	size_t n;
};

/*
 * Reads a row as a panic and passes it on; a csv_take_row() of `data`, a struct
 * taker.
 */
static int
take_row(void *data, const struct csv_reader *reader,
    const struct csv_field *fields, struct reason *why)
{
	struct taker *taker = data;
	struct panic panic = { .fields = fields };
	int rc = format_check_schema(&format_drill, reader, fields, why);

	if (rc == 0)
		rc = read_words(reader, &panic, why);
	if (rc == 0)
		rc = panic_check(&panic, reader, why);
	taker->n++;
	return rc == 0 ? taker->take(taker->data, reader, &panic, why) : rc;
}

int
drill_csv_for_each(
    const char *path, drill_csv_take *take, void *data, struct reason *why)
{
	struct taker taker = { .take = take, .data = data };
	const int rc =
	    csv_for_each(path, &format_drill.csv, take_row, &taker, why);

	if (rc < 0 || taker.n > 0)
		return rc;
	return reason_set(why, -EINVAL,
	    "%s:1:1: no panics: the file has nothing but a header", path);
}
