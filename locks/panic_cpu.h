/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * panic_cpu: the processors that a panic stops.  A processor is a thread here:
 * it joins, and has a name.
 *
 * A real-time signal on a stack of its own takes the NMI's place.  No processor
 * may block it; one that does goes on running, as one that never answered did
 * in FreeBSD.
 *
 * Follows: freebsd.md 3.5.
 */
#ifndef LOCKS_PANIC_CPU_H
#define LOCKS_PANIC_CPU_H

#include "locks/thread.h"

#define PANIC_CPUS_MAX   256
#define PANIC_NAME_BYTES 16

/* For a handler that calls little, with AMX's registers on it as well. */
#define PANIC_STACK_BYTES (32 * 1024)

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
	PANIC_CPU_UNANSWERED, /* it was to be, and has not answered */
	PANIC_CPU_STOPPED,    /* it has answered: its context is saved */
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
	/* Set before the election: a stop may come at any step of it. */
	atomic_word has_panicked;
	/* Written by its handler before is_stopped (release). */
	struct panic_context context;
	uint64_t stopped_ns; /* CLOCK_MONOTONIC, when it answered */
	atomic_word is_stopped;
	_Alignas(LINE_BYTES) unsigned char stack[PANIC_STACK_BYTES];
};

/* What became of stopping the others; times are CLOCK_MONOTONIC. */
struct panic_stop {
	unsigned n_told;       /* to stop, or to be told */
	unsigned n_stopped;    /* of these, in time */
	uint64_t signalled_ns; /* before the first was told */
	uint64_t seen_ns;      /* the last was seen, or waited for no more */
};

/*
 * Makes the calling thread, which runs *td, the processor *cpu, and lets the
 * stop signal through.  A thread that joins while others are being stopped may
 * go on running.  Returns 0; -EAGAIN if PANIC_CPUS_MAX have joined; or another
 * negative errno.
 */
int panic_join(struct panic_cpu *cpu, const char *name, struct thread *td);

/* Takes the calling thread, which joined as *cpu, out again. */
void panic_leave(struct panic_cpu *cpu);

/* Processor i, in the order of joining; NULL after the last. */
struct panic_cpu *panic_cpu(unsigned i);

/*
 * Spins until *at is set (acquire), at most until `until_ns` of
 * CLOCK_MONOTONIC.  It rests now and then: the thread that sets *at may wait
 * for this very processor of the host.  Returns whether *at was set.
 */
bool panic_cpu_wait(const atomic_word *at, uint64_t until_ns);

/* --- for panic.c alone --- */

/* Takes the signal; no thread has joined.  Returns 0 or a negative errno. */
int panic_cpu_init(void);

/*
 * Stops all but *me (stop_cpus_hard): a signal to each, whose handler saves the
 * context, says so and stands still.  Sending and waiting take `timeout_ns` at
 * most, together.  Prints the names of the processors that could not be told or
 * did not answer.
 */
struct panic_stop panic_cpu_stop_others(const struct panic_cpu *me,
    uint64_t timeout_ns, void (*print)(const char *text));

/* Stands still until panic_cpu_release(). */
void panic_cpu_park(void);

/* Lets all processors that stand still go on (restart_cpus). */
void panic_cpu_release(void);

#endif /* LOCKS_PANIC_CPU_H */
