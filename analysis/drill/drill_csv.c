/* SPDX-License-Identifier: BSD-2-Clause */
/* drill_csv: see drill_csv.h. */
#include "analysis/drill/drill_csv.h"

#include <errno.h>
#include <string.h>

#include "base/formats/formats.h"

/* A column that is one of a few words. */
struct choice {
	enum panic_column column;
	int n;
	const char *words[N_MOMENTS];
};

static const struct choice MODES = {
	PANIC_MODE,
	N_MODES,
	{
	    [MODE_OFF] = "off",
	    [MODE_ON] = "on",
	},
};

static const struct choice MOMENTS = {
	PANIC_MOMENT,
	N_MOMENTS,
	{
	    [MOMENT_SECTION] = "section",
	    [MOMENT_HARD] = "hard",
	    [MOMENT_INTERRUPT] = "interrupt",
	    [MOMENT_MALLOC] = "malloc",
	    [MOMENT_TWO] = "two",
	    [MOMENT_NESTED] = "nested",
	    [MOMENT_REFUSING] = "refusing",
	    [MOMENT_ANYWHERE] = "anywhere",
	},
};

static const struct choice SYNCS = {
	PANIC_SYNC,
	N_SYNCS,
	{
	    [SYNC_NONE] = "none",
	    [SYNC_BEFORE] = "before",
	    [SYNC_AFTER] = "after",
	},
};

static const struct choice OUTCOMES = {
	PANIC_OUTCOME,
	N_OUTCOMES,
	{
	    [OUTCOME_COMPLETE] = "complete",
	    [OUTCOME_MOVED] = "moved",
	    [OUTCOME_INCOMPLETE] = "incomplete",
	    [OUTCOME_HUNG] = "hung",
	    [OUTCOME_CRASHED] = "crashed",
	},
};

static const struct choice BLOCK_FILES = {
	PANIC_BLOCK_FILE,
	N_BLOCK_FILES,
	{
	    [BLOCK_FILE_CLEAN] = "clean",
	    [BLOCK_FILE_RECOVERED] = "recovered",
	    [BLOCK_FILE_DAMAGED] = "damaged",
	},
};

const char *
mode_name(enum mode mode)
{
	return MODES.words[mode];
}

const char *
moment_name(enum moment moment)
{
	return MOMENTS.words[moment];
}

const char *
sync_name(enum sync sync)
{
	return SYNCS.words[sync];
}

const char *
outcome_name(enum outcome outcome)
{
	return OUTCOMES.words[outcome];
}

const char *
block_file_name(enum block_file state)
{
	return BLOCK_FILES.words[state];
}

/* Returns which word of `choice` its field is, or -EINVAL with `why`. */
static int
choose(const struct csv_reader *reader, const struct choice *choice,
    const struct csv_field *fields, struct reason *why)
{
	char words[128] = "";

	for (int i = 0; i < choice->n; i++) {
		if (strcmp(fields[choice->column].text, choice->words[i]) == 0)
			return i;
		if (i > 0)
			strcat(words, i + 1 < choice->n ? ", " : " or ");
		strcat(words, choice->words[i]);
	}
	return csv_reader_fail(reader, choice->column, why, "%s", words);
}

static int
read_words(
    const struct csv_reader *reader, struct panic *panic, struct reason *why)
{
	const int mode = choose(reader, &MODES, panic->fields, why);
	if (mode < 0)
		return mode;
	panic->mode = (enum mode)mode;

	const int moment = choose(reader, &MOMENTS, panic->fields, why);
	if (moment < 0)
		return moment;
	panic->moment = (enum moment)moment;

	const int sync = choose(reader, &SYNCS, panic->fields, why);
	if (sync < 0)
		return sync;
	panic->sync = (enum sync)sync;

	const int outcome = choose(reader, &OUTCOMES, panic->fields, why);
	if (outcome < 0)
		return outcome;
	panic->outcome = (enum outcome)outcome;

	if (!panic_has(panic, PANIC_BLOCK_FILE))
		return 0;
	const int state = choose(reader, &BLOCK_FILES, panic->fields, why);
	if (state < 0)
		return state;
	panic->block_file = (enum block_file)state;
	return 0;
}

/* Whom to give the panics to. */
struct taker {
	drill_csv_take *take;
	void *data;
	size_t n;
};

/* Gives on a row as a panic; a csv_take_row() of `data`, a struct taker. */
static int
take_row(void *data, const struct csv_reader *reader,
    const struct csv_field *fields, struct reason *why)
{
	struct taker *taker = data;
	struct panic panic = { .fields = fields };
	int rc;

	if (fields[PANIC_SCHEMA].count != format_drill.schema)
		return csv_reader_fail(reader, PANIC_SCHEMA, why,
		    "%u, the only schema that this program reads",
		    format_drill.schema);
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
