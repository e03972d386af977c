/* SPDX-License-Identifier: BSD-2-Clause */
#include "object.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
find_tables(struct object *object)
{
	const Elf64_Ehdr *head = (const void *)object->bytes;

	if (object->n_bytes < sizeof(*head) ||
	    memcmp(head->e_ident, ELFMAG, SELFMAG) != 0 ||
	    head->e_ident[EI_CLASS] != ELFCLASS64)
		return false;
	object->sections = (const void *)(object->bytes + head->e_shoff);
	object->n_sections = head->e_shnum;
	object->section_names = (const char *)object->bytes +
	    object->sections[head->e_shstrndx].sh_offset;
	for (unsigned i = 0; i < object->n_sections; i++) {
		const Elf64_Shdr *s = &object->sections[i];

		if (s->sh_type != SHT_SYMTAB)
			continue;
		object->symbols = (const void *)(object->bytes + s->sh_offset);
		object->n_symbols = (unsigned)(s->sh_size / s->sh_entsize);
		object->symbol_names = (const char *)object->bytes +
		    object->sections[s->sh_link].sh_offset;
		return true;
	}
	return false;
}

bool
object_open(const char *path, struct object *ret)
{
	struct object object = { 0 };
	struct stat st;
	const int fd = open(path, O_RDONLY | O_CLOEXEC);
	void *bytes;

	if (fd < 0)
		return false;
	if (fstat(fd, &st) != 0) {
		close(fd);
		return false;
	}
	object.n_bytes = (size_t)st.st_size;
	bytes = mmap(NULL, object.n_bytes, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (bytes == MAP_FAILED)
		return false;
	object.bytes = bytes;
	if (!find_tables(&object)) {
		munmap(bytes, object.n_bytes);
		return false;
	}
	*ret = object;
	return true;
}

void
object_close(struct object *object)
{
	munmap((void *)object->bytes, object->n_bytes);
}

const Elf64_Shdr *
object_section_at(const struct object *object, uint64_t address)
{
	for (unsigned i = 0; i < object->n_sections; i++) {
		const Elf64_Shdr *s = &object->sections[i];

		if ((s->sh_flags & SHF_ALLOC) && address >= s->sh_addr &&
		    address < s->sh_addr + s->sh_size)
			return s;
	}
	return NULL;
}

const char *
object_section_name(const struct object *object, const Elf64_Shdr *section)
{
	return object->section_names + section->sh_name;
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

const char *
object_symbol_name(const struct object *object, const Elf64_Sym *symbol)
{
	return object->symbol_names + symbol->st_name;
}

uint32_t
object_relocation(const struct object *object, uint64_t address)
{
	for (unsigned i = 0; i < object->n_sections; i++) {
		const Elf64_Shdr *s = &object->sections[i];
		const Elf64_Rela *relas =
		    (const void *)(object->bytes + s->sh_offset);

		if (s->sh_type != SHT_RELA || !(s->sh_flags & SHF_ALLOC))
			continue;
		for (size_t j = 0; j < s->sh_size / sizeof(*relas); j++)
			if (relas[j].r_offset == address)
				return (uint32_t)ELF64_R_TYPE(relas[j].r_info);
	}
	return R_X86_64_NONE;
}

const unsigned char *
object_bytes_at(const struct object *object, uint64_t address)
{
	const Elf64_Shdr *s = object_section_at(object, address);

	return object->bytes + s->sh_offset + (address - s->sh_addr);
}
