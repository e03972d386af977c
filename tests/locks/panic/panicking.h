/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What tests of the panic are made of: processors that count, one that panics,
 * hooks that note what they saw.
 */
#ifndef TESTS_LOCKS_PANICKING_H
#define TESTS_LOCKS_PANICKING_H

#include "locks/mtx.h"
#include "locks/panic.h"

#include <pthread.h>

/* How long somebody must not move who stands still. */
#define STILL_US 20000

/* Shorter where somebody will not answer. */
#define REFUSED_NS 50000000u

#define OTHERS 3

/* A processor that counts. */
struct counter {
	pthread_t thread;
	struct thread td;
	struct panic_cpu cpu;
	char name[PANIC_NAME_BYTES];
	struct mtx *held;     /* all the while, unless NULL */
	bool refuses;         /* the stop signal */
	atomic_word n;        /* rounds so far */
	atomic_word panics;   /* told to */
	atomic_word is_over;  /* told to end */
	atomic_word has_lost; /* its panic returned so */
};

extern struct counter others[OTHERS];
extern struct thread me;
extern struct panic_cpu my_cpu;
extern struct panic_setup setup;

/* What the hooks saw. */
struct noted {
	char printed[1024];
	unsigned n_syncs;
	unsigned n_dumps;
	unsigned n_told_before_dump;
	bool sync_saw_stopped;
	bool sync_saw_message;
	bool timeout_saw_stopped; /* the console's line of who did not answer */
	bool dump_saw_stopped;
	const char *dump_saw_message;
	struct panic_verdict nested;
	uintptr_t dump_saw_pc;
	unsigned n_foreign; /* allocations and mutexes, while watched */
};

extern struct noted noted;

/* The dump panics once more. */
extern bool panics_in_dump;

extern const struct panic_tunables mode_off;
extern const struct panic_tunables mode_on;

/* Makes everything new; for cmocka. */
int panicking_set_up(void **state);

/* Makes the calling thread a processor, "me", and starts the others. */
void panicking_start(struct panic_tunables tunables);

/* Panics on the calling thread, watched for what it must not do. */
struct panic_verdict panicking_panic(const char *message);

/* Ends the others, who go on running. */
void panicking_finish_others(void);

/* Releases everybody and ends. */
void panicking_finish(void);

void panicking_wait_until_counts(struct counter *c);
bool panicking_stands_still(struct counter *c);

/* True if the flag is set, in the thread's place and in the global one. */
bool panicking_is_flagged(void);

#endif /* TESTS_LOCKS_PANICKING_H */
