/* SPDX-License-Identifier: BSD-2-Clause */
/* Searches in an object that has been read. */
#include "bench/elf/object.h"

#include <string.h>

const Elf64_Shdr *
object_section(const struct object *object, const char *name)
{
	for (unsigned i = 1; i < object->n_sections; i++)
		if (strcmp(object_section_name(object, &object->sections[i]),
		        name) == 0)
			return &object->sections[i];
	return NULL;
}

const Elf64_Shdr *
object_section_at(const struct object *object, uint64_t address)
{
	for (unsigned i = 0; i < object->n_sections; i++) {
		const Elf64_Shdr *s = &object->sections[i];

		if ((s->sh_flags & SHF_ALLOC) && address >= s->sh_addr &&
		    address - s->sh_addr < s->sh_size)
			return s;
	}
	return NULL;
}

const char *
object_section_name(const struct object *object, const Elf64_Shdr *section)
{
	size_t names = 0;

	elf_getshdrstrndx(object->elf, &names);
	return elf_strptr(object->elf, names, section->sh_name);
}

const Elf64_Sym *
object_symbol(const struct object *object, const char *name)
{
	for (unsigned i = 0; i < object->n_symbols; i++)
		if (strcmp(object_symbol_name(object, &object->symbols[i]),
		        name) == 0)
			return &object->symbols[i];
	return NULL;
}

const Elf64_Sym *
object_symbol_at(const struct object *object, uint64_t address)
{
	for (unsigned i = 0; i < object->n_symbols; i++) {
		const Elf64_Sym *s = &object->symbols[i];
		const unsigned type = ELF64_ST_TYPE(s->st_info);

		if ((type == STT_FUNC || type == STT_OBJECT) &&
		    address >= s->st_value &&
		    address - s->st_value < s->st_size)
			return s;
	}
	return NULL;
}

const char *
object_symbol_name(const struct object *object, const Elf64_Sym *symbol)
{
	return elf_strptr(object->elf,
	    object->sections[object->symbol_section].sh_link, symbol->st_name);
}

uint32_t
object_relocation(const struct object *object, uint64_t address)
{
	for (unsigned i = 0; i < object->n_sections; i++) {
		const Elf64_Shdr *s = &object->sections[i];
		const Elf64_Rela *relas;
		size_t n;

		if (s->sh_type != SHT_RELA || !(s->sh_flags & SHF_ALLOC))
			continue;
		relas = object_table(object, s, &n);
		for (size_t j = 0; relas != NULL && j < n; j++)
			if (relas[j].r_offset == address)
				return (uint32_t)ELF64_R_TYPE(relas[j].r_info);
	}
	return R_X86_64_NONE;
}

const unsigned char *
object_bytes_at(const struct object *object, uint64_t address, uint64_t n_bytes)
{
	const Elf64_Shdr *s = object_section_at(object, address);
	const uint64_t offset = s == NULL ? 0 : address - s->sh_addr;
	const unsigned char *bytes =
	    s == NULL ? NULL : object_contents(object, s);

	if (bytes == NULL || n_bytes > s->sh_size - offset)
		return NULL;
	return bytes + offset;
}
