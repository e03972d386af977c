/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * panic: FreeBSD's of late 2011, with the mode that stops the other processors
 * first (panic_cpu.h, panic_tunable.h).
 *
 * The order of a panic (freebsd.md 3.2):
 *
 *   enter a spin section (mode off: a critical one)
 *   elect: 0 -> me by compare-and-swap; a thread that loses stops there
 *   [sync, if "before"]
 *   stop the others, and wait for all, but not for ever (mode on)
 *   set the stopped flag (mode on), then the panic's message
 *   [sync, if "after"], dump
 *   return a verdict: where a kernel would reset the machine
 *
 * A panic of the elected thread inside its own panic does none of this but the
 * section: it says so and returns, and the first panic goes on.  FreeBSD is
 * less kind: it resets the machine there, and the dump is lost (freebsd.md
 * 0.1).
 *
 * With the flag set the elected thread cannot block: every acquisition in a
 * hard path and every sleep returns at once (stop.h).  With the mode off only
 * lockmgr is faked, which asks for the message; the others go on.  FreeBSD then
 * left the section before the sync and the dump (freebsd.md 0.7); here they are
 * inside.
 *
 * From the election to the verdict nothing here allocates, and nothing takes a
 * lock.
 *
 * Follows: freebsd.md 3.2.
 */
#ifndef LOCKS_PANIC_H
#define LOCKS_PANIC_H

#include "locks/panic_cpu.h"
#include "locks/panic_tunable.h"
#include "locks/stop.h"

/*
 * How long a panic waits for the others: FreeBSD's 100,000,000 rounds of a spin
 * loop are about a second; a host's scheduler has to be waited for here.
 */
#define PANIC_TIMEOUT_NS 1000000000u

enum panic_kind {
	PANIC_DONE,
	PANIC_NESTED, /* inside a panic of the same thread */
	PANIC_LOST    /* another was elected; it let this one go */
};

struct panic_verdict {
	enum panic_kind kind;
	struct panic_stop stop; /* zeroes with the mode off */
	bool has_synced;
	bool has_dumped;
};

/*
 * Syncs or dumps: runs on the elected thread, with what is known by then and
 * `arg` of its setup.
 */
typedef void panic_hook(
    struct panic_cpu *me, const struct panic_verdict *so_far, void *arg);

struct panic_setup {
	struct panic_tunables tunables;
	uint64_t timeout_ns; /* PANIC_TIMEOUT_NS, unless there is a reason */
	panic_hook *sync;    /* may be NULL, as may dump */
	panic_hook *dump;
	void *arg;
	void (*print)(const char *text); /* must not allocate or lock */

	/*
	 * Each thread that panics calls it, once others can see that it does
	 * and before the election: tests have two of them meet here.  May be
	 * NULL.
	 */
	void (*before_election)(struct panic_cpu *me);
};

/*
 * Makes the process ready to panic; once more if it has panicked before and all
 * threads were released.  No thread may have joined.  *setup must stay.
 * Returns 0 or a negative errno.
 */
int panic_init(const struct panic_setup *setup);

/* Panics on *me, the calling thread's processor: see above. */
struct panic_verdict panic(struct panic_cpu *me, const char *message);

/* Returns what *cpu does.  Acquire: the context of a stopped one is there. */
enum panic_cpu_state panic_cpu_state(const struct panic_cpu *cpu);

/*
 * Takes back the stopped flag and the message, and lets all processors that
 * stand still go on (restart_cpus): for tests; FreeBSD's panic never did it.
 * The elected thread calls it.  All have to leave before the next panic_init().
 */
void panic_release(struct panic_cpu *me);

#endif /* LOCKS_PANIC_H */
