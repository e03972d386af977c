/* SPDX-License-Identifier: BSD-2-Clause */
/* A tracee from inside: for tracee.c and tracee_run.c. */
#ifndef BENCH_AUDIT_TRACE_TRACEE_PRIVATE_H
#define BENCH_AUDIT_TRACE_TRACEE_PRIVATE_H

#include "bench/audit/decode/regs.h"
#include "bench/audit/trace/tracee.h"

/* An address that is never mapped: where calls return to. */
#define TRACEE_END ((uint64_t)16)

#define TRACEE_STACK_BYTES (64 * 1024)

struct tracee_memory {
	struct arm_site site;
	_Alignas(128) unsigned char threads[N_ACTORS][ARM_THREAD_BYTES];
	/* What comes here is not put back. */
	_Alignas(4096) unsigned char stacks[N_ACTORS][TRACEE_STACK_BYTES];
};

/*
 * Memory where no library is put: it is at the same address in each child, so
 * that addresses are hashed alike.
 */
#define TRACEE_MEMORY ((struct tracee_memory *)0x100000000000)

/* The memory of an actor's thread. */
static inline struct thread *
tracee_thread(enum actor actor)
{
	return (struct thread *)TRACEE_MEMORY->threads[actor];
}

/* Memory that is put back. */
struct tracee_part {
	uint64_t address;
	size_t n_bytes;
	unsigned char *bytes;
};

/* The first part begins with the lock. */
struct tracee {
	const struct arm *arm;
	struct listing_from from;
	enum actor self;
	pid_t pid;       /* -1 once it is gone */
	int exit_status; /* then, if it ended by itself; else 0 */
	int mem;         /* /proc/PID/mem */
	struct regs regs;
	struct tracee_part *parts;
	size_t n_parts;
};

/* Waits for the next stop and reads the registers. */
int tracee_wait(struct tracee *t, int *ret_signal, struct reason *why);

/*
 * Says which unexpected signal stopped the child.  Returns -ECHILD, or -ENOTSUP
 * if the arm lacks something on this system.
 */
int tracee_died(const struct tracee *t, int sig, struct reason *why);

/*
 * Sets the registers to a call of function with the lock, an actor and a third
 * argument.
 */
int tracee_set_call(struct tracee *t, void (*function)(void), enum actor actor,
    uint64_t third, struct reason *why);

/* Runs at full speed until the call returns or is about to sleep. */
int tracee_run(struct tracee *t, enum ending *ret, struct reason *why);

/* True if the system call that is about to be made sleeps. */
bool tracee_would_sleep(const struct tracee *t);

/* Restarts the time limit of the child (tracee_set_limit()). */
void tracee_begin_limit(void);

/* Restores the lock's memory to what it was when the lock was free. */
int tracee_free_lock(struct tracee *t, struct reason *why);

#endif /* BENCH_AUDIT_TRACE_TRACEE_PRIVATE_H */
