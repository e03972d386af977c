/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A checkpoint is a copy of what is kept and of the stacks of the coroutines,
 * as far as they are in use.  It is made outside of all of them, so that each
 * stack stands still: who takes one goes there and comes back.
 */
#include "checkpoint.h"

#include "coroutine.h"
#include "explorer.h"
#include "order.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REGIONS_MAX 16

struct region {
	void *at;
	size_t size;
};

struct checkpoint {
	void *stack_pointer;
	struct region regions[REGIONS_MAX];
	unsigned n_regions;
	size_t order_mark;
	unsigned char *bytes;
	size_t capacity;
};

static struct region kept[REGIONS_MAX];
static unsigned n_kept;

/* One for each choice of the interleaving, and room for longer ones. */
static struct checkpoint *checkpoints;
static unsigned n_room;

/* What the coroutine that left last wants. */
static struct {
	bool is_wanted;
	unsigned number;
	void *stack_pointer;
} request;

/* Returns p, which was allocated, unless it is NULL. */
static void *
or_abort(void *p)
{
	if (p == NULL) {
		perror("explorer: checkpoint");
		abort();
	}
	return p;
}

void
checkpoint_init(void)
{
	n_kept = 0;
}

void
checkpoint_keep(void *p, size_t size)
{
	if (n_kept == REGIONS_MAX) {
		fprintf(stderr, "explorer: too much is to be kept\n");
		abort();
	}
	kept[n_kept++] = (struct region){ p, size };
}

void
checkpoint_take(unsigned number)
{
	request.is_wanted = true;
	request.number = number;
	coroutine_change(
	    &request.stack_pointer, explorer_run.main_stack_pointer);
}

/* Returns checkpoint number number, with room for it. */
static struct checkpoint *
at(unsigned number)
{
	const unsigned n_more = 64;

	if (number >= n_room) {
		const unsigned n = number + n_more;

		checkpoints =
		    or_abort(realloc(checkpoints, n * sizeof(*checkpoints)));
		memset(checkpoints + n_room, 0,
		    (n - n_room) * sizeof(*checkpoints));
		n_room = n;
	}
	return &checkpoints[number];
}

static void
add_region(struct checkpoint *c, void *p, size_t size)
{
	if (c->n_regions == REGIONS_MAX) {
		fprintf(stderr, "explorer: a checkpoint has too many parts\n");
		abort();
	}
	c->regions[c->n_regions++] = (struct region){ p, size };
}

/* Lists what belongs to *c, and makes room for it. */
static void
list_regions(struct checkpoint *c)
{
	size_t size = 0;

	c->n_regions = 0;
	for (unsigned i = 0; i < n_kept; i++)
		add_region(c, kept[i].at, kept[i].size);
	for (unsigned i = 0; i <= explorer_run.now->n_threads; i++) {
		const struct explorer_thread *td = &explorer_threads[i];
		const bool is_self = td == explorer_self;
		unsigned char *from =
		    is_self ? c->stack_pointer : td->stack_pointer;

		/* One that has ended still chooses who goes on. */
		if (is_self || td->state != STATE_ENDED)
			add_region(c, from, (size_t)(td->stack_end - from));
	}
	if (explorer_self == NULL) {
		unsigned char *from = c->stack_pointer;

		add_region(
		    c, from, (size_t)(explorer_run.first_stack_end - from));
	}
	for (unsigned i = 0; i < c->n_regions; i++)
		size += c->regions[i].size;
	if (size > c->capacity) {
		c->bytes = or_abort(realloc(c->bytes, size));
		c->capacity = size;
	}
}

static void
make(struct checkpoint *c)
{
	unsigned char *to;

	c->stack_pointer = request.stack_pointer;
	list_regions(c);
	to = c->bytes;
	for (unsigned i = 0; i < c->n_regions; i++) {
		memcpy(to, c->regions[i].at, c->regions[i].size);
		to += c->regions[i].size;
	}
	c->order_mark = order_mark();
}

static void
go_back(const struct checkpoint *c)
{
	const unsigned char *from = c->bytes;

	for (unsigned i = 0; i < c->n_regions; i++) {
		memcpy(c->regions[i].at, from, c->regions[i].size);
		from += c->regions[i].size;
	}
	order_go_back(c->order_mark);
}

void
checkpoint_run(void *stack_pointer)
{
	for (;;) {
		request.is_wanted = false;
		coroutine_change(
		    &explorer_run.main_stack_pointer, stack_pointer);
		if (!request.is_wanted)
			return;
		make(at(request.number));
		stack_pointer = request.stack_pointer;
	}
}

void
checkpoint_run_from(unsigned number)
{
	const struct checkpoint *c = at(number);

	go_back(c);
	checkpoint_run(c->stack_pointer);
}
