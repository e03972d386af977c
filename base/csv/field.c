/* SPDX-License-Identifier: BSD-2-Clause */
/* field: see field.h. */
#include "base/csv/field.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool
parse_count(const char *text, uint64_t *ret_count)
{
	uint64_t count = 0;

	for (; *text != '\0'; text++) {
		const unsigned digit = (unsigned)*text - '0';

		if (digit > 9 || __builtin_mul_overflow(count, 10, &count) ||
		    __builtin_add_overflow(count, digit, &count))
			return false;
	}
	*ret_count = count;
	return true;
}

static bool
parse_decimal(const char *text, double *ret_decimal)
{
	char *end;
	const double value = strtod(text, &end);

	if (text[strspn(text, "0123456789.eE+-")] != '\0' || *end != '\0' ||
	    !isfinite(value))
		return false;
	*ret_decimal = value;
	return true;
}

bool
csv_field_parse(const struct csv_column *column, struct csv_field *field)
{
	if (field->text[0] == '\0')
		return column->presence != CSV_NEEDED;
	switch (column->kind) {
	case CSV_TEXT:
		return true;
	case CSV_COUNT:
		return parse_count(field->text, &field->count);
	case CSV_DECIMAL:
		return parse_decimal(field->text, &field->decimal);
	}
	return false;
}

const char *
csv_kind_expected(enum csv_kind kind)
{
	switch (kind) {
	case CSV_TEXT:
		return "some text";
	case CSV_COUNT:
		return "a whole number from 0 to 18446744073709551615";
	case CSV_DECIMAL:
		return "a decimal number, such as 0.05 for 5 %";
	}
	return NULL;
}

bool
csv_list_is_sound(const char *list)
{
	const size_t len = strlen(list);

	return len == 0 ||
	    (list[0] != ';' && list[len - 1] != ';' &&
	        strstr(list, ";;") == NULL);
}

bool
csv_list_next(const char **list, struct csv_item *ret_item)
{
	if (**list == '\0')
		return false;

	const char *end = strchrnul(*list, ';');
	*ret_item = (struct csv_item){ *list, (size_t)(end - *list) };
	*list = *end == '\0' ? end : end + 1;
	return true;
}

size_t
csv_list_count(const char *list)
{
	struct csv_item item;
	size_t n = 0;

	while (csv_list_next(&list, &item))
		n++;
	return n;
}

bool
csv_list_has(const char *list, const char *text)
{
	const size_t len = strlen(text);
	struct csv_item item;

	while (csv_list_next(&list, &item)) {
		if (item.len == len && memcmp(item.text, text, len) == 0)
			return true;
	}
	return false;
}

bool
csv_item_parse_count(const struct csv_item *item, uint64_t *ret_count)
{
	static const struct csv_column COLUMN = { "", CSV_COUNT, CSV_NEEDED };
	char text[32]; /* longer than the longest count */
	struct csv_field field = { .text = text };

	if (item->len >= sizeof(text))
		return false;
	memcpy(text, item->text, item->len);
	text[item->len] = '\0';
	if (!csv_field_parse(&COLUMN, &field))
		return false;
	*ret_count = field.count;
	return true;
}
