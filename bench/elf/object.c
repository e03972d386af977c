/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/elf/object.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int
refuse_file(const struct object *object, const char *what, struct reason *why)
{
	return reason_set(why, -ENOEXEC, "%s: %s", object->name, what);
}

/*
 * Does the same for an entry of a table, which the reason names by its number.
 */
static int
refuse_entry(const struct object *object, const char *table, size_t i,
    const char *what, struct reason *why)
{
	return reason_set(
	    why, -ENOEXEC, "%s: %s %zu: %s", object->name, table, i, what);
}

static int
read_head(struct object *object, struct reason *why)
{
	size_t n;

	if (elf_kind(object->elf) != ELF_K_ELF)
		return refuse_file(object, "not an ELF object", why);
	if (gelf_getclass(object->elf) != ELFCLASS64 ||
	    gelf_getehdr(object->elf, &object->head) == NULL ||
	    object->head.e_ident[EI_DATA] != ELFDATA2LSB)
		return refuse_file(
		    object, "not a little-endian ELF64 object", why);
	if (elf_getshdrnum(object->elf, &n) != 0 || n == 0 ||
	    n >= SHN_LORESERVE)
		return refuse_file(object, "no table of sections", why);
	object->machine = object->head.e_machine;
	object->n_sections = (unsigned)n;
	return 0;
}

static int
read_section(struct object *object, unsigned i, struct reason *why)
{
	Elf_Scn *scn = elf_getscn(object->elf, i);
	Elf64_Shdr *s = &object->sections[i];

	/* The bytes may lie anywhere, so they are copied to aligned memory. */
	if (scn == NULL || gelf_getshdr(scn, s) == NULL)
		return refuse_entry(
		    object, "section", i, "its header is not in the file", why);
	if (i == 0 || s->sh_type == SHT_NOBITS || s->sh_size == 0)
		return 0;
	if (elf_rawdata(scn, NULL) == NULL)
		return refuse_entry(
		    object, "section", i, "it is not within the file", why);
	return 0;
}

static int
read_sections(struct object *object, struct reason *why)
{
	size_t names;

	object->sections =
	    calloc(object->n_sections, sizeof(*object->sections));
	if (object->sections == NULL)
		return reason_set(why, -ENOMEM, "%s: no memory", object->name);
	for (unsigned i = 0; i < object->n_sections; i++) {
		const int err = read_section(object, i, why);

		if (err < 0)
			return err;
	}
	if (elf_getshdrstrndx(object->elf, &names) != 0)
		return refuse_file(object, "no names of sections", why);
	for (unsigned i = 0; i < object->n_sections; i++)
		if (elf_strptr(object->elf, names,
		        object->sections[i].sh_name) == NULL)
			return refuse_entry(object, "section", i,
			    "its name is not among the names", why);
	return 0;
}

static int
read_symbols(struct object *object, struct reason *why)
{
	unsigned i = 0;
	size_t n;

	while (
	    i < object->n_sections && object->sections[i].sh_type != SHT_SYMTAB)
		i++;
	if (i == object->n_sections)
		return refuse_file(object, "it has no symbols: stripped?", why);
	object->symbol_section = i;
	object->symbols = object_table(object, &object->sections[i], &n);
	if (object->symbols == NULL)
		return refuse_entry(
		    object, "section", i, "no table of symbols", why);
	object->n_symbols = (unsigned)n;
	for (unsigned j = 0; j < n; j++)
		if (object_symbol_name(object, &object->symbols[j]) == NULL)
			return refuse_entry(object, "symbol", j,
			    "its name is not among the names", why);
	return 0;
}

int
object_read(const char *name, const unsigned char *bytes, size_t n_bytes,
    struct object *ret, struct reason *why)
{
	struct object object = { .name = name };
	int err;

	if (elf_version(EV_CURRENT) == EV_NONE)
		return refuse_file(&object, elf_errmsg(-1), why);
	/* It is only read, but libelf takes no pointer to const. */
	object.elf = elf_memory((char *)(uintptr_t)bytes, n_bytes);
	if (object.elf == NULL)
		return refuse_file(&object, "not an ELF object", why);
	err = read_head(&object, why);
	if (err == 0)
		err = read_sections(&object, why);
	if (err == 0)
		err = read_symbols(&object, why);
	if (err < 0)
		object_close(&object);
	else
		*ret = object;
	return err;
}

static int
map(const char *path, void **ret_bytes, size_t *ret_n, struct reason *why)
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
		return reason_set(
		    why, -ENOEXEC, "%s: it is empty, or no file", path);
	*ret_bytes = bytes;
	*ret_n = (size_t)st.st_size;
	return 0;
}

int
object_open(const char *path, struct object *ret, struct reason *why)
{
	void *bytes = NULL;
	size_t n = 0;
	int err = map(path, &bytes, &n, why);

	if (err < 0)
		return err;
	err = object_read(path, bytes, n, ret, why);
	if (err < 0) {
		munmap(bytes, n);
		return err;
	}
	ret->mapping = bytes;
	ret->n_mapped = n;
	return 0;
}

void
object_close(struct object *object)
{
	free(object->sections);
	elf_end(object->elf);
	if (object->mapping != NULL)
		munmap(object->mapping, object->n_mapped);
}

static Elf_Scn *
scn_of(const struct object *object, const Elf64_Shdr *section)
{
	return elf_getscn(object->elf, (size_t)(section - object->sections));
}

const unsigned char *
object_contents(const struct object *object, const Elf64_Shdr *section)
{
	const Elf_Data *data;

	if (section->sh_type == SHT_NOBITS || section->sh_size == 0)
		return NULL;
	data = elf_rawdata(scn_of(object, section), NULL);
	return data == NULL ? NULL : data->d_buf;
}

/* Returns the size of an entry of a known kind of table, or 0. */
static size_t
entry_size(const Elf64_Shdr *section)
{
	switch (section->sh_type) {
	case SHT_SYMTAB:
	case SHT_DYNSYM:
		return sizeof(Elf64_Sym);
	case SHT_RELA:
		return sizeof(Elf64_Rela);
	case SHT_DYNAMIC:
		return sizeof(Elf64_Dyn);
	default:
		return 0;
	}
}

const void *
object_table(
    const struct object *object, const Elf64_Shdr *section, size_t *ret_n)
{
	const size_t size = entry_size(section);
	const Elf_Data *data;

	if (size == 0 || section->sh_size == 0)
		return NULL;
	data = elf_getdata(scn_of(object, section), NULL);
	if (data == NULL || data->d_buf == NULL)
		return NULL;
	*ret_n = data->d_size / size;
	return data->d_buf;
}
