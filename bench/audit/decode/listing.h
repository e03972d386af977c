/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A list of instructions, of a function or as they were executed.  Names
 * replace the addresses that the linker chose, so that two listings are the
 * same if the code is, wherever it was put.
 */
#ifndef BENCH_AUDIT_DECODE_LISTING_H
#define BENCH_AUDIT_DECODE_LISTING_H

#include "bench/audit/decode/decode.h"
#include "bench/elf/object.h"

#include <stdio.h>

struct listing_line {
	uint64_t address; /* in the object */
	unsigned n_bytes;
	unsigned char bytes[INSN_BYTES];
	char text[160]; /* a target within its function is left out */
	char tail[32];  /* and is here */
	bool is_named;  /* the linker wrote some of its bytes */
	bool is_conditional;
	bool is_taken;  /* executed, and went elsewhere */
	bool is_call;   /* of what it names */
	uint64_t named; /* struct insn's; 0 for none */
	unsigned n_loads;
	unsigned n_stores;
	unsigned n_atomics;
};

/* Starts as { 0 }. */
struct listing {
	struct listing_line *lines;
	size_t n;
	size_t n_room;
};

/* The origin of the addresses in a listing. */
struct listing_from {
	const struct object *object;
	uint64_t base; /* where the object was loaded */
};

/* Adds an instruction.  Returns it, or NULL if there is no memory. */
struct listing_line *listing_add(struct listing *listing,
    const struct listing_from *from, const struct insn *insn);

/*
 * Lists the function of a symbol.  Returns 0, or a negative errno with the
 * reason: it has no bytes in the file, or they are no instructions.
 */
int listing_of(const struct object *object, const Elf64_Sym *function,
    struct decoder *decoder, struct listing *ret, struct reason *why);

void listing_fini(struct listing *listing);

/*
 * True if two lines are the same instruction, but for what the linker decided.
 */
bool listing_is_same(
    const struct listing_line *a, const struct listing_line *b);

/* The symbol that holds an address, with the distance, or the section. */
void listing_name(
    const struct object *object, uint64_t address, char *ret, size_t size);

#endif /* BENCH_AUDIT_DECODE_LISTING_H */
