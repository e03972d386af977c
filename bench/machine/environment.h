/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What may spoil a measurement on this machine.  The files are read, never
 * changed (measuring.md 3).  Where each CPU has a value of its own, only the
 * CPUs that rows run on count, and the finding names the worst.
 */
#ifndef BENCH_MACHINE_ENVIRONMENT_H
#define BENCH_MACHINE_ENVIRONMENT_H

#include "bench/machine/cgroup.h"

#include <stdbool.h>
#include <stdint.h>

#define ENVIRONMENT_TEXT_BYTES 1024
#define ENVIRONMENT_MAX        32

enum environment_status {
	ENVIRONMENT_OK,
	ENVIRONMENT_WARN,  /* noise, or a bias that pairing takes out */
	ENVIRONMENT_UNFIT, /* nothing measured here can be believed */
};

struct environment_finding {
	const char *name;
	char value[ENVIRONMENT_TEXT_BYTES];
	int cpu; /* the CPU with the worst value; -1: the whole machine's */
	enum environment_status status;
	const char *advice; /* NULL when all is well */
};

/* Where to look: root as in probe.h, and the CPUs that rows run on. */
struct environment_scope {
	const char *root;
	const unsigned *cpus;
	unsigned n_cpus;
	uint64_t quantum_ns; /* of the clock */
};

struct environment {
	struct environment_scope scope;
	struct environment_finding findings[ENVIRONMENT_MAX];
	unsigned n;
	bool has_group;
	struct cgroup group; /* at first */
};

/* "ok", "warn", "unfit": as in run.json. */
const char *environment_status_name(enum environment_status status);

/*
 * Reads everything that this kernel tells, and judges the clock.  What the
 * kernel does not tell is left out.  The CPUs of the scope must outlive *ret.
 */
void environment_look(
    const struct environment_scope *scope, struct environment *ret);

/* Adds a finding on what happened since environment_look(). */
void environment_look_again(struct environment *environment);

/*
 * The rest is for environment.c and environment_cpus.c alone.
 *
 * Adds a finding called name, whose status is OK so far.
 */
struct environment_finding *environment_add(
    struct environment *environment, const char *name);

/*
 * Adds the worst governor, energy preference, boost and limit of frequency
 * among the CPUs of the scope; and, if any CPU is isolated, whether all of
 * these are.
 */
void environment_look_at_cpus(struct environment *environment);

#endif /* BENCH_MACHINE_ENVIRONMENT_H */
