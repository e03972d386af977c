/* SPDX-License-Identifier: BSD-2-Clause */
/* A tracee from inside: for tracee.c and step.c. */
#ifndef BENCH_AUDIT_TRACEE_PRIVATE_H
#define BENCH_AUDIT_TRACEE_PRIVATE_H

#include "bench/audit/regs.h"
#include "bench/audit/tracee.h"

/* An address that is never mapped: where calls return to. */
#define TRACEE_END ((uint64_t)16)

struct tracee {
	const struct arm *arm;
	struct listing_from from;
	enum actor self;
	pid_t pid; /* -1 once it is gone */
	int mem;   /* /proc/PID/mem */
	struct regs regs;
	unsigned char free_lock[ARM_LOCK_BYTES];
};

/* Waits for the next stop and reads the registers. */
int tracee_wait(struct tracee *t, int *ret_signal, struct reason *why);

/* Says why it stopped by a signal that nobody expected.  Returns -ECHILD. */
int tracee_died(const struct tracee *t, int sig, struct reason *why);

/*
 * Has it stand before a call of function for the lock, an actor and a third
 * argument.
 */
int tracee_set_call(struct tracee *t, void (*function)(void), enum actor actor,
    uint64_t third, struct reason *why);

/* Runs at full speed until the call returns or is about to sleep. */
int tracee_run(struct tracee *t, enum ending *ret, struct reason *why);

/* True if the system call that is about to be made sleeps. */
bool tracee_would_sleep(const struct tracee *t);

/* Has the lock's memory be as it was when nobody had it. */
int tracee_free_lock(struct tracee *t, struct reason *why);

#endif /* BENCH_AUDIT_TRACEE_PRIVATE_H */
