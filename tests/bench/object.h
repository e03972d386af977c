/* SPDX-License-Identifier: BSD-2-Clause */
/* A built ELF64 object, as far as a look at its code needs it. */
#ifndef TESTS_BENCH_OBJECT_H
#define TESTS_BENCH_OBJECT_H

#include <elf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct object {
	const unsigned char *bytes;
	size_t n_bytes;
	const Elf64_Shdr *sections;
	unsigned n_sections;
	const char *section_names;
	const Elf64_Sym *symbols;
	unsigned n_symbols;
	const char *symbol_names;
};

/* Maps the file at path.  Returns false if it is not ELF64 with symbols. */
bool object_open(const char *path, struct object *ret);

void object_close(struct object *object);

/* The section that holds an address, or NULL; its name. */
const Elf64_Shdr *object_section_at(
    const struct object *object, uint64_t address);
const char *object_section_name(
    const struct object *object, const Elf64_Shdr *section);

/* The symbol of a name, or NULL. */
const Elf64_Sym *object_symbol(const struct object *object, const char *name);

const char *object_symbol_name(
    const struct object *object, const Elf64_Sym *symbol);

/* The type of the dynamic relocation at an address; R_X86_64_NONE, that is 0, if
 * there is none. */
uint32_t object_relocation(const struct object *object, uint64_t address);

/* The bytes that stand at an address of a section with contents. */
const unsigned char *object_bytes_at(
    const struct object *object, uint64_t address);

#endif /* TESTS_BENCH_OBJECT_H */
