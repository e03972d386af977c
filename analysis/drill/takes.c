/* SPDX-License-Identifier: BSD-2-Clause */
/* takes: see takes.h. */
#include "analysis/drill/takes.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv/field.h"

static int
compare(const struct csv_item *item, const char *lock)
{
	const int order = strncmp(item->text, lock, item->len);

	/* `lock` may go on where the item ends. */
	return order != 0 || lock[item->len] == '\0' ? order : -1;
}

/* Returns the index of the first take that is not before `item`. */
static size_t
find_place(const struct takes *t, const struct csv_item *item)
{
	size_t low = 0;
	size_t high = t->n;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;

		if (compare(item, t->list[middle].lock) > 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Returns the take of the lock `item`, new if need be, or NULL. */
static struct take *
find_take(struct takes *t, const struct csv_item *item)
{
	const size_t place = find_place(t, item);

	if (place < t->n && compare(item, t->list[place].lock) == 0)
		return &t->list[place];

	struct take *list = reallocarray(t->list, t->n + 1, sizeof(*list));
	if (list == NULL)
		return NULL;
	t->list = list;

	char *lock = strndup(item->text, item->len);
	if (lock == NULL)
		return NULL;
	memmove(&list[place + 1], &list[place], (t->n - place) * sizeof(*list));
	list[place] = (struct take){ .lock = lock };
	t->n++;
	return &list[place];
}

int
takes_add(struct takes *t, const struct panic *panic)
{
	const char *real = panic->fields[PANIC_REAL].text;
	const char *faked = panic->fields[PANIC_FAKED].text;
	struct csv_item item;

	while (csv_list_next(&real, &item)) {
		struct take *take = find_take(t, &item);

		if (take == NULL)
			return -ENOMEM;
		take->n_real[panic->mode]++;
	}
	while (csv_list_next(&faked, &item)) {
		struct take *take = find_take(t, &item);

		if (take == NULL)
			return -ENOMEM;
		take->n_faked[panic->mode]++;
	}
	return 0;
}

void
takes_fini(struct takes *t)
{
	for (size_t i = 0; i < t->n; i++)
		free(t->list[i].lock);
	free(t->list);
}
