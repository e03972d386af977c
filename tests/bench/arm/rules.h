/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The rules that keep numbers honest, as questions to a built arm.  x86-64; the
 * code that is looked at is the loops and the lock's own functions.
 */
#ifndef TESTS_BENCH_ARM_RULES_H
#define TESTS_BENCH_ARM_RULES_H

#include "bench/elf/object.h"

/* The rules, as bits: which an arm breaks. */
enum rule {
	RULE_LOOPS_AT_OFFSET = 1 << 0, /* loops start at offset modulo 64 */
	RULE_HARD_AT_OFFSET = 1 << 1,  /* so do hard paths */
	RULE_FLAG_IS_ONE = 1 << 2,     /* asked by the check's one instruction,
	                               * where it belongs, and no other */
	RULE_NO_PLT_OR_GOT = 1 << 3,   /* no call or load through either */
	RULE_NO_TLS = 1 << 4,          /* nothing through a segment, but for
	                               * the check that asks so */
	RULE_HARD_IS_CALLED = 1 << 5,  /* out of line, from the loop */
	RULE_FLAG_LIES = 1 << 6,       /* where the check's name says */
};

struct arm_names {
	const char *lock;
	const char *check;
	const char *place; /* empty without a check */
	unsigned offset;
};

/* Returns the bits of the rules that the object breaks, and says where. */
unsigned rules_broken(
    const struct object *object, const struct arm_names *names);

/*
 * Returns how many questions in the object's hard paths are followed by what is
 * faked, with a jump over it: what the hint is to prevent.
 */
unsigned rules_count_fake_ahead(
    const struct object *object, const struct arm_names *names);

#endif /* TESTS_BENCH_ARM_RULES_H */
