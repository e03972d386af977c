/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/formats/words.h"

#include <stdio.h>
#include <string.h>

#define WORD(id, word, meaning) { word, meaning },
#define LIST(column, words)                                     \
	{                                                       \
		column, words, sizeof(words) / sizeof(words[0]) \
	}

#define ROLE WORD
static const struct word role_words[] = {
#include "base/formats/words.def"
};
const struct word_list words_role = LIST("role", role_words);

#define SLOW_PATH WORD
static const struct word slow_path_words[] = {
#include "base/formats/words.def"
};
const struct word_list words_slow_path = LIST("slow_path", slow_path_words);

#define DROP_REASON WORD
static const struct word drop_reason_words[] = {
#include "base/formats/words.def"
};
const struct word_list words_drop_reason =
    LIST("drop_reason", drop_reason_words);

#define STATUS WORD
static const struct word status_words[] = {
#include "base/formats/words.def"
};
const struct word_list words_status = LIST("status", status_words);

#define FAST_PATH WORD
static const struct word fast_path_words[] = {
#include "base/formats/words.def"
};
const struct word_list words_fast_path = LIST("fast_path", fast_path_words);

#define ENDING WORD
static const struct word ending_words[] = {
#include "base/formats/words.def"
};
const struct word_list words_ending = LIST("ending", ending_words);

#define BRANCH WORD
static const struct word branch_words[] = {
#include "base/formats/words.def"
};
const struct word_list words_branch = LIST("branch", branch_words);

#define MODE WORD
static const struct word mode_words[] = {
#include "base/formats/words.def"
};
const struct word_list words_mode = LIST("mode", mode_words);

#define MOMENT           WORD
#define UNPLANNED_MOMENT WORD
static const struct word moment_words[] = {
#include "base/formats/words.def"
};
const struct word_list words_moment = LIST("moment", moment_words);

#define SYNC WORD
static const struct word sync_words[] = {
#include "base/formats/words.def"
};
const struct word_list words_sync = LIST("sync", sync_words);

#define OUTCOME WORD
static const struct word outcome_words[] = {
#include "base/formats/words.def"
};
const struct word_list words_outcome = LIST("outcome", outcome_words);

#define BLOCK_FILE WORD
static const struct word block_file_words[] = {
#include "base/formats/words.def"
};
const struct word_list words_block_file = LIST("block_file", block_file_words);

#define VERDICT WORD
static const struct word verdict_words[] = {
#include "base/formats/words.def"
};
const struct word_list words_verdict = LIST("verdict", verdict_words);

#define REASON_KIND WORD
static const struct word reason_kind_words[] = {
#include "base/formats/words.def"
};
const struct word_list words_reason_kind =
    LIST("reason_kind", reason_kind_words);

#define MACHINES WORD
static const struct word machines_words[] = {
#include "base/formats/words.def"
};
const struct word_list words_machines = LIST("machines", machines_words);

const struct word_list *const words_all[] = {
	&words_role,
	&words_slow_path,
	&words_drop_reason,
	&words_status,
	&words_fast_path,
	&words_ending,
	&words_branch,
	&words_mode,
	&words_moment,
	&words_sync,
	&words_outcome,
	&words_block_file,
	&words_verdict,
	&words_reason_kind,
	&words_machines,
	NULL,
};

int
word_find(const struct word_list *list, const char *text)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->words[i].text, text) == 0)
			return (int)i;
	return -1;
}

void
word_expected(const struct word_list *list, char *ret_text, size_t size)
{
	size_t used = 0;

	ret_text[0] = '\0';
	for (size_t i = 0; i < list->n && used < size; i++)
		used += (size_t)snprintf(ret_text + used, size - used, "%s%s",
		    i == 0                ? ""
		        : i + 1 < list->n ? ", "
		                          : " or ",
		    list->words[i].text);
}

int
word_read(const struct csv_reader *reader, const struct csv_field *fields,
    size_t column, const struct word_list *list, struct reason *why)
{
	const int i = word_find(list, fields[column].text);
	char expected[128];

	if (i >= 0)
		return i;
	word_expected(list, expected, sizeof(expected));
	return csv_reader_fail(reader, column, why, "%s", expected);
}
