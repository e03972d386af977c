/* SPDX-License-Identifier: BSD-2-Clause */
/* gate: see gate.h. */
#include "analysis/verdict/gate.h"

#include <errno.h>
#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/verdict/gate_rules.h"
#include "analysis/verdict/patterns.h"
#include "base/csv/reader.h"

enum gate_column {
	GATE_ROWS,
	GATE_CANDIDATES,
	GATE_MARGIN,
	GATE_ALPHA,
	GATE_LOOKS,
	GATE_LEAST_UNITS,
	GATE_LARGEST_DROP_RATE,
	GATE_REPORTED,
};

static const struct csv_column COLUMNS[] = {
	[GATE_ROWS] = { "rows", CSV_TEXT, CSV_NEEDED },
	[GATE_CANDIDATES] = { "candidates", CSV_TEXT, CSV_NEEDED },
	[GATE_MARGIN] = { "margin", CSV_DECIMAL, CSV_MAY_BE_EMPTY },
	[GATE_ALPHA] = { "alpha", CSV_DECIMAL, CSV_MAY_BE_EMPTY },
	[GATE_LOOKS] = { "looks", CSV_TEXT, CSV_MAY_BE_EMPTY },
	[GATE_LEAST_UNITS] = { "least_units", CSV_COUNT, CSV_MAY_BE_EMPTY },
	[GATE_LARGEST_DROP_RATE] = { "largest_drop_rate", CSV_DECIMAL,
	    CSV_MAY_BE_EMPTY },
	[GATE_REPORTED] = { "reported", CSV_TEXT, CSV_OPTIONAL },
};

static const struct csv_format FORMAT = {
	.columns = COLUMNS,
	.n_columns = sizeof(COLUMNS) / sizeof(COLUMNS[0]),
	.end_rule = CSV_EDITED,
};

struct gate {
	struct gate_rule *rules;
	size_t n_rules;
	char sha256[SHA256_DIGEST_STRING_LENGTH];
};

/* Returns whether all limits of a line are empty. */
static bool
has_no_limits(const struct csv_field *fields)
{
	for (size_t i = GATE_MARGIN; i <= GATE_LARGEST_DROP_RATE; i++) {
		if (fields[i].text[0] != '\0')
			return false;
	}
	return true;
}

static int
check_fields(const struct csv_reader *t, const struct csv_field *fields,
    struct reason *why)
{
	struct looks looks;

	const char *reported = fields[GATE_REPORTED].text;

	/* A stray blank must not take a row out of the judgement. */
	if (reported[0] != '\0' && reported[strspn(reported, " \t")] == '\0')
		return csv_reader_fail(t, GATE_REPORTED, why,
		    "nothing, or why the row is not judged");
	if (reported[0] != '\0' && has_no_limits(fields))
		return 0;
	for (size_t i = GATE_MARGIN; i <= GATE_LARGEST_DROP_RATE; i++) {
		if (fields[i].text[0] == '\0')
			return csv_reader_fail(t, i, why,
			    "a value: only a line that says why it is "
			    "reported may leave out all five limits");
	}
	if (fields[GATE_MARGIN].decimal <= 0 ||
	    fields[GATE_MARGIN].decimal >= 1)
		return csv_reader_fail(t, GATE_MARGIN, why,
		    "a fraction above 0 and below 1: 5 %% is 0.05");
	if (fields[GATE_ALPHA].decimal <= 0 ||
	    fields[GATE_ALPHA].decimal >= 0.5)
		return csv_reader_fail(
		    t, GATE_ALPHA, why, "a probability between 0 and 0.5");
	if (fields[GATE_LEAST_UNITS].count == 0)
		return csv_reader_fail(
		    t, GATE_LEAST_UNITS, why, "a number above 0");
	if (!looks_parse(fields[GATE_LOOKS].text, &looks))
		return csv_reader_fail(t, GATE_LOOKS, why,
		    "1 to %d rising numbers above 0, as in 10;20;40",
		    LOOKS_MOST);
	if (looks_last(&looks) < fields[GATE_LEAST_UNITS].count)
		return csv_reader_fail(t, GATE_LOOKS, why,
		    "a last look at no less than the least units");
	if (fields[GATE_LARGEST_DROP_RATE].decimal < 0 ||
	    fields[GATE_LARGEST_DROP_RATE].decimal > 1)
		return csv_reader_fail(
		    t, GATE_LARGEST_DROP_RATE, why, "a fraction from 0 to 1");
	return 0;
}

static int
add_rule(struct gate *gate, const struct csv_field *fields,
    unsigned long number, struct reason *why)
{
	struct gate_rule *rules =
	    reallocarray(gate->rules, gate->n_rules + 1, sizeof(*rules));

	if (rules == NULL)
		return reason_memory(why);
	gate->rules = rules;

	struct gate_rule *rule = &rules[gate->n_rules++];
	*rule = (struct gate_rule){
		.number = number,
		.rows = strdup(fields[GATE_ROWS].text),
		.candidates = strdup(fields[GATE_CANDIDATES].text),
		.reported = strdup(fields[GATE_REPORTED].text),
		.margin = fields[GATE_MARGIN].decimal,
		.alpha = fields[GATE_ALPHA].decimal,
		.least_units = fields[GATE_LEAST_UNITS].count,
		.largest_drop_rate = fields[GATE_LARGEST_DROP_RATE].decimal,
	};
	looks_parse(fields[GATE_LOOKS].text, &rule->looks);
	if (rule->rows == NULL || rule->candidates == NULL ||
	    rule->reported == NULL)
		return reason_memory(why);
	return 0;
}

/* Adds the rule of a line; a csv_take_row() of `data`, a struct gate. */
static int
add_line(void *data, const struct csv_reader *t, const struct csv_field *fields,
    struct reason *why)
{
	int rc = check_fields(t, fields, why);

	if (rc == 0)
		rc = add_rule(data, fields, csv_reader_line(t), why);
	return rc;
}

/* SHA256File() would read nothing from a file that is not a regular one. */
static int
digest_file(struct gate *gate, const char *path, struct reason *why)
{
	FILE *file = fopen(path, "re");
	unsigned char bytes[4096];
	SHA2_CTX context;
	size_t n;
	int error = 0;

	if (file == NULL)
		return reason_set(
		    why, -errno, "cannot open %s: %s", path, strerror(errno));
	if (fseek(file, 0, SEEK_SET) != 0) {
		fclose(file);
		return reason_set(why, -ESPIPE,
		    "%s is a pipe, which can be read only once: a gate file "
		    "must be a file",
		    path);
	}
	SHA256Init(&context);
	while ((n = fread(bytes, 1, sizeof(bytes), file)) > 0)
		SHA256Update(&context, bytes, n);
	if (ferror(file))
		error = errno;
	fclose(file);
	if (error != 0)
		return reason_set(
		    why, -error, "cannot read %s: %s", path, strerror(error));
	SHA256End(&context, gate->sha256);
	return 0;
}

int
gate_read(const char *path, struct gate **ret_gate, struct reason *why)
{
	struct gate *gate = calloc(1, sizeof(*gate));

	if (gate == NULL)
		return reason_memory(why);

	int rc = digest_file(gate, path, why);
	if (rc == 0)
		rc = csv_for_each(path, &FORMAT, add_line, gate, why);
	if (rc == 0 && gate->n_rules == 0)
		rc = reason_set(why, -EINVAL,
		    "%s has no line behind its header: nothing would be judged",
		    path);
	if (rc == 0)
		rc = gate_rules_check_order(
		    path, gate->rules, gate->n_rules, why);
	if (rc < 0) {
		gate_destroy(gate);
		return rc;
	}
	*ret_gate = gate;
	return 0;
}

const struct gate_rule *
gate_rules(const struct gate *gate, size_t *ret_n)
{
	*ret_n = gate->n_rules;
	return gate->rules;
}

size_t
gate_next_look(const struct gate *gate, size_t look)
{
	size_t next = 0;

	for (size_t i = 0; i < gate->n_rules; i++) {
		const struct looks *looks = &gate->rules[i].looks;

		for (size_t j = 0; j < looks->n; j++) {
			const size_t at = looks->at[j];

			if (at > look && (next == 0 || at < next))
				next = at;
		}
	}
	return next;
}

const char *
gate_sha256(const struct gate *gate)
{
	return gate->sha256;
}

const struct gate_rule *
gate_find(const struct gate *gate, const char *row, const char *candidate)
{
	for (size_t i = 0; i < gate->n_rules; i++) {
		const struct gate_rule *rule = &gate->rules[i];

		if (patterns_match(rule->rows, row) &&
		    patterns_match(rule->candidates, candidate))
			return rule;
	}
	return NULL;
}

void
gate_destroy(struct gate *gate)
{
	if (gate == NULL)
		return;
	for (size_t i = 0; i < gate->n_rules; i++) {
		free(gate->rules[i].rows);
		free(gate->rules[i].candidates);
		free(gate->rules[i].reported);
	}
	free(gate->rules);
	free(gate);
}
