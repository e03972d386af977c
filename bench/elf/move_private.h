/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The parts of move.c.  Each reads the file as it was linked and writes to the
 * copy, so that nothing moves twice, however often it is referred to.
 */
#ifndef BENCH_ELF_MOVE_PRIVATE_H
#define BENCH_ELF_MOVE_PRIVATE_H

#include "bench/elf/move.h"
#include "bench/elf/object.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A dynamic relocation without a symbol: its addend is an address. */
struct pointer {
	Elf64_Rela rela;
	size_t at;     /* in the file: where the relocation is */
	bool is_known; /* a kept relocation says what it points to */
	bool is_moved; /* what it points to */
	bool is_place_moved;
};

struct shift {
	const struct move *move;
	struct object object;
	const Elf64_Shdr *block;
	unsigned char *copy;
	struct pointer *pointers;
	size_t n_pointers;
	struct reason *why;
};

/* A kept relocation. */
struct place {
	const Elf64_Shdr *section;
	uint64_t address; /* as it was linked */
	uint32_t type;
	const Elf64_Sym *symbol;
	int64_t addend;
	bool is_moved;        /* it is in the block */
	bool is_target_moved; /* its symbol is */
};

/* Returns how far something moves that is in the block or not. */
static inline uint64_t
shift_by(const struct shift *shift, bool is_moved)
{
	return is_moved ? shift->move->offset : 0;
}

/* True if a symbol is of the block.  Those of its section are of what is in it,
 * though they stand for its beginning, which stays. */
bool shift_has(const struct shift *shift, const Elf64_Sym *symbol);

/*
 * Returns the place in the copy of n_bytes that were linked at an address of a
 * section; NULL if they are not all in the section, or not in the file.
 */
unsigned char *shift_bytes(const struct shift *shift, const Elf64_Shdr *section,
    uint64_t address, size_t n_bytes);

/*
 * Fills *ret with entry i of a table of kept relocations.  Returns 0; or
 * -ENOEXEC with the reason, if its symbol or its place is in no file.
 */
int shift_place(const struct shift *shift, const Elf64_Shdr *relas,
    const Elf64_Rela *rela, struct place *ret);

/*
 * Returns the section that these kept relocations are of; NULL if they are
 * none.
 */
const Elf64_Shdr *shift_kept(
    const struct shift *shift, const Elf64_Shdr *relas);

/* Returns -ENOEXEC with the reason, which names the relocation. */
int shift_refuse(
    const struct shift *shift, const struct place *place, const char *what);

/* Does the same for the file. */
__attribute__((format(printf, 2, 3))) int shift_refuse_file(
    const struct shift *shift, const char *format, ...);

/* Each returns 0, or a negative errno with the reason. */
int shift_relocation(struct shift *shift, const struct place *place);
int shift_frames(const struct shift *shift);
int shift_symbols(const struct shift *shift);
void shift_build_id(const struct shift *shift);

/* Dynamic relocations: to be found first, ended last. */
int pointers_find(struct shift *shift);
int pointers_end(struct shift *shift);

/*
 * Notes that the dynamic relocation at address `at`, if it has no symbol,
 * points to the target of *place.  Returns 0; or -ENOEXEC with the reason, if
 * another place contradicts that.
 */
int pointers_say(struct shift *shift, const struct place *place, uint64_t at);

/*
 * Does the same for slots of the GOT that point to an address and end in low
 * bits.
 */
int pointers_say_slot(struct shift *shift, const struct place *place,
    uint64_t target, uint64_t low);

/* True if the dynamic relocations write an address to a place. */
bool pointers_write(const struct shift *shift, uint64_t at, uint64_t target);

/*
 * Reduces the copy to what is loaded and the symbols, or keeps it whole without
 * relocations.  Returns 0 and fills *ret, or a negative errno with the reason.
 */
int trim(struct shift *shift, struct move_copy *ret);

#endif /* BENCH_ELF_MOVE_PRIVATE_H */
