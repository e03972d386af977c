/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/audit/object.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
is_within(const struct object *object, uint64_t offset, uint64_t n)
{
	return offset <= object->n_bytes && n <= object->n_bytes - offset;
}

/* True if a table of n entries lies in the file, aligned as it is read. */
static bool
is_table(const struct object *object, uint64_t offset, uint64_t n, size_t size)
{
	return offset % _Alignof(Elf64_Shdr) == 0 && n <= object->n_bytes &&
	    is_within(object, offset, n * size);
}

/* The names of section i, which end where it does; NULL if they do not. */
static const char *
find_names(const struct object *object, unsigned i)
{
	const Elf64_Shdr *s;

	if (i >= object->n_sections)
		return NULL;
	s = &object->sections[i];
	if (s->sh_type != SHT_STRTAB || s->sh_size == 0 ||
	    object->bytes[s->sh_offset + s->sh_size - 1] != '\0')
		return NULL;
	return (const char *)object->bytes + s->sh_offset;
}

static int
refuse(const char *path, uint64_t offset, const char *what, struct reason *why)
{
	return reason_set(why, -ENOEXEC, "%s: offset %llu: %s", path,
	    (unsigned long long)offset, what);
}

static uint64_t
offset_of(const struct object *object, const void *p)
{
	return (uint64_t)((const unsigned char *)p - object->bytes);
}

static int
find_sections(const char *path, struct object *object, struct reason *why)
{
	const Elf64_Ehdr *head = (const void *)object->bytes;

	if (object->n_bytes < sizeof(*head) ||
	    memcmp(head->e_ident, ELFMAG, SELFMAG) != 0 ||
	    head->e_ident[EI_CLASS] != ELFCLASS64 ||
	    head->e_ident[EI_DATA] != ELFDATA2LSB)
		return refuse(path, 0, "not a little-endian ELF64 object", why);
	if (head->e_shentsize != sizeof(Elf64_Shdr) ||
	    !is_table(object, head->e_shoff, head->e_shnum, sizeof(Elf64_Shdr)))
		return refuse(path, head->e_shoff, "no table of sections", why);
	object->machine = head->e_machine;
	object->sections = (const void *)(object->bytes + head->e_shoff);
	object->n_sections = head->e_shnum;
	for (unsigned i = 0; i < object->n_sections; i++) {
		const Elf64_Shdr *s = &object->sections[i];

		if (s->sh_type != SHT_NOBITS &&
		    !is_within(object, s->sh_offset, s->sh_size))
			return refuse(path, offset_of(object, s),
			    "a section is not within the file", why);
	}
	object->section_names = find_names(object, head->e_shstrndx);
	if (object->section_names == NULL)
		return refuse(path, offsetof(Elf64_Ehdr, e_shstrndx),
		    "no names of sections", why);
	return 0;
}

static const Elf64_Shdr *
find_section(const struct object *object, uint32_t type)
{
	for (unsigned i = 0; i < object->n_sections; i++)
		if (object->sections[i].sh_type == type)
			return &object->sections[i];
	return NULL;
}

static int
find_symbols(const char *path, struct object *object, struct reason *why)
{
	const Elf64_Shdr *s = find_section(object, SHT_SYMTAB);
	uint64_t n;

	if (s == NULL)
		return refuse(path, 0, "it has no symbols: stripped?", why);
	n = s->sh_size / sizeof(Elf64_Sym);
	object->symbol_names = find_names(object, s->sh_link);
	if (!is_table(object, s->sh_offset, n, sizeof(Elf64_Sym)) ||
	    object->symbol_names == NULL)
		return refuse(path, offset_of(object, s),
		    "no table of symbols with names", why);
	object->symbols = (const void *)(object->bytes + s->sh_offset);
	object->n_symbols = (unsigned)n;
	for (unsigned i = 0; i < object->n_symbols; i++)
		if (object->symbols[i].st_name >=
		    object->sections[s->sh_link].sh_size)
			return refuse(path,
			    offset_of(object, &object->symbols[i]),
			    "a symbol's name is not among the names", why);
	return 0;
}

/* What dynamic relocations and names of sections need. */
static int
check_sections(
    const char *path, const struct object *object, struct reason *why)
{
	const Elf64_Ehdr *head = (const void *)object->bytes;
	const uint64_t size = object->sections[head->e_shstrndx].sh_size;

	for (unsigned i = 0; i < object->n_sections; i++) {
		const Elf64_Shdr *s = &object->sections[i];

		if (s->sh_name >= size)
			return refuse(path, offset_of(object, s),
			    "a section's name is not among the names", why);
		if (s->sh_type == SHT_RELA &&
		    s->sh_offset % _Alignof(Elf64_Rela) != 0)
			return refuse(path, s->sh_offset,
			    "relocations are not aligned", why);
	}
	return 0;
}

static int
map(const char *path, struct object *object, struct reason *why)
{
	const int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	void *bytes = MAP_FAILED;

	if (fd < 0)
		return reason_set(
		    why, -errno, "cannot open %s: %s", path, strerror(errno));
	if (fstat(fd, &st) == 0 && st.st_size > 0)
		bytes = mmap(
		    NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (bytes == MAP_FAILED)
		return refuse(path, 0, "it is empty, or no file", why);
	object->bytes = bytes;
	object->n_bytes = (size_t)st.st_size;
	return 0;
}

int
object_open(const char *path, struct object *ret, struct reason *why)
{
	struct object object = { 0 };
	int err = map(path, &object, why);

	if (err < 0)
		return err;
	err = find_sections(path, &object, why);
	if (err == 0)
		err = check_sections(path, &object, why);
	if (err == 0)
		err = find_symbols(path, &object, why);
	if (err < 0)
		object_close(&object);
	else
		*ret = object;
	return err;
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
		    address - s->sh_addr < s->sh_size)
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
object_bytes_at(const struct object *object, uint64_t address, uint64_t n_bytes)
{
	const Elf64_Shdr *s = object_section_at(object, address);
	const uint64_t offset = s == NULL ? 0 : address - s->sh_addr;

	if (s == NULL || s->sh_type == SHT_NOBITS ||
	    n_bytes > s->sh_size - offset)
		return NULL;
	return object->bytes + s->sh_offset + offset;
}
