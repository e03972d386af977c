/* SPDX-License-Identifier: BSD-2-Clause */
/* raw_csv: see raw_csv.h. */
#include "analysis/report/raw_csv.h"

#include "analysis/report/offsets.h"
#include "base/csv/reader.h"
#include "base/formats/formats.h"
#include "base/formats/words.h"

const char *
role_name(enum role role)
{
	return words_role.words[role].text;
}

const char *
promise_name(enum promise promise)
{
	return words_slow_path.words[promise].text;
}

int
raw_csv_open(const char *path, struct csv_reader **ret_in, struct reason *why)
{
	return csv_reader_open(path, &format_raw.csv, ret_in, why);
}

static int
read_names(
    const struct csv_reader *in, struct raw_slice *slice, struct reason *why)
{
	const int role =
	    word_read(in, slice->fields, SLICE_ROLE, &words_role, why);
	if (role < 0)
		return role;
	slice->role = (enum role)role;

	const int promise = word_read(
	    in, slice->fields, SLICE_SLOW_PATH, &words_slow_path, why);
	if (promise < 0)
		return promise;
	slice->promise = (enum promise)promise;

	if (slice->fields[SLICE_CHECK].text[0] == '\0' &&
	    slice->role != ROLE_REF)
		return csv_reader_fail(
		    in, SLICE_CHECK, why, "the name of a check");
	return 0;
}

static int
check_numbers(const struct csv_reader *in, const struct raw_slice *slice,
    struct reason *why)
{
	static const enum slice_column POSITIVE[] = {
		SLICE_THREADS,
		SLICE_OPS,
		SLICE_WALL_NS,
	};
	const struct csv_field *fields = slice->fields;

	for (size_t i = 0; i < sizeof(POSITIVE) / sizeof(POSITIVE[0]); i++) {
		if (fields[POSITIVE[i]].count == 0)
			return csv_reader_fail(
			    in, POSITIVE[i], why, "a number above 0");
	}
	if (fields[SLICE_OFFSET].count >= OFFSETS_ALL)
		return csv_reader_fail(in, SLICE_OFFSET, why,
		    "an offset from 0 to %d", OFFSETS_ALL - 1);
	if (fields[SLICE_HARD_ENTRIES].text[0] == '\0' &&
	    slice->role == ROLE_COUNT)
		return csv_reader_fail(in, SLICE_HARD_ENTRIES, why,
		    "a number, as the role is count");
	if (fields[SLICE_HARD_ENTRIES].text[0] != '\0' &&
	    slice->role != ROLE_COUNT)
		return csv_reader_fail(in, SLICE_HARD_ENTRIES, why,
		    "nothing, as the role is not count");
	return 0;
}

static int
read_validity(
    const struct csv_reader *in, struct raw_slice *slice, struct reason *why)
{
	const struct csv_field *fields = slice->fields;

	if (fields[SLICE_VALID].count > 1)
		return csv_reader_fail(in, SLICE_VALID, why, "0 or 1");
	slice->is_valid = fields[SLICE_VALID].count == 1;
	if (slice->is_valid && fields[SLICE_DROP_REASON].text[0] != '\0')
		return csv_reader_fail(in, SLICE_DROP_REASON, why,
		    "nothing, as the slice is valid");
	if (!slice->is_valid && fields[SLICE_DROP_REASON].text[0] == '\0')
		return csv_reader_fail(in, SLICE_DROP_REASON, why,
		    "a reason, as the slice is not valid");
	return 0;
}

int
raw_csv_next(
    struct csv_reader *in, struct raw_slice *ret_slice, struct reason *why)
{
	struct raw_slice slice = { 0 };
	int rc = csv_reader_next(in, &slice.fields, why);

	if (rc <= 0)
		return rc;
	rc = format_check_schema(&format_raw, in, slice.fields, why);
	if (rc == 0)
		rc = read_names(in, &slice, why);
	if (rc == 0)
		rc = check_numbers(in, &slice, why);
	if (rc == 0)
		rc = read_validity(in, &slice, why);
	if (rc < 0)
		return rc;
	*ret_slice = slice;
	return 1;
}
