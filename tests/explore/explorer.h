/* SPDX-License-Identifier: BSD-2-Clause */
/* What the explorer's own parts say to each other. */
#ifndef TESTS_EXPLORE_EXPLORER_H
#define TESTS_EXPLORE_EXPLORER_H

#include "explore.h"

/* What a thread may read between two waits; more, and it waits for nothing. */
#define SEEN_MAX 16

struct seen {
	const void *p;
	size_t size;
	uintptr_t value;
};

enum explorer_state {
	STATE_READY,
	STATE_WAITING, /* for a change of what it has seen */
	STATE_ASLEEP,  /* until woken */
	STATE_ENDED
};

struct explorer_thread {
	void *stack_pointer;
	unsigned char *stack_end;
	enum explorer_state state;
	bool is_fresh;   /* has not come to its first step */
	bool has_woken;  /* from a sleep for no reason */
	bool is_counted; /* its next wait is of a loop that counts rounds */
	bool gave_up;    /* its last wait ended without a change */
	unsigned n_seen;
	struct seen seen[SEEN_MAX];
	const void *sleeps_on;
	uint64_t asleep_since;
};

/* The case and its interleaving. */
struct explorer_run {
	const struct explore_case *now;
	void *main_stack_pointer;
	/* Of the stack on which it is chosen who goes first. */
	unsigned char *first_stack_end;
	const char *failure;
	unsigned bound;
	unsigned n_preemptions;
	bool is_alone; /* the others were stopped */
};

extern struct explorer_run explorer_run;

/* The thread that runs; NULL while the world is set up. */
extern struct explorer_thread *explorer_self;

extern struct explorer_thread explorer_threads[EXPLORE_THREADS_MAX];

/* Number of the thread that runs, of which there must be one. */
static inline unsigned
explorer_number(void)
{
	return (unsigned)(explorer_self - explorer_threads);
}

/* The thread that runs at_end comes after all others, and is one more. */
static inline bool
explorer_is_last(unsigned thread)
{
	return thread == explorer_run.now->n_threads;
}

/* Whether *td waits for a change and one has come (words.c). */
bool explorer_has_change(const struct explorer_thread *td);

/* The word in memory, whatever buffers hold. */
void explorer_write_word(void *p, size_t size, uintptr_t value);

/* Before each step: here another thread may go first, or the interrupt come. */
void explorer_point(void);

/*
 * Lets somebody go on, the caller or another; returns when it is the caller's
 * turn, which the caller's state may put off.  Before all threads, from a
 * coroutine of its own, it does not return.
 */
void explorer_schedule(void);

/* Ends the interleaving, from within a thread. */
_Noreturn void explorer_leave(void);

/* The caller has written: what it saw before is no reason to wait. */
void explorer_wrote(void);

/* Notes the step that was taken, for the reader of a failure. */
void explorer_note(const char *what, const void *p, uintptr_t value);

/* Steps taken so far in this interleaving. */
uint64_t explorer_clock(void);

/* True if the size bytes at p are in the world. */
bool explorer_is_in_world(const void *p, size_t size);

/* Ends the interleaving with failure, a phrase that stays. */
_Noreturn void explorer_fail(const char *failure);

/* A plain access by whatever runs: no step, but it may be a race. */
void explorer_plain_access(const void *p, size_t size, bool is_write);

/* --- store buffers (buffer.c) --- */

/* No store is buffered until the case's set_up asks for it. */
void buffer_turn_off(void);

/* Starts an interleaving: every buffer is empty. */
void buffer_start(void);

/* The buffers belong to the checkpoints, if there are any (checkpoint.h). */
void buffer_keep(void);

/* Stores for the running thread, into its buffer if there are any. */
void buffer_store(
    void *p, size_t size, uintptr_t value, enum explore_order order);

/* Says what the running thread has stored to p last, if it is in its buffer. */
bool buffer_find(const void *p, uintptr_t *ret_value);

/*
 * Before the running thread reads p: what others have stored there may leave.
 */
void buffer_look(const void *p);

/* All that thread has stored is seen. */
void buffer_empty(unsigned thread);

#endif /* TESTS_EXPLORE_EXPLORER_H */
