/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * panic: FreeBSD's of late 2011, with the mode that stops the other processors
 * first.  A processor is a thread here: it joins, and has a name.
 *
 *   kern.stop_scheduler_on_panic  0 (default: as committed in December 2011)
 *                                 or 1: stop the others, then fake the locks
 *   kern.sync_on_panic            0 (default) or 1: write back before the dump
 *   kern.sync_order               ours: where the sync stands, "after" the stop
 *                                 (default) or "before" it, once it is sure
 *                                 that one processor is in panic
 *
 * The order of a panic (freebsd.md 3.2):
 *
 *   enter a spin section (mode off: a critical one)
 *   elect: 0 -> me by compare-and-swap; who loses stops there
 *   [sync, if "before"]
 *   stop the others: a signal to each, whose handler saves the context, says so
 *     and stands still; wait for all, but not for ever (mode on)
 *   set the stopped flag (mode on), then the panic's message
 *   [sync, if "after"], dump
 *   return a verdict: where a kernel would reset the machine
 *
 * A panic of the elected inside its own panic does none of this but the section:
 * it says so and returns.  FreeBSD would reset the machine there, without a dump;
 * here the panic that it happened in goes on.
 *
 * With the flag set the elected thread cannot block: every acquisition in a hard
 * path and every sleep returns at once (stop.h).  With the mode off nothing is
 * faked but what asks for the message, lockmgr: the others go on.
 *
 * From the election to the verdict nothing here allocates, and nothing takes a
 * lock.  NMI's place is taken by a real-time signal on a stack of its own, which
 * no processor may block; who does so all the same goes on running, as one that
 * never answers did in FreeBSD.
 *
 * Follows: freebsd.md 3.2, 3.5, 3.6.
 */
#ifndef LOCKS_PANIC_H
#define LOCKS_PANIC_H

#include "locks/stop.h"

#define PANIC_CPUS_MAX   256
#define PANIC_NAME_BYTES 16

/* For a handler that calls little, with AMX's registers on it as well. */
#define PANIC_STACK_BYTES (32 * 1024)

/*
 * How long a panic waits for the others: FreeBSD's 100,000,000 rounds of a spin
 * loop are about a second; a host's scheduler has to be waited for here.
 */
#define PANIC_TIMEOUT_NS 1000000000u

/* x86-64: sixteen and the flags; arm64: x0 to x30 and the state. */
#define PANIC_REGISTERS 32

/* What a processor was doing when it stopped, or where it called panic(). */
struct panic_context {
	uintptr_t pc;
	uintptr_t sp;
	uint64_t registers[PANIC_REGISTERS]; /* the host's order; unused: 0 */
};

enum panic_cpu_state {
	PANIC_CPU_RUNNING,    /* it was not told to stop */
	PANIC_CPU_UNANSWERED, /* it was, and has not answered */
	PANIC_CPU_STOPPED,    /* it has: its context is saved */
	PANIC_CPU_LOST,       /* it panicked too, and stopped there */
	PANIC_CPU_ELECTED,    /* it runs the panic */
};

/* A processor: memory of the thread that joins, zeroed. */
struct panic_cpu {
	char name[PANIC_NAME_BYTES];
	struct thread *td;
	long tid;
	bool is_told;      /* to stop; this and the next are the elected's */
	bool has_answered; /* in time; it may have stopped since */
	atomic_word has_lost;
	/* Written by its handler before is_stopped (release). */
	struct panic_context context;
	uint64_t stopped_ns; /* CLOCK_MONOTONIC, when it answered */
	atomic_word is_stopped;
	_Alignas(LINE_BYTES) unsigned char stack[PANIC_STACK_BYTES];
};

struct panic_tunables {
	bool stop_scheduler_on_panic;
	bool sync_on_panic;
	bool syncs_before_stop; /* kern.sync_order is "before" */
};

/* One of these by its name, with what turns it off, the default, and on. */
struct panic_tunable {
	const char *name;
	const char *off;
	const char *on;
};

enum panic_kind {
	PANIC_DONE,
	PANIC_NESTED, /* inside a panic of the same thread */
	PANIC_LOST    /* another was elected; it let this one go */
};

struct panic_verdict {
	enum panic_kind kind;
	unsigned n_told;       /* to stop */
	unsigned n_stopped;    /* of these, in time */
	uint64_t signalled_ns; /* CLOCK_MONOTONIC, before the first was told */
	bool has_synced;
	bool has_dumped;
};

/*
 * Does what a panic is for; on the elected thread, with what is known by then and
 * arg from its setup.
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
};

/*
 * Sets the tunable called name, "kern.sync_on_panic", to what value says.  Returns
 * 0; -ENOENT if there is none of this name, -EINVAL if it cannot have this
 * value, and *tunables is as it was.
 */
int panic_tune(
    struct panic_tunables *tunables, const char *name, const char *value);

/* Tells tunable i; returns false after the last. */
bool panic_tunable(unsigned i, struct panic_tunable *ret);

/* What is wrong with this combination, in plain words; NULL if nothing is. */
const char *panic_warning(const struct panic_tunables *tunables);

/*
 * Makes the process ready to panic, once more if it has panicked before and
 * everybody was released.  No thread may have joined.  *setup is kept.  Returns 0
 * or a negative errno.
 */
int panic_init(const struct panic_setup *setup);

/*
 * Makes the calling thread, which runs *td, the processor *cpu, and lets the stop
 * signal through.  Who joins while others are being stopped may go on running.
 * Returns 0; -EAGAIN if PANIC_CPUS_MAX have joined; or another negative errno.
 */
int panic_join(struct panic_cpu *cpu, const char *name, struct thread *td);

/* Takes the calling thread, which joined as *cpu, out again. */
void panic_leave(struct panic_cpu *cpu);

/* Panics on *me, the calling thread's processor: see above. */
struct panic_verdict panic(struct panic_cpu *me, const char *message);

/* Processor i, in the order of joining; NULL after the last. */
struct panic_cpu *panic_cpu(unsigned i);

/* What *cpu does; acquire, if stopped: its context is there then. */
enum panic_cpu_state panic_cpu_state(const struct panic_cpu *cpu);

/*
 * Takes back the stopped flag and the message, and lets everybody go on who
 * stands still (restart_cpus): for tests.  Called by the elected; FreeBSD's panic
 * never did it.  Everybody has to leave before the next panic_init().
 */
void panic_release(struct panic_cpu *me);

#endif /* LOCKS_PANIC_H */
