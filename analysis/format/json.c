/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * json: one JSON document, schema 2, for programs.
 *
 * Each line of summary.csv or compare.csv is an object with the columns as
 * members.  An empty column is null.  This file writes JSON with libjansson;
 * analysis/report reads it.
 */
#include "analysis/format/printers.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "analysis/format/compare_summary.h"
#include "analysis/format/escape.h"
#include "analysis/format/summary.h"

#define SCHEMA 2

/* Below this, a double holds each whole number exactly. */
#define MOST_WHOLE 0x1p53

/* The lines that are done, and the one that is being filled. */
struct json_lines {
	json_t *array;
	json_t *line;
	bool is_broken; /* memory ran out */
};

/*
 * Returns `text` as a JSON string, and an empty text as null; NULL without
 * memory.
 */
static json_t *
new_text(const char *text)
{
	char *clean = NULL;
	size_t len;

	if (text == NULL || text[0] == '\0')
		return json_null();

	FILE *to = open_memstream(&clean, &len);
	if (to == NULL)
		return NULL;
	escape_put(to, text, NULL);
	json_t *value = fclose(to) == 0 ? json_string(clean) : NULL;
	free(clean);
	return value;
}

static json_t *
new_number(double number)
{
	if (!isfinite(number))
		return json_null();
	if (number == trunc(number) && fabs(number) < MOST_WHOLE)
		return json_integer((json_int_t)number);
	return json_real(number);
}

static void
take_field(void *data, const char *name, const char *text, double number)
{
	struct json_lines *to = data;
	int rc;

	if (to->line == NULL)
		to->line = json_object();
	if (name == NULL) {
		rc = json_array_append_new(to->array, to->line);
		to->line = NULL;
	} else {
		rc = json_object_set_new(to->line, name,
		    text != NULL ? new_text(text) : new_number(number));
	}
	if (rc < 0)
		to->is_broken = true;
}

/* Prints `document` with `lines` as its member `name`, and frees both. */
static int
print_document(
    FILE *out, json_t *document, const char *name, struct json_lines *lines)
{
	int rc = lines->is_broken ? -ENOMEM : 0;

	if (json_object_set_new(document, name, lines->array) < 0)
		rc = -ENOMEM;
	/* The text is made in memory: errors of writing stay in `out`. */
	char *text = rc == 0
	    ? json_dumps(document, JSON_INDENT(2) | JSON_REAL_PRECISION(17))
	    : NULL;
	json_decref(document);
	if (text == NULL)
		return -ENOMEM;
	fprintf(out, "%s\n", text);
	free(text);
	return 0;
}

static json_t *
new_audits(const struct audit_pair *audits)
{
	const struct audit_diff *diff = &audits->diff;

	return json_pack("{s:b, s:o, s:I, s:I}", "compared",
	    audits->state == AUDIT_PAIR_COMPARED, "reason",
	    new_text(judged_no_audit(audits)), "lines",
	    (json_int_t)diff->n_lines, "lines_with_more",
	    (json_int_t)diff->n_worse);
}

int
json_print_judged(FILE *out, const struct judged *judged)
{
	struct json_lines lines = { .array = json_array() };
	struct output to = output_into(take_field, &lines);
	json_t *document =
	    json_pack("{s:i, s:s, s:o, s:o, s:o, s:s, s:i, s:I, s:o}", "schema",
	        SCHEMA, "command", "judge", "run_id",
	        new_text(judged->findings->report->run_id), "gate",
	        new_text(judged->gate), "gate_sha256",
	        new_text(judged->findings->gate_sha256), "verdict",
	        verdict_name(judged_verdict(judged->status)), "exit_status",
	        judged->status, "rows_skipped",
	        (json_int_t)gaps_count_skipped(&judged->findings->gaps),
	        "audits", new_audits(judged->audits));

	summary_put(&to, judged);
	return print_document(out, document, "findings", &lines);
}

static json_t *
new_machine(const struct report *report)
{
	const struct run *run = &report->run;

	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "run_id",
	    new_text(report->run_id), "host", new_text(run->host), "cpu_model",
	    new_text(run->cpu_model), "kernel", new_text(run->kernel),
	    "compiler", new_text(run->compiler), "flags", new_text(run->flags));
}

int
json_print_compared(FILE *out, const struct compared *compared)
{
	const struct comparisons *c = compared->comparisons;
	struct json_lines lines = { .array = json_array() };
	struct output to = output_into(take_field, &lines);
	json_t *document =
	    json_pack("{s:i, s:s, s:o, s:o, s:o, s:o, s:o, s:s, s:i, s:I, s:o}",
	        "schema", SCHEMA, "command", "compare", "gate",
	        new_text(compared->gate), "gate_sha256",
	        new_text(c != NULL ? c->gate_sha256 : NULL), "machines",
	        new_text(c != NULL ? compare_machines_name(c->machines) : NULL),
	        "old", c != NULL ? new_machine(c->before) : json_null(), "new",
	        c != NULL ? new_machine(c->after) : json_null(), "verdict",
	        verdict_name(judged_verdict(compared->status)), "exit_status",
	        compared->status, "rows_skipped",
	        (json_int_t)(c != NULL ? gaps_count_skipped(&c->gaps) : 0),
	        "audits", new_audits(compared->audits));

	compare_summary_put(&to, compared);
	return print_document(out, document, "comparisons", &lines);
}
