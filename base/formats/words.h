/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * words: what may stand in the columns that hold one of a few words.
 *
 * The words stand once, in words.def.  Enums are made from it where they are
 * used: an enumerator is the index of its word.
 */
#ifndef BASE_FORMATS_WORDS_H
#define BASE_FORMATS_WORDS_H

#include "base/csv/reader.h"

#include <stddef.h>

struct word {
	const char *text; /* as in the file; of some lists the first is empty */
	const char *meaning;
};

struct word_list {
	const char *column; /* whose words these are */
	const struct word *words;
	size_t n;
};

extern const struct word_list words_role;
extern const struct word_list words_slow_path;
extern const struct word_list words_drop_reason;
extern const struct word_list words_status;
extern const struct word_list words_fast_path;
extern const struct word_list words_ending;
extern const struct word_list words_branch;
extern const struct word_list words_mode;
extern const struct word_list words_moment;
extern const struct word_list words_sync;
extern const struct word_list words_outcome;
extern const struct word_list words_block_file;
extern const struct word_list words_verdict;
extern const struct word_list words_reason_kind;
extern const struct word_list words_machines;

/* All of these, ended by NULL. */
extern const struct word_list *const words_all[];

/* Returns the index of the word `text`, or -1. */
int word_find(const struct word_list *list, const char *text);

/*
 * Writes the words to `ret_text`, as "this, that or another", cut to `size`
 * bytes: what a reader expected.
 */
void word_expected(const struct word_list *list, char *ret_text, size_t size);

/*
 * Reads the word in `column` of a row's `fields`, which `reader` read.  Returns
 * its index in `list`, or -EINVAL with the reason in `why`.
 */
int word_read(const struct csv_reader *reader, const struct csv_field *fields,
    size_t column, const struct word_list *list, struct reason *why);

#endif /* BASE_FORMATS_WORDS_H */
