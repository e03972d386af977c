/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that --format markdown is a table as GitHub reads it: every line has
 * the cells of its header, whatever stands in names and reasons; what needs an
 * answer comes first; and numbers are those of summary.csv.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

#include "tests/analysis/program.h"
#include "tests/analysis/reports.h"
#include "tests/lib/scratch.h"

#define MOST_CELLS 16

/* A line of a table, cell by cell, as a reader sees it. */
struct line {
	char cells[MOST_CELLS][256];
	size_t n;
};

/* Appends what `*from` begins with, and goes beyond it. */
static void
read_sign(const char **from, char *to)
{
	static const char *const ENTITIES[][2] = { { "&lt;", "<" },
		{ "&gt;", ">" }, { "&amp;", "&" }, { "<!-- -->", "" } };
	char sign[2] = { **from, '\0' };

	for (size_t i = 0; i < 4; i++) {
		const size_t n = strlen(ENTITIES[i][0]);

		if (strncmp(*from, ENTITIES[i][0], n) == 0) {
			strcat(to, ENTITIES[i][1]);
			*from += n;
			return;
		}
	}
	/* Bare, each of these would begin something. */
	assert_null(strchr("<>&`_[]~$", sign[0]));
	if (sign[0] == '\\')
		sign[0] = *++*from;
	strcat(to, sign);
	++*from;
}

/* Reads a line that begins with "| " and ends with " |". */
static struct line
read_line(const char *text)
{
	struct line line = { .n = 0 };

	assert_true(*text == '|');
	for (text++; *text != '\0';) {
		char *cell = line.cells[line.n++];

		while (*text == ' ')
			text++;
		while (*text != '|') {
			assert_true(*text != '\0');
			read_sign(&text, cell);
		}
		text++;
		for (size_t n = strlen(cell); n > 0 && cell[n - 1] == ' '; n--)
			cell[n - 1] = '\0';
	}
	return line;
}

/* Reads the tables in `out`; returns the lines below their headers. */
static size_t
read_tables(const char *folder, struct line *ret_lines)
{
	char *text = scratch_read(folder, "out");
	size_t n = 0;
	size_t n_header = 0;
	size_t n_in_table = 0;
	char *rest = text;

	for (char *s = strsep(&rest, "\n"); s != NULL;
	     s = strsep(&rest, "\n")) {
		n_in_table = s[0] == '|' ? n_in_table + 1 : 0;
		if (n_in_table == 0)
			continue;

		const struct line line = read_line(s);
		if (n_in_table == 1)
			n_header = line.n;
		assert_int_equal(line.n, n_header);
		if (n_in_table == 2)
			assert_string_equal(line.cells[0], "---");
		if (n_in_table > 2)
			ret_lines[n++] = line;
	}
	free(text);
	return n;
}

TEST_GROUP(reports_create, scratch_destroy);

TEST(what_needs_an_answer_comes_first)
{
	static const char *const ORDER[] = { "**REGRESSION**", "**UNFIT**",
		"**INCONCLUSIVE**", "PASS" };
	struct line lines[8];

	assert_int_equal(reports_run(*state, "markdown", "judge mixed"), 1);
	program_assert_has(*state, "out",
	    "### slowpath: REGRESSION\n\n1 REGRESSION, 1 UNFIT, 1 "
	    "INCONCLUSIVE, 1 PASS; 6 not judged\n\n|");
	assert_int_equal(read_tables(*state, lines), 4);
	for (size_t i = 0; i < 4; i++)
		assert_string_equal(lines[i].cells[0], ORDER[i]);
	assert_string_equal(lines[0].cells[1], "mtx/slow/2/same-l3");
	assert_string_equal(lines[2].cells[4], "");
}

TEST(numbers_are_those_of_summary_csv)
{
	static const char *const COLUMNS[] = { "estimate_pct", "lower_pct",
		"upper_pct", "margin_pct" };
	struct line lines[8];

	assert_int_equal(reports_run(*state, "markdown", "judge slow"), 1);
	assert_int_equal(read_tables(*state, lines), 1);
	for (size_t i = 0; i < 4; i++) {
		char *cell =
		    reports_cell(*state, "slow/summary.csv", 1, COLUMNS[i]);
		char text[32];

		snprintf(text, sizeof(text), "%+.3f", strtod(cell, NULL));
		assert_string_equal(lines[0].cells[3 + i], text);
		free(cell);
	}
}

TEST(a_comparison_begins_with_what_the_audit_found)
{
	struct line lines[8];

	assert_int_equal(reports_run(*state, "markdown", "compare old new"), 1);
	assert_int_equal(read_tables(*state, lines), 3);
	assert_string_equal(lines[0].cells[1], "mtx/lock/global/hard/code");
	assert_string_equal(lines[1].cells[1], "mtx/lock/global/hard/mine");
	assert_string_equal(lines[1].cells[2], "instructions");
	assert_string_equal(lines[1].cells[3], "25");
	assert_string_equal(lines[1].cells[4], "26");
	assert_string_equal(lines[2].cells[0], "PASS");
}

TEST(hostile_texts_come_back_as_they_were)
{
	struct line lines[8];

	assert_int_equal(reports_run(*state, "markdown", "judge hostile"), 4);
	assert_int_equal(read_tables(*state, lines), 1);
	assert_string_equal(lines[0].cells[1], REPORTS_HOSTILE_ROW);
	assert_string_equal(lines[0].cells[2], REPORTS_HOSTILE_ARM);
	assert_string_equal(lines[0].cells[7], REPORTS_HOSTILE_REASON);
}
