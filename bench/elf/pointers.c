/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Dynamic relocations without a symbol: addresses in the data that the loader
 * adds the base to.  The addend is an address and does not tell which section
 * it belongs to.  A kept relocation does, of the same place or of code that
 * uses the slot.
 */
#include "bench/elf/move_private.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static bool
is_pointer(const struct shift *shift, const Elf64_Rela *rela)
{
	const uint64_t type = ELF64_R_TYPE(rela->r_info);

	if (shift->object.machine == EM_X86_64)
		return type == R_X86_64_RELATIVE || type == R_X86_64_IRELATIVE;
	return type == R_AARCH64_RELATIVE || type == R_AARCH64_IRELATIVE;
}

static bool
is_indirect(const struct shift *shift, const struct pointer *pointer)
{
	return ELF64_R_TYPE(pointer->rela.r_info) ==
	    (shift->object.machine == EM_X86_64 ? R_X86_64_IRELATIVE
	                                        : R_AARCH64_IRELATIVE);
}

static int
find_in(struct shift *shift, const Elf64_Shdr *relas)
{
	size_t n = 0;
	const Elf64_Rela *entries = object_table(&shift->object, relas, &n);
	const unsigned char *bytes = object_contents(&shift->object, relas);
	struct pointer *pointers;

	if (entries == NULL)
		return shift_refuse_file(shift, "%s is no table",
		    object_section_name(&shift->object, relas));
	pointers = reallocarray(
	    shift->pointers, shift->n_pointers + n, sizeof(*pointers));
	if (pointers == NULL)
		return reason_set(
		    shift->why, -ENOMEM, "%s: no memory", shift->move->name);
	shift->pointers = pointers;
	for (size_t i = 0; i < n; i++) {
		if (is_pointer(shift, &entries[i]))
			pointers[shift->n_pointers++] = (struct pointer){
				.rela = entries[i],
				.at = (size_t)(bytes - shift->move->bytes) +
				    i * sizeof(*entries),
			};
		else if (entries[i].r_offset - shift->block->sh_addr <
		    shift->block->sh_size)
			return shift_refuse_file(shift,
			    "the loader writes to its code at 0x%" PRIx64
			    ": compile it with -fPIC",
			    entries[i].r_offset);
	}
	return 0;
}

int
pointers_find(struct shift *shift)
{
	int err = 0;

	for (unsigned i = 1; i < shift->object.n_sections && err == 0; i++) {
		const Elf64_Shdr *s = &shift->object.sections[i];

		if (s->sh_type == SHT_RELA && (s->sh_flags & SHF_ALLOC) &&
		    s->sh_size > 0)
			err = find_in(shift, s);
	}
	return err;
}

static int
say(const struct shift *shift, const struct place *place,
    struct pointer *pointer)
{
	if (pointer->is_known && pointer->is_moved != place->is_target_moved)
		return shift_refuse(
		    shift, place, "another relocation contradicts it");
	pointer->is_known = true;
	pointer->is_moved = place->is_target_moved;
	return 0;
}

int
pointers_say(struct shift *shift, const struct place *place, uint64_t at)
{
	int err = 0;

	for (size_t i = 0; i < shift->n_pointers && err == 0; i++) {
		struct pointer *p = &shift->pointers[i];

		if (p->rela.r_offset != at)
			continue;
		err = say(shift, place, p);
		p->is_place_moved = place->is_moved && at == place->address;
	}
	return err;
}

static bool
is_slot(const struct shift *shift, const struct pointer *pointer)
{
	const Elf64_Shdr *s =
	    object_section_at(&shift->object, pointer->rela.r_offset);

	return s != NULL &&
	    strncmp(object_section_name(&shift->object, s), ".got", 4) == 0;
}

int
pointers_say_slot(struct shift *shift, const struct place *place,
    uint64_t target, uint64_t low)
{
	int err = 0;

	for (size_t i = 0; i < shift->n_pointers && err == 0; i++) {
		struct pointer *p = &shift->pointers[i];

		if ((uint64_t)p->rela.r_addend == target &&
		    p->rela.r_offset % 4096 == low && is_slot(shift, p))
			err = say(shift, place, p);
	}
	return err;
}

bool
pointers_write(const struct shift *shift, uint64_t at, uint64_t target)
{
	for (size_t i = 0; i < shift->n_pointers; i++)
		if (shift->pointers[i].rela.r_offset == at)
			return (uint64_t)shift->pointers[i].rela.r_addend ==
			    target;
	return false;
}

/* True if the address is that of an IFUNC, which the loader resolves. */
static bool
is_resolver(const struct shift *shift, struct pointer *pointer)
{
	const struct object *object = &shift->object;

	for (unsigned i = 0; i < object->n_symbols; i++) {
		const Elf64_Sym *s = &object->symbols[i];

		if (ELF64_ST_TYPE(s->st_info) != STT_GNU_IFUNC ||
		    s->st_value != (uint64_t)pointer->rela.r_addend)
			continue;
		pointer->is_moved = shift_has(shift, s);
		return true;
	}
	return false;
}

/*
 * Writes a pointer's address to its relocation, and to its place if the file
 * has it there, too.
 */
static void
write_pointer(const struct shift *shift, const struct pointer *pointer)
{
	const uint64_t before = (uint64_t)pointer->rela.r_addend;
	const uint64_t after = before + shift_by(shift, pointer->is_moved);
	const Elf64_Shdr *s =
	    object_section_at(&shift->object, pointer->rela.r_offset);
	unsigned char *to = s == NULL
	    ? NULL
	    : shift_bytes(shift, s, pointer->rela.r_offset, sizeof(after));
	Elf64_Rela rela = pointer->rela;

	rela.r_addend = (int64_t)after;
	rela.r_offset += shift_by(shift, pointer->is_place_moved);
	memcpy(shift->copy + pointer->at, &rela, sizeof(rela));
	if (to != NULL && memcmp(to, &before, sizeof(before)) == 0)
		memcpy(to, &after, sizeof(after));
}

int
pointers_end(struct shift *shift)
{
	for (size_t i = 0; i < shift->n_pointers; i++) {
		struct pointer *p = &shift->pointers[i];

		if (!p->is_known &&
		    !(is_indirect(shift, p) && is_resolver(shift, p)))
			return shift_refuse_file(shift,
			    "no kept relocation says what the dynamic one at "
			    "0x%" PRIx64 " points to",
			    p->rela.r_offset);
		write_pointer(shift, p);
	}
	return 0;
}
