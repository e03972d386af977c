/* SPDX-License-Identifier: BSD-2-Clause */
/* list: see list.h. */
#include "base/csv/list.h"

#include <string.h>

#include "base/csv/field.h"

bool
list_is_sound(const char *list)
{
	const size_t len = strlen(list);

	return len == 0 ||
	    (list[0] != ';' && list[len - 1] != ';' &&
	        strstr(list, ";;") == NULL);
}

bool
list_next(const char **list, struct item *ret_item)
{
	if (**list == '\0')
		return false;

	const char *end = strchrnul(*list, ';');
	*ret_item = (struct item){ *list, (size_t)(end - *list) };
	*list = *end == '\0' ? end : end + 1;
	return true;
}

size_t
list_count(const char *list)
{
	struct item item;
	size_t n = 0;

	while (list_next(&list, &item))
		n++;
	return n;
}

bool
list_has(const char *list, const char *text)
{
	const size_t len = strlen(text);
	struct item item;

	while (list_next(&list, &item)) {
		if (item.len == len && memcmp(item.text, text, len) == 0)
			return true;
	}
	return false;
}

bool
list_parse_count(const struct item *item, uint64_t *ret_count)
{
	static const struct cell_column COLUMN = { "", CELL_COUNT,
		CELL_NEEDED };
	char text[32]; /* longer than the longest count */
	struct cell cell = { .text = text };

	if (item->len >= sizeof(text))
		return false;
	memcpy(text, item->text, item->len);
	text[item->len] = '\0';
	if (!cell_parse(&COLUMN, &cell))
		return false;
	*ret_count = cell.count;
	return true;
}
