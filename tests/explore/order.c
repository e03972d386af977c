/* SPDX-License-Identifier: BSD-2-Clause */
/* Vector clocks; a clock's own entry is raised by each release. */
#include "order.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CELL_BYTES 4

/* Empty unless of this interleaving: so that none must be wiped. */
struct cell {
	uint64_t interleaving;
	struct order_clock released; /* what an acquire of this word joins */
	struct order_clock read; /* when each thread last read it, plainly */
	struct order_clock written;
};

static unsigned char *world;
static size_t world_size;
static struct cell *cells;
static uint64_t interleaving;
static struct order_clock now[EXPLORE_THREADS_MAX];

void
order_world(void *base, size_t size)
{
	free(cells);
	cells = calloc(size / CELL_BYTES + 1, sizeof(*cells));
	if (cells == NULL) {
		perror("order_world");
		abort();
	}
	world = base;
	world_size = size;
}

void
order_start(void)
{
	interleaving++;
	memset(now, 0, sizeof(now));
	for (unsigned i = 0; i < EXPLORE_THREADS_MAX; i++)
		now[i].at[i] = 1;
}

static struct cell *
cell_of(const void *p)
{
	struct cell *cell =
	    &cells[(size_t)((const unsigned char *)p - world) / CELL_BYTES];

	if (cell->interleaving != interleaving) {
		memset(cell, 0, sizeof(*cell));
		cell->interleaving = interleaving;
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

/* Whether every entry of past but thread's own is known to thread. */
static bool
is_before(const struct order_clock *past, unsigned thread)
{
	for (unsigned i = 0; i < EXPLORE_THREADS_MAX; i++)
		if (i != thread && past->at[i] > now[thread].at[i])
			return false;
	return true;
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
