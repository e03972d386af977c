/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A built ELF64 object, as far as a look at its code needs it.  All that is
 * read of the file is checked once, when it is opened: after that every
 * section, symbol and name lies within it.
 */
#ifndef BENCH_AUDIT_OBJECT_H
#define BENCH_AUDIT_OBJECT_H

#include "bench/reason.h"

#include <elf.h>
#include <stddef.h>
#include <stdint.h>

struct object {
	const unsigned char *bytes;
	size_t n_bytes;
	uint16_t machine; /* EM_X86_64, EM_AARCH64 */
	const Elf64_Shdr *sections;
	unsigned n_sections;
	const char *section_names;
	const Elf64_Sym *symbols;
	unsigned n_symbols;
	const char *symbol_names;
};

/*
 * Maps the file at path.  Returns 0; or a negative errno with the reason, which
 * names the file's offset if it is not a whole ELF64 object with symbols.
 */
int object_open(const char *path, struct object *ret, struct reason *why);

void object_close(struct object *object);

/* The section that holds an address, or NULL; its name. */
const Elf64_Shdr *object_section_at(
    const struct object *object, uint64_t address);
const char *object_section_name(
    const struct object *object, const Elf64_Shdr *section);

/* The symbol of a name, or NULL. */
const Elf64_Sym *object_symbol(const struct object *object, const char *name);

/* The function or variable that holds an address, or NULL. */
const Elf64_Sym *object_symbol_at(
    const struct object *object, uint64_t address);

const char *object_symbol_name(
    const struct object *object, const Elf64_Sym *symbol);

/*
 * The type of the dynamic relocation at an address; R_X86_64_NONE, that is 0,
 * if there is none.
 */
uint32_t object_relocation(const struct object *object, uint64_t address);

/*
 * The n_bytes bytes that stand at an address of a section with contents, or
 * NULL if there are not so many.
 */
const unsigned char *object_bytes_at(
    const struct object *object, uint64_t address, uint64_t n_bytes);

#endif /* BENCH_AUDIT_OBJECT_H */
