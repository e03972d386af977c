/* SPDX-License-Identifier: BSD-2-Clause */
/* Vector clocks; a clock's own entry is raised by each release. */
#include "order.h"

#include "checkpoint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CELL_BYTES 4

/* Empty unless of this interleaving: so that none must be wiped. */
struct cell {
	_Alignas(64) uint64_t interleaving; /* in one line: it is hot */
	uint64_t stretch; /* in which it was last written down, or changed */
	struct order_clock released; /* what an acquire of this word joins */
	struct order_clock read; /* when each thread last read it, plainly */
	struct order_clock written;
};

static unsigned char *world;
static size_t world_size;
static struct cell *cells;
static uint64_t interleaving;

/*
 * Cells as they were before they were changed, the last change last.  Between
 * two checkpoints, a stretch, each is written down once.
 */
struct change {
	struct cell *cell;
	struct cell before;
};

static struct change *changes;
static size_t n_changes;
static size_t n_room;
static uint64_t stretch;
static struct order_clock now[EXPLORE_THREADS_MAX];

void
order_world(void *base, size_t size)
{
	const size_t n = size / CELL_BYTES + 1;

	free(cells);
	n_changes = 0;
	cells = aligned_alloc(_Alignof(struct cell), n * sizeof(*cells));
	if (cells == NULL) {
		perror("order_world");
		abort();
	}
	memset(cells, 0, n * sizeof(*cells));
	world = base;
	world_size = size;
}

void
order_keep(void)
{
	checkpoint_keep(now, sizeof(now));
	checkpoint_keep(&interleaving, sizeof(interleaving));
	n_changes = 0;
}

size_t
order_mark(void)
{
	stretch++;
	return n_changes;
}

void
order_go_back(size_t mark)
{
	stretch++;
	while (n_changes > mark) {
		n_changes--;
		*changes[n_changes].cell = changes[n_changes].before;
	}
}

static void
write_down(struct cell *cell)
{
	if (n_changes == n_room) {
		n_room = 2 * n_room + 1024;
		changes = realloc(changes, n_room * sizeof(*changes));
		if (changes == NULL) {
			perror("order");
			abort();
		}
	}
	changes[n_changes++] = (struct change){ cell, *cell };
	cell->stretch = stretch;
}

void
order_start(void)
{
	static uint64_t n_started;

	interleaving = ++n_started;
	memset(now, 0, sizeof(now));
	for (unsigned i = 0; i < EXPLORE_THREADS_MAX; i++)
		now[i].at[i] = 1;
}

static struct cell *
cell_of(const void *p)
{
	struct cell *cell =
	    &cells[(size_t)((const unsigned char *)p - world) / CELL_BYTES];

	if (cell->stretch != stretch)
		write_down(cell);
	if (cell->interleaving != interleaving) {
		*cell = (struct cell){ .interleaving = interleaving,
			.stretch = stretch };
	}
	return cell;
}

static void
join(struct order_clock *to, const struct order_clock *from)
{
	for (unsigned i = 0; i < EXPLORE_THREADS_MAX; i++)
		if (to->at[i] < from->at[i])
			to->at[i] = from->at[i];
}

void
order_load(unsigned thread, const void *p, enum explore_order order)
{
	if (order & EXPLORE_ACQ)
		join(&now[thread], &cell_of(p)->released);
}

struct order_clock
order_release(unsigned thread, enum explore_order order)
{
	struct order_clock released = { { 0 } };

	if (order & EXPLORE_REL)
		released = now[thread];
	now[thread].at[thread] += (order & EXPLORE_REL) != 0;
	return released;
}

void
order_stored(const void *p, const struct order_clock *released)
{
	cell_of(p)->released = *released;
}

void
order_change(unsigned thread, const void *p, enum explore_order order)
{
	struct cell *cell = cell_of(p);

	order_load(thread, p, order);
	if (order & EXPLORE_REL) {
		join(&cell->released, &now[thread]);
		now[thread].at[thread]++;
	}
}

void
order_join_all(unsigned thread)
{
	for (unsigned i = 0; i < EXPLORE_THREADS_MAX; i++)
		join(&now[thread], &now[i]);
}

void
order_meet(unsigned thread, unsigned other)
{
	if (thread == other)
		return;
	join(&now[thread], &now[other]);
	join(&now[other], &now[thread]);
	now[thread].at[thread]++;
	now[other].at[other]++;
}

/*
 * Whether every entry of past is known to thread, which its own always is: its
 * clock is never less than it was.  Without a branch: it is asked all the time.
 */
static inline bool
is_before(const struct order_clock *past, unsigned thread)
{
	unsigned n_unknown = 0;

	for (unsigned i = 0; i < EXPLORE_THREADS_MAX; i++)
		n_unknown += past->at[i] > now[thread].at[i];
	return n_unknown == 0;
}

static bool
access_cell(unsigned thread, struct cell *cell, bool is_write)
{
	const uint32_t at = now[thread].at[thread];

	if (!is_before(&cell->written, thread) ||
	    (is_write && !is_before(&cell->read, thread)))
		return false;
	if (is_write)
		cell->written.at[thread] = at;
	else
		cell->read.at[thread] = at;
	return true;
}

bool
order_plain(unsigned thread, const void *p, size_t size, bool is_write)
{
	const unsigned char *from = p;

	if (from < world || from + size > world + world_size)
		return true;
	for (size_t i = 0; i < size; i += CELL_BYTES)
		if (!access_cell(thread, cell_of(from + i), is_write))
			return false;
	return true;
}
