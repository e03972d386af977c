/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that no damage leads outside of a file: every byte of an object's
 * tables is changed in turn, and a file that can still be opened is read in
 * full.
 */
#include "bench/elf/object.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/scratch.h"
#include "tests/lib/test.h"

TEST_GROUP(scratch_create, scratch_destroy);

/* The sum is kept, or the compiler would drop the reads. */
static volatile size_t n_read;

static size_t
read_all(const struct object *object)
{
	size_t n = 0;

	for (unsigned i = 0; i < object->n_symbols; i++) {
		const Elf64_Sym *s = &object->symbols[i];

		n += strlen(object_symbol_name(object, s));
		object_relocation(object, s->st_value);
		if (object_symbol_at(object, s->st_value) != NULL &&
		    object_bytes_at(object, s->st_value, s->st_size) != NULL)
			n += object_bytes_at(object, s->st_value,
			    s->st_size)[s->st_size == 0 ? 0 : s->st_size - 1];
	}
	for (unsigned i = 0; i < object->n_sections; i++)
		n += strlen(object_section_name(object, &object->sections[i]));
	return n;
}

/* Writes the bytes to a file, opens it and reads all of it. */
static int
try(const char *folder, const char *bytes, size_t n)
{
	const char *path = scratch_write(folder, "damaged.so", bytes, n);
	struct object object;
	struct reason why;
	const int err = object_open(path, &object, &why);

	if (err == 0) {
		n_read = read_all(&object);
		object_close(&object);
	} else {
		assert_non_null(strstr(why.text, "damaged.so"));
	}
	return err;
}

static char *
read_arm(size_t *ret_n)
{
	FILE *file = fopen(getenv("OBJECT"), "rb");
	char *bytes = malloc(1 << 20);

	assert_non_null(file);
	assert_non_null(bytes);
	*ret_n = fread(bytes, 1, 1 << 20, file);
	fclose(file);
	return bytes;
}

/* Damages every few bytes of a part, one at a time; returns how often that was
 * refused. */
static unsigned
damage(const char *folder, char *bytes, size_t n, const size_t part[2],
    unsigned every)
{
	unsigned n_refused = 0;

	for (size_t i = part[0]; i < part[1]; i += every) {
		bytes[i] ^= 0x7f;
		n_refused += try(folder, bytes, n) < 0;
		bytes[i] ^= 0x7f;
	}
	return n_refused;
}

/* Where the symbols are. */
static void
find_symbols(const char *bytes, size_t ret_part[2])
{
	const Elf64_Ehdr *head = (const void *)bytes;
	const Elf64_Shdr *s = (const void *)(bytes + head->e_shoff);

	while (s->sh_type != SHT_SYMTAB)
		s++;
	ret_part[0] = s->sh_offset;
	ret_part[1] = s->sh_offset + s->sh_size;
}

TEST(no_damage_leads_outside)
{
	size_t n;
	char *bytes = read_arm(&n);
	const Elf64_Ehdr head = *(const Elf64_Ehdr *)(void *)bytes;
	size_t symbols[2];
	unsigned n_refused;

	find_symbols(bytes, symbols);
	assert_int_equal(try(*state, bytes, n), 0);
	n_refused = damage(*state, bytes, n, (size_t[2]){ 0, sizeof(head) }, 1);
	n_refused +=
	    damage(*state, bytes, n, (size_t[2]){ head.e_shoff, n }, 3);
	/* Names' and sizes' highest bytes are among these. */
	n_refused += damage(*state, bytes, n, symbols, 5);
	assert_true(n_refused > 50);
	free(bytes);
}

TEST(what_is_cut_off_is_refused)
{
	size_t n;
	char *bytes = read_arm(&n);

	for (size_t i = 0; i < n; i += 1 + n / 97)
		assert_true(try(*state, bytes, i) < 0);
	free(bytes);
}
