/* SPDX-License-Identifier: BSD-2-Clause */
/* The steps: what threads do to shared words, and how they wait for them. */
#include "explorer.h"

#include "order.h"

#include <limits.h>

static uintptr_t
read_word(const void *p, size_t size)
{
	return size == sizeof(uint32_t) ? *(const volatile uint32_t *)p
	                                : *(const volatile uintptr_t *)p;
}

void
explorer_write_word(void *p, size_t size, uintptr_t value)
{
	if (size == sizeof(uint32_t))
		*(volatile uint32_t *)p = (uint32_t)value;
	else
		*(volatile uintptr_t *)p = value;
}

/*
 * Comes before every access.  Returns whether a thread makes it: nobody watches
 * who sets the world up.
 */
static bool
begin(const void *p, size_t size)
{
	if (explorer_self == NULL)
		return false;
	if ((uintptr_t)p % size != 0 || !explorer_is_in_world(p, size))
		explorer_fail("a wild address was used");
	explorer_point();
	return true;
}

/* The same before what empties the thread's buffer and then reads memory. */
static bool
begin_change(const void *p, size_t size)
{
	if (!begin(p, size))
		return false;
	buffer_empty(explorer_number());
	buffer_look(p);
	return true;
}

static void
remember(const void *p, size_t size, uintptr_t value)
{
	struct explorer_thread *td = explorer_self;

	for (unsigned i = 0; i < td->n_seen && i < SEEN_MAX; i++)
		if (td->seen[i].p == p && td->seen[i].value == value)
			return;
	if (td->n_seen < SEEN_MAX)
		td->seen[td->n_seen] =
		    (struct seen){ .p = p, .size = size, .value = value };
	/* One more than there is room for says that something is missing. */
	if (td->n_seen <= SEEN_MAX)
		td->n_seen++;
}

bool
explorer_has_change(const struct explorer_thread *td)
{
	if (td->n_seen > SEEN_MAX)
		return true;
	for (unsigned i = 0; i < td->n_seen; i++)
		if (read_word(td->seen[i].p, td->seen[i].size) !=
		    td->seen[i].value)
			return true;
	return false;
}

uintptr_t
explore_load(const void *p, size_t size, enum explore_order order)
{
	uintptr_t value;

	if (!begin(p, size))
		return read_word(p, size);
	/* A thread's own store brings nothing that it does not know. */
	if (!buffer_find(p, &value)) {
		buffer_look(p);
		value = read_word(p, size);
		order_load(explorer_number(), p, order);
	}
	remember(p, size, value);
	explorer_note("load", p, value);
	return value;
}

void
explore_store(void *p, size_t size, uintptr_t value, enum explore_order order)
{
	if (!begin(p, size)) {
		explorer_write_word(p, size, value);
		return;
	}
	buffer_store(p, size, value, order);
	explorer_wrote();
	explorer_note("store", p, value);
}

bool
explore_cas(void *p, size_t size, uintptr_t old, uintptr_t new,
    enum explore_order order)
{
	const bool is_watched = begin_change(p, size);
	const uintptr_t value = read_word(p, size);

	if (value == old)
		explorer_write_word(p, size, new);
	if (!is_watched)
		return value == old;
	if (value == old) {
		order_change(explorer_number(), p, order);
		explorer_wrote();
		explorer_note("cas", p, new);
	} else {
		/* A failed one is a relaxed load, as in locks/atomic.h. */
		remember(p, size, value);
		explorer_note("cas that fails", p, value);
	}
	return value == old;
}

uintptr_t
explore_change(void *p, size_t size, uintptr_t keep, uintptr_t add,
    enum explore_order order)
{
	const bool is_watched = begin_change(p, size);
	const uintptr_t value = read_word(p, size);

	explorer_write_word(p, size, (value & keep) + add);
	if (is_watched) {
		order_change(explorer_number(), p, order);
		explorer_wrote();
		explorer_note("change", p, (value & keep) + add);
	}
	return value;
}

void
explore_wait_for_change(void)
{
	buffer_empty(explorer_number());
	explorer_self->state = STATE_WAITING;
	explorer_schedule();
	explorer_self->n_seen = 0;
	explorer_self->is_counted = false;
}

unsigned
explore_rounds(void)
{
	const bool is_over = explorer_self->gave_up;

	explorer_self->gave_up = false;
	explorer_self->is_counted = !is_over;
	return is_over ? 0 : UINT_MAX;
}

void
explore_sleep(const void *p, uint32_t value)
{
	if (!begin_change(p, sizeof(value)) ||
	    read_word(p, sizeof(value)) != value)
		return;
	explorer_note("sleep", p, value);
	explorer_self->state = STATE_ASLEEP;
	explorer_self->sleeps_on = p;
	explorer_self->asleep_since = explorer_clock();
	explorer_schedule();
	explorer_self->n_seen = 0;
}

void
explore_wake(const void *p)
{
	struct explorer_thread *longest = NULL;

	if (!begin(p, sizeof(uint32_t)))
		return;
	buffer_empty(explorer_number());
	explorer_note("wake", p, 0);
	for (unsigned i = 0; i < EXPLORE_THREADS_MAX; i++) {
		struct explorer_thread *td = &explorer_threads[i];

		if (td->state == STATE_ASLEEP && td->sleeps_on == p &&
		    (longest == NULL ||
		        td->asleep_since < longest->asleep_since))
			longest = td;
	}
	if (longest != NULL)
		longest->state = STATE_READY;
}

void
explore_pause(void)
{
	explorer_point();
	explorer_note("pause", NULL, 0);
}

unsigned
explore_number(void)
{
	return explorer_number();
}
