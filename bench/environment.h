/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What of this machine may spoil a measurement: looked at, never changed
 * (measuring.md 3).
 */
#ifndef BENCH_ENVIRONMENT_H
#define BENCH_ENVIRONMENT_H

#include <stdint.h>

#define ENVIRONMENT_TEXT_BYTES 256
#define ENVIRONMENT_MAX        24

enum environment_status {
	ENVIRONMENT_OK,
	ENVIRONMENT_WARN,  /* noise, or a bias that pairing takes out */
	ENVIRONMENT_UNFIT, /* nothing measured here can be believed */
};

struct environment_finding {
	const char *name;
	char value[ENVIRONMENT_TEXT_BYTES];
	enum environment_status status;
	const char *advice; /* NULL when all is well */
};

/* "ok", "warn", "unfit": as in run.json. */
const char *environment_status_name(enum environment_status status);

/*
 * Looks at everything that this kernel tells, and at the clock, which was seen
 * to step by quantum_ns.  What the kernel does not tell is left out.  Returns
 * how many findings were written.
 */
unsigned environment_look(uint64_t quantum_ns,
    struct environment_finding ret_findings[ENVIRONMENT_MAX]);

/* Writes the processor's name, or "unknown". */
void environment_cpu_model(char ret_text[ENVIRONMENT_TEXT_BYTES]);

#endif /* BENCH_ENVIRONMENT_H */
