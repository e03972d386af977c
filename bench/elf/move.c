/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/elf/move.h"

#include "bench/elf/move_private.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK ".text.arm"

int
shift_refuse_file(const struct shift *shift, const char *format, ...)
{
	char what[REASON_BYTES];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	return reason_set(
	    shift->why, -ENOEXEC, "%.200s: %.300s", shift->move->name, what);
}

static int
check_machine(const struct shift *shift)
{
	const uint16_t machine = shift->object.machine;

	if (machine != EM_X86_64 && machine != EM_AARCH64)
		return shift_refuse_file(shift,
		    "it is for machine %u, neither x86-64 nor arm64", machine);
	if (shift->object.head.e_type != ET_DYN)
		return shift_refuse_file(shift, "it is no shared object");
	if (shift->move->offset >= MOVE_SLACK ||
	    (machine == EM_AARCH64 && shift->move->offset % 4 != 0))
		return reason_set(shift->why, -EINVAL,
		    "%s: code cannot be at the offset %u: give %s below %u",
		    shift->move->name, shift->move->offset,
		    machine == EM_AARCH64 ? "a multiple of 4" : "one",
		    MOVE_SLACK);
	return 0;
}

/* What a gap of code is filled with: it traps when it is run. */
static unsigned char
filler(const struct shift *shift)
{
	return shift->object.machine == EM_X86_64 ? 0xcc : 0x00;
}

static bool
has_slack(const struct shift *shift)
{
	const unsigned char *bytes =
	    object_contents(&shift->object, shift->block);
	const size_t size = shift->block->sh_size;

	if (bytes == NULL || size < MOVE_SLACK)
		return false;
	for (size_t i = size - MOVE_SLACK; i < size; i++)
		if (bytes[i] != filler(shift))
			return false;
	return true;
}

static int
find_block(struct shift *shift)
{
	const struct object *object = &shift->object;
	const Elf64_Shdr *s = object_section(object, BLOCK);

	shift->block = s;
	if (s == NULL)
		return shift_refuse_file(
		    shift, "it has no section " BLOCK ": link it by block.ld");
	for (unsigned i = (unsigned)(s - object->sections) + 1;
	     i < object->n_sections; i++)
		if (strcmp(object_section_name(object, &object->sections[i]),
		        BLOCK) == 0)
			return shift_refuse_file(
			    shift, "it has two sections " BLOCK);
	if (!(s->sh_flags & SHF_ALLOC) || s->sh_addr % 4096 != 0)
		return shift_refuse_file(
		    shift, BLOCK " does not begin a page: link it by block.ld");
	if (!has_slack(shift))
		return shift_refuse_file(shift,
		    BLOCK " has no %u bytes of filler at its end: "
		          "link it by block.ld",
		    MOVE_SLACK);
	return 0;
}

/* Refuses a file that has addresses without relocations. */
static int
check_relocations(const struct shift *shift)
{
	const struct object *object = &shift->object;
	bool has_kept = false;

	for (unsigned i = 1; i < object->n_sections; i++) {
		const Elf64_Shdr *s = &object->sections[i];

		if (s->sh_type == SHT_RELR)
			return shift_refuse_file(shift,
			    "it has packed relocations: link it with "
			    "-Wl,-z,nopack-relative-relocs");
		if (s->sh_type == SHT_REL)
			return shift_refuse_file(
			    shift, "its relocations have no addends");
		if (s->sh_type == SHT_RELA && s->sh_size > 0) {
			const Elf64_Shdr *of = shift_kept(shift, s);

			has_kept |= of != NULL && (of->sh_flags & SHF_ALLOC);
		}
	}
	if (!has_kept)
		return shift_refuse_file(shift,
		    "stripped: it has no kept relocations: "
		    "link it with -Wl,-q, and do not strip it");
	return 0;
}

/* No relocation tells of the code that runs first. */
static int
check_entries(const struct shift *shift)
{
	const Elf64_Shdr *s = object_section(&shift->object, ".dynamic");
	const uint64_t from = shift->block->sh_addr;
	const uint64_t n = shift->block->sh_size;
	const Elf64_Dyn *entries = NULL;
	size_t n_entries = 0;

	if (s != NULL)
		entries = object_table(&shift->object, s, &n_entries);
	for (size_t i = 0; entries != NULL && i < n_entries; i++)
		if ((entries[i].d_tag == DT_INIT ||
		        entries[i].d_tag == DT_FINI) &&
		    entries[i].d_un.d_ptr - from < n)
			return shift_refuse_file(shift,
			    "DT_INIT or DT_FINI is in the block: use "
			    "constructors");
	if (shift->object.head.e_entry - from < n)
		return shift_refuse_file(shift, "its entry is in the block");
	return 0;
}

static void
shift_code(const struct shift *shift)
{
	const unsigned char *from =
	    object_contents(&shift->object, shift->block);
	unsigned char *to = shift->copy + (from - shift->move->bytes);
	const size_t n = shift->block->sh_size;

	memset(to, filler(shift), n);
	memcpy(to + shift->move->offset, from, n - MOVE_SLACK);
}

static int
shift_table(struct shift *shift, const Elf64_Shdr *relas)
{
	size_t n = 0;
	const Elf64_Rela *entries = object_table(&shift->object, relas, &n);
	const Elf64_Shdr *of = shift_kept(shift, relas);
	int err = 0;

	if (of->sh_flags & SHF_COMPRESSED)
		return shift_refuse_file(shift,
		    "%s is compressed: link it without -gz",
		    object_section_name(&shift->object, of));
	if (entries == NULL && relas->sh_size > 0)
		return shift_refuse_file(shift, "%s is no table",
		    object_section_name(&shift->object, relas));
	for (size_t i = 0; i < n && err == 0; i++) {
		struct place place;

		err = shift_place(shift, relas, &entries[i], &place);
		if (err == 0)
			err = shift_relocation(shift, &place);
	}
	return err;
}

static int
shift_relocations(struct shift *shift)
{
	int err = 0;

	for (unsigned i = 1; i < shift->object.n_sections && err == 0; i++) {
		const Elf64_Shdr *relas = &shift->object.sections[i];
		const Elf64_Shdr *of = shift_kept(shift, relas);

		if (of != NULL &&
		    (shift->move->is_whole || (of->sh_flags & SHF_ALLOC)))
			err = shift_table(shift, relas);
	}
	return err;
}

static int
shift_all(struct shift *shift)
{
	int err = check_machine(shift);

	if (err == 0)
		err = check_relocations(shift);
	if (err == 0)
		err = find_block(shift);
	if (err == 0)
		err = check_entries(shift);
	if (err < 0)
		return err;
	shift_code(shift);
	err = pointers_find(shift);
	if (err == 0)
		err = shift_relocations(shift);
	if (err == 0)
		err = pointers_end(shift);
	if (err == 0)
		err = shift_frames(shift);
	if (err == 0)
		err = shift_symbols(shift);
	if (err == 0)
		shift_build_id(shift);
	return err;
}

int
move_block(const struct move *move, struct move_copy *ret, struct reason *why)
{
	struct shift shift = { .move = move, .why = why };
	int err = object_read(
	    move->name, move->bytes, move->n_bytes, &shift.object, why);

	if (err < 0)
		return err;
	shift.copy = malloc(move->n_bytes);
	if (shift.copy == NULL) {
		err = reason_set(why, -ENOMEM, "%s: no memory", move->name);
	} else {
		memcpy(shift.copy, move->bytes, move->n_bytes);
		err = shift_all(&shift);
	}
	if (err == 0)
		err = trim(&shift, ret);
	free(shift.pointers);
	free(shift.copy);
	object_close(&shift.object);
	return err;
}
