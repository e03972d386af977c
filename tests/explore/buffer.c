/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Store buffers: what a thread has stored is seen by itself at once and by
 * others when it leaves the buffer, first in, first out, as on x86.  It has
 * left when the thread comes to a read-modify-write, a wait, a sleep or its
 * end, or is met.
 *
 * When it leaves otherwise, nobody can tell before somebody looks: so the
 * choice is taken there, where another thread reads the word, and only there.
 * That it is still in the buffer is at the price of a preemption.
 *
 * Not seen: stores of one thread that change places, and a read-modify-write
 * that leaves the buffer as it is, which arm64 has both; and who waits for a
 * change of a word, goes on when the store has left.
 */
#include "checkpoint.h"
#include "explorer.h"
#include "order.h"
#include "trail.h"

/* Stores between two of what empties a buffer. */
#define STORES_MAX 32

struct store {
	void *p;
	size_t size;
	uintptr_t value;
	struct order_clock released;
};

struct buffer {
	struct store stores[STORES_MAX];
	unsigned first;
	unsigned end;
};

static struct buffer buffers[EXPLORE_THREADS_MAX];
static bool is_on;

void
explore_buffer_stores(void)
{
	is_on = true;
}

void
buffer_turn_off(void)
{
	is_on = false;
}

void
buffer_start(void)
{
	for (unsigned i = 0; i < EXPLORE_THREADS_MAX; i++)
		buffers[i].first = buffers[i].end = 0;
}

void
buffer_keep(void)
{
	if (is_on)
		checkpoint_keep(buffers, sizeof(buffers));
}

/* The oldest leaves. */
static void
leave(struct buffer *b)
{
	const struct store *s = &b->stores[b->first++];

	explorer_write_word(s->p, s->size, s->value);
	order_stored(s->p, &s->released);
}

void
buffer_empty(unsigned thread)
{
	struct buffer *b = &buffers[thread];

	while (b->first < b->end)
		leave(b);
	b->first = b->end = 0;
}

void
buffer_store(void *p, size_t size, uintptr_t value, enum explore_order order)
{
	const unsigned self = explorer_number();
	struct buffer *b = &buffers[self];

	if (b->end == STORES_MAX)
		buffer_empty(self);
	b->stores[b->end++] = (struct store){
		.p = p,
		.size = size,
		.value = value,
		.released = order_release(self, order),
	};
	/* When all others stand still, nobody looks and nothing is chosen. */
	if (!is_on || explorer_run.is_alone)
		buffer_empty(self);
}

bool
buffer_find(const void *p, uintptr_t *ret_value)
{
	const struct buffer *b = &buffers[explorer_number()];

	for (unsigned i = b->end; i-- > b->first;)
		if (b->stores[i].p == p) {
			*ret_value = b->stores[i].value;
			return true;
		}
	return false;
}

/* The place after the oldest store to p, or 0 if there is none. */
static unsigned
find_oldest(const struct buffer *b, const void *p)
{
	for (unsigned i = b->first; i < b->end; i++)
		if (b->stores[i].p == p)
			return i + 1;
	return 0;
}

/* Whether the store that another is about to see may be seen not yet. */
static bool
stays(const void *p)
{
	if (explorer_run.n_preemptions == explorer_run.bound ||
	    trail_choose(2) == 0)
		return false;
	explorer_run.n_preemptions++;
	explorer_note("does not see yet", p, 0);
	return true;
}

void
buffer_look(const void *p)
{
	for (unsigned i = 0; i < EXPLORE_THREADS_MAX; i++) {
		struct buffer *b = &buffers[i];
		unsigned oldest;

		if (i == explorer_number())
			continue;
		while ((oldest = find_oldest(b, p)) != 0 && !stays(p))
			while (b->first < oldest)
				leave(b);
	}
}

void
explore_meet(unsigned threads)
{
	explorer_point();
	explorer_note("meet", NULL, threads);
	buffer_empty(explorer_number());
	for (unsigned i = 0; i < EXPLORE_THREADS_MAX; i++)
		if ((threads >> i & 1) != 0) {
			buffer_empty(i);
			order_meet(explorer_number(), i);
		}
}
