/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A built ELF64 object, as far as a look at its code needs it.  All that is
 * read of the file is checked once, when it is opened: after that every
 * section, symbol and name lies within it.
 *
 * libelf reads the file: it checks the bounds of headers, contents and names,
 * and gives tables aligned, wherever the file has them.  What is written is
 * written without it: libelf would lay the file out anew, and a copy of an arm
 * must have each loaded byte where it was.
 */
#ifndef BENCH_ELF_OBJECT_H
#define BENCH_ELF_OBJECT_H

#include "base/reason.h"

#include <elf.h>
#include <gelf.h>
#include <stddef.h>
#include <stdint.h>

struct object {
	const char *name; /* the caller's, for reasons */
	Elf *elf;
	void *mapping; /* NULL if the bytes are the caller's */
	size_t n_mapped;
	Elf64_Ehdr head;
	uint16_t machine; /* EM_X86_64, EM_AARCH64 */
	Elf64_Shdr *sections;
	unsigned n_sections;
	const Elf64_Sym *symbols;
	unsigned n_symbols;
	unsigned symbol_section; /* where they are */
};

/*
 * Maps the file at path.  Returns 0; or a negative errno with the reason, which
 * names the file, if it is not a whole ELF64 object with symbols.
 */
int object_open(const char *path, struct object *ret, struct reason *why);

/*
 * Does the same with bytes in memory.  Bytes and name stay the caller's and
 * must live until object_close().
 */
int object_read(const char *name, const unsigned char *bytes, size_t n_bytes,
    struct object *ret, struct reason *why);

void object_close(struct object *object);

/* Returns the section of this name, or NULL. */
const Elf64_Shdr *object_section(const struct object *object, const char *name);

/*
 * Return the section that holds an address, or NULL, and the name of a section.
 */
const Elf64_Shdr *object_section_at(
    const struct object *object, uint64_t address);
const char *object_section_name(
    const struct object *object, const Elf64_Shdr *section);

/*
 * The contents of a section, sh_size bytes as the file has them; NULL if it has
 * none there.  Those of a table are aligned, and n is the number of entries.
 */
const unsigned char *object_contents(
    const struct object *object, const Elf64_Shdr *section);
const void *object_table(
    const struct object *object, const Elf64_Shdr *section, size_t *ret_n);

/* Returns the symbol of this name, or NULL. */
const Elf64_Sym *object_symbol(const struct object *object, const char *name);

/* Returns the function or variable that holds an address, or NULL. */
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
 * Returns the n_bytes bytes at an address of a section with contents, or NULL
 * if there are fewer.
 */
const unsigned char *object_bytes_at(
    const struct object *object, uint64_t address, uint64_t n_bytes);

#endif /* BENCH_ELF_OBJECT_H */
