/* SPDX-License-Identifier: BSD-2-Clause */
/* panics: see panics.h. */
#include "analysis/drill/panics.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/drill/panic.h"
#include "base/csv/reader.h"
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

struct panics {
	struct csv_reader *reader;
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

int
panics_open(const char *path, struct panics **ret_panics, struct reason *why)
{
	struct panics *in = malloc(sizeof(*in));

	if (in == NULL)
		return reason_memory(why);

	const int rc =
	    csv_reader_open(path, &format_drill.csv, &in->reader, why);
	if (rc < 0) {
		free(in);
		return rc;
	}
	*ret_panics = in;
	return 0;
}

int
panics_fail(const struct panics *in, enum panic_column column,
    struct reason *why, const char *expected, ...)
{
	char text[256];
	va_list args;

	va_start(args, expected);
	vsnprintf(text, sizeof(text), expected, args);
	va_end(args);
	return csv_reader_fail(in->reader, column, why, "%s", text);
}

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

/* Returns which word of `choice` its field is, or -EINVAL with `why`. */
static int
choose(const struct panics *in, const struct choice *choice,
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
	return panics_fail(in, choice->column, why, "%s", words);
}

static int
read_words(const struct panics *in, struct panic *panic, struct reason *why)
{
	const int mode = choose(in, &MODES, panic->fields, why);
	if (mode < 0)
		return mode;
	panic->mode = (enum mode)mode;

	const int moment = choose(in, &MOMENTS, panic->fields, why);
	if (moment < 0)
		return moment;
	panic->moment = (enum moment)moment;

	const int sync = choose(in, &SYNCS, panic->fields, why);
	if (sync < 0)
		return sync;
	panic->sync = (enum sync)sync;

	const int outcome = choose(in, &OUTCOMES, panic->fields, why);
	if (outcome < 0)
		return outcome;
	panic->outcome = (enum outcome)outcome;

	if (!panic_has(panic, PANIC_BLOCK_FILE))
		return 0;
	const int state = choose(in, &BLOCK_FILES, panic->fields, why);
	if (state < 0)
		return state;
	panic->block_file = (enum block_file)state;
	return 0;
}

int
panics_next(struct panics *in, struct panic *ret_panic, struct reason *why)
{
	struct panic panic = { 0 };
	int rc = csv_reader_next(in->reader, &panic.fields, why);

	if (rc <= 0)
		return rc;
	if (panic.fields[PANIC_SCHEMA].count != format_drill.schema)
		return panics_fail(in, PANIC_SCHEMA, why,
		    "%u, the only schema that this program reads",
		    format_drill.schema);
	rc = read_words(in, &panic, why);
	if (rc == 0)
		rc = panic_check(&panic, in, why);
	if (rc < 0)
		return rc;
	*ret_panic = panic;
	return 1;
}

const char *
panics_path(const struct panics *in)
{
	return csv_reader_path(in->reader);
}

unsigned long
panics_line(const struct panics *in)
{
	return csv_reader_line(in->reader);
}

void
panics_close(struct panics *in)
{
	if (in == NULL)
		return;
	csv_reader_close(in->reader);
	free(in);
}
