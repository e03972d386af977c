/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that --format json is one document, read back by libjansson, whose
 * lines say what summary.csv and compare.csv say, by libcsv: every column,
 * every number to the last digit, and null where nothing is known.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"
#include <jansson.h>

#include "tests/analysis/reports.h"
#include "tests/analysis/synth.h"
#include "tests/lib/scratch.h"

static json_t *
load(const char *folder)
{
	json_error_t error;
	json_t *root = json_load_file(
	    scratch_path(folder, "out"), JSON_REJECT_DUPLICATES, &error);

	if (root == NULL)
		fail_msg("%d:%d: %s", error.line, error.column, error.text);
	return root;
}

static const char *
text_of(const json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

static void
assert_equal(const json_t *value, const char *field, const char *name)
{
	if (field[0] == '\0' ? !json_is_null(value)
	        : json_is_number(value)
	        ? json_number_value(value) != strtod(field, NULL)
	        : !json_is_string(value) ||
	            strcmp(json_string_value(value), field) != 0)
		fail_msg("%s is not %s", name, field);
}

static size_t
count(const char *text, char c)
{
	size_t n = 0;

	for (; *text != '\0'; text++)
		n += *text == c;
	return n;
}

/* Checks that the `n` lines are those of the CSV file `name`. */
static void
assert_lines(const char *folder, json_t *lines, size_t n, const char *name)
{
	char *text = scratch_read(folder, name);
	json_t *line;
	size_t i;

	assert_int_equal(json_array_size(lines), n);
	assert_int_equal(count(text, '\n'), n + 1);
	*strchr(text, '\n') = '\0';
	json_array_foreach(lines, i, line)
	{
		const char *column;
		json_t *value;

		assert_int_equal(json_object_size(line), count(text, ',') + 1);
		json_object_foreach(line, column, value)
		{
			char *field = reports_cell(folder, name, i + 1, column);

			assert_equal(value, field, column);
			free(field);
		}
	}
	free(text);
}

TEST_GROUP(reports_create, scratch_destroy);

TEST(a_document_says_what_summary_csv_says)
{
	assert_int_equal(reports_run(*state, "json", "judge mixed"), 1);

	json_t *root = load(*state);
	assert_int_equal(
	    json_integer_value(json_object_get(root, "schema")), 2);
	assert_string_equal(text_of(root, "command"), "judge");
	assert_string_equal(text_of(root, "run_id"), SYNTH_RUN_ID);
	assert_string_equal(text_of(root, "gate"), "gate.csv");
	char *digest =
	    reports_cell(*state, "mixed/summary.csv", 1, "gate_sha256");
	assert_string_equal(text_of(root, "gate_sha256"), digest);
	free(digest);
	assert_string_equal(text_of(root, "verdict"), "REGRESSION");
	assert_int_equal(
	    json_integer_value(json_object_get(root, "exit_status")), 1);
	assert_lines(
	    *state, json_object_get(root, "findings"), 10, "mixed/summary.csv");
	json_decref(root);
}

TEST(a_gates_document_has_its_audits)
{
	assert_int_equal(reports_run(*state, "json", "judge gated"), 1);

	json_t *root = load(*state);
	const json_t *audits = json_object_get(root, "audits");
	assert_int_equal(
	    json_integer_value(json_object_get(audits, "lines_with_more")), 2);
	assert_lines(
	    *state, json_object_get(root, "findings"), 5, "gated/summary.csv");
	json_decref(root);
}

/* The line of the document on what was measured, as "branch". */
static const json_t *
line_on(const json_t *root, const char *measured)
{
	const json_t *line;
	size_t i;

	json_array_foreach(json_object_get(root, "comparisons"), i, line)
	{
		if (strcmp(text_of(line, "measured"), measured) == 0)
			return line;
	}
	fail_msg("no line on %s", measured);
	return NULL;
}

TEST(what_an_audit_changed_is_a_number_or_a_text)
{
	assert_int_equal(reports_run(*state, "json", "compare old turned"), 1);

	json_t *root = load(*state);
	const json_t *line = line_on(root, "branch");
	assert_string_equal(text_of(line, "old_value"), "falls");
	assert_string_equal(text_of(line, "new_value"), "jumps");
	assert_string_equal(text_of(line, "verdict"), "REGRESSION");
	line = line_on(root, "fast path's bytes");
	assert_int_equal(
	    json_integer_value(json_object_get(line, "old_value")), 30);
	assert_int_equal(
	    json_integer_value(json_object_get(line, "new_value")), 34);
	json_decref(root);
}

TEST(what_was_not_compared_has_its_reason)
{
	assert_int_equal(reports_run(*state, "json", "compare old part"), 3);

	json_t *root = load(*state);
	assert_string_equal(text_of(json_object_get(root, "audits"), "reason"),
	    "something of the old report could not be compared");
	json_decref(root);
}

TEST(a_document_says_what_compare_csv_says)
{
	assert_int_equal(
	    reports_run(*state, "json", "compare --out . old new"), 1);

	json_t *root = load(*state);
	const json_t *audits = json_object_get(root, "audits");
	assert_string_equal(text_of(root, "command"), "compare");
	assert_string_equal(text_of(root, "verdict"), "REGRESSION");
	assert_string_equal(text_of(root, "machines"), "same");
	assert_string_equal(
	    text_of(json_object_get(root, "old"), "cpu_model"), "Model A");
	assert_true(json_is_true(json_object_get(audits, "compared")));
	assert_int_equal(
	    json_integer_value(json_object_get(audits, "lines")), 2);
	assert_int_equal(
	    json_integer_value(json_object_get(audits, "lines_with_more")), 2);
	assert_lines(
	    *state, json_object_get(root, "comparisons"), 4, "compare.csv");
	json_decref(root);
}

TEST(every_status_has_its_verdict)
{
	static const char *const VERDICTS[] = { "PASS", "REGRESSION", NULL,
		"INCONCLUSIVE", "UNFIT" };
	static const char *const REPORTS[] = { "pass", "slow", NULL, "short",
		"unfit" };

	for (int status = 0; status <= 4; status++) {
		char text[64];

		if (REPORTS[status] == NULL)
			continue;
		snprintf(text, sizeof(text), "judge %s", REPORTS[status]);
		assert_int_equal(reports_run(*state, "json", text), status);

		json_t *root = load(*state);
		assert_string_equal(text_of(root, "verdict"), VERDICTS[status]);
		assert_int_equal(
		    json_integer_value(json_object_get(root, "exit_status")),
		    status);
		json_decref(root);
	}
}

TEST(hostile_texts_come_back_as_they_were)
{
	assert_int_equal(reports_run(*state, "json", "judge hostile"), 4);

	json_t *root = load(*state);
	const json_t *first =
	    json_array_get(json_object_get(root, "findings"), 0);
	assert_string_equal(text_of(first, "row"), REPORTS_HOSTILE_ROW);
	assert_string_equal(text_of(first, "arm"), REPORTS_HOSTILE_ARM);
	assert_string_equal(text_of(first, "reason"), REPORTS_HOSTILE_REASON);
	json_decref(root);

	assert_int_equal(reports_run(*state, "json", "judge bytes"), 0);
	root = load(*state);
	first = json_array_get(json_object_get(root, "findings"), 0);
	assert_string_equal(text_of(first, "arm"), REPORTS_BYTES_ARM);
	json_decref(root);
}
